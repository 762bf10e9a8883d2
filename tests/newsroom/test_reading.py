"""Every page of the newsroom, read by the page objects, says what its article file says, word for word."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.read.canonical import canonical_url
from crawler.read.pages import NotAnArticle, Page, join_pages, page_for
from crawler.record import clean_line
from crawler.sources import load_sources
from tests.newsroom.archive import answers
from tests.newsroom.model import Elsewhere, NewsArticle, load_articles, load_elsewhere

ARTICLES = load_articles()
HTML = {answer.url: answer.body.decode() for answer in answers()}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)


def page(article: NewsArticle, url: str) -> Page:
    source = load_sources().by_name[article.outlet]
    return page_for(source.family)(url, HTML[url], article.outlet, source.zone)


def read(article: NewsArticle, url: str) -> Article:
    """The article read at an address, with the further pages that its pages name."""
    waiting, read_urls, parts = [url], set(), []
    while waiting:
        current = waiting.pop(0)
        if current in read_urls:
            continue
        read_urls.add(current)
        parts.append(page(article, current).to_item())
        waiting += page(article, current).next_pages()
    return join_pages(parts)


def assert_same(item: Article, article: NewsArticle) -> None:
    assert item.headline == clean_line(article.title)
    assert item.body == article.body
    assert item.published == article.published
    assert item.authors == article.authors
    assert item.canonical_url == canonical_url(article.url)
    assert item.outlet == article.outlet
    assert "generic" not in item.reader and "json-ld" not in item.reader


@each_article
def test_the_page_and_its_further_pages(article: NewsArticle) -> None:
    assert_same(read(article, article.url), article)


@each_article
def test_all_pages_at_once(article: NewsArticle) -> None:
    asked = page_for(load_sources().by_name[article.outlet].family).all_pages_url(article.url)
    assert asked is None or asked in HTML
    if asked:
        assert_same(read(article, asked), article)


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.amp], ids=lambda article: article.name)
def test_amp_twins(article: NewsArticle) -> None:
    assert article.amp
    assert_same(read(article, article.amp), article)


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.editor], ids=lambda article: article.name)
def test_editors(article: NewsArticle) -> None:
    assert read(article, article.url).editor == article.editor


@each_article
def test_addresses_are_known_as_articles(article: NewsArticle) -> None:
    family = page_for(load_sources().by_name[article.outlet].family)
    assert family.is_article_url(article.url)
    assert article.amp is None or family.is_article_url(article.amp)


@pytest.mark.parametrize("gone", load_elsewhere(), ids=lambda gone: str(gone.status))
def test_pages_without_an_article_are_refused(gone: Elsewhere) -> None:
    source = load_sources().by_name[gone.outlet]
    with pytest.raises(NotAnArticle):
        page_for(source.family)(gone.url, HTML[gone.url], gone.outlet, source.zone).to_item()
