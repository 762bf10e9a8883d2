"""How the outlets' articles are found: robots.txt and the answers to the addresses of the project's source table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from math import ceil
from urllib.parse import quote, quote_plus

from crawler.sources import Discovery, Kind, Source
from tests.newsroom.model import Answer, NewsArticle, Outlet, load_articles, load_elsewhere, load_outlets
from tests.newsroom.rendering import render

PER_PAGE = 4
XML = "application/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"


@dataclass(frozen=True)
class Entry:
    """A line of a listing. `day` is the calendar day that it prints; `twin` is the AMP address, if there is one."""

    url: str
    title: str
    lead: str
    published: datetime | None
    number: int
    twin: str | None = None


def discovery_answers(source: Source) -> Iterator[Answer]:
    """Everything that a source's table asks of its outlet to find articles, and robots.txt."""
    outlet = load_outlets()[source.name]
    yield Answer(f"{outlet.home}/robots.txt", outlet.robots.lstrip().encode(), content_type="text/plain")
    for means in source.discovery:
        if status := outlet.off.get(means.kind):
            yield from _refused(means, source, status)
        else:
            yield from _MEANS[means.kind](means, source, outlet)


def entries(outlet: Outlet, words: str = "") -> list[Entry]:
    """What the outlet lists for words, newest first; addresses without an article stand among them."""
    found = [
        _entry(article) for article in load_articles() if article.outlet == outlet.name and article.mentions(words)
    ]
    found += [
        Entry(gone.url, gone.title, gone.title, gone.published, 90000 + at)
        for at, gone in enumerate(load_elsewhere())
        if gone.outlet == outlet.name
    ]
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda entry: (entry.published or oldest, entry.url), reverse=True)


def _entry(article: NewsArticle) -> Entry:
    number = 1000 + [other.name for other in load_articles()].index(article.name)
    return Entry(article.url, article.title, article.body[0], article.published, number, article.amp)


def _asked(form: str, source: Source, **values: str) -> Iterator[tuple[str, str]]:
    """The addresses that a form stands for, each with its words; words with blanks in both spellings."""
    for word in source.words if "{word}" in form else ("",):
        for spelt in sorted({quote(word), quote_plus(word)}):
            yield form.format_map({"word": spelt, **values}), word


def _refused(means: Discovery, source: Source, status: int) -> Iterator[Answer]:
    phrase = {401: "401 Unauthorized", 403: "403 Forbidden", 404: "404 Not Found"}[status]
    body = json.dumps(
        {"code": "rest_cannot_access", "message": "Only authenticated users.", "data": {"status": status}}
    )
    for url, _ in _asked(means.url, source):
        if means.kind is Kind.REST:
            yield Answer(url, body.encode(), phrase, JSON)
        else:
            yield Answer(url, render("gone.html", outlet=load_outlets()[source.name]), phrase)


def _paged(means: Discovery, source: Source, answer: Callable[[str, Sequence[Entry], int], Answer]) -> Iterator[Answer]:
    """Every page of a listing, and the empty one after the last."""
    outlet = load_outlets()[source.name]
    words = dict.fromkeys(source.words if "{word}" in means.url else ("",))
    for word in words:
        found = entries(outlet, word)
        for number in range(1, ceil(len(found) / PER_PAGE) + 2 if means.next else 2):
            shown = found[(number - 1) * PER_PAGE : number * PER_PAGE] if means.next else found
            form = means.url if number == 1 else str(means.next)
            for url, asked in _asked(form, source, page=str(number)):
                if asked == word:
                    yield answer(url, shown, number)


def _listing(means: Discovery, source: Source, outlet: Outlet) -> Iterator[Answer]:
    if "{date}" in means.url:
        yield from _index_by_day(means, outlet)
        return
    template = "listing_wordpress.html" if source.family == "wordpress" else f"listing_{source.family}.html"

    def answer(url: str, shown: Sequence[Entry], number: int) -> Answer:
        return Answer(url, render(template, outlet=outlet, entries=shown, number=number, url=url))

    yield from _paged(means, source, answer)


def _index_by_day(means: Discovery, outlet: Outlet) -> Iterator[Answer]:
    """Tribun's index: one listing for each day on which something was published."""
    days: dict[str, list[Entry]] = {}
    for entry in entries(outlet):
        if entry.published:
            days.setdefault(entry.published.date().isoformat(), []).append(entry)
    for day, shown in days.items():
        for form, seen in ((means.url, shown), (str(means.next), ())):
            url = form.format(date=day, page=2)
            yield Answer(url, render("listing_tribun.html", outlet=outlet, entries=seen, number=1, url=url))


def _feed(means: Discovery, source: Source, outlet: Outlet) -> Iterator[Answer]:
    def answer(url: str, shown: Sequence[Entry], number: int) -> Answer:
        body = render("feed.xml", outlet=outlet, entries=shown, rfc822=lambda m: format_datetime(m.astimezone(UTC)))
        return Answer(url, body, content_type="application/rss+xml; charset=UTF-8")

    yield from _paged(means, source, answer)


def _rest(means: Discovery, source: Source, outlet: Outlet) -> Iterator[Answer]:
    """All found posts on the first page; the page after it is the error that WordPress sends."""
    for url, words in _asked(means.url, source):
        yield Answer(url, json.dumps([_post(entry) for entry in entries(outlet, words)]).encode(), content_type=JSON)
    over = {
        "code": "rest_post_invalid_page_number",
        "message": "The page number is too large.",
        "data": {"status": 400},
    }
    for url, _ in _asked(str(means.next), source, page="2"):
        yield Answer(url, json.dumps(over).encode(), "400 Bad Request", JSON)


def _post(entry: Entry) -> dict[str, object]:
    """A post as WordPress writes it: times in UTC without an offset; one without a date was published unseen."""
    moment = (entry.published or datetime(2024, 10, 7, 4, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None).isoformat()
    title = {"rendered": escape(entry.title)}
    return {"id": entry.number, "date_gmt": moment, "modified_gmt": moment, "link": entry.url, "title": title}


def _sitemap(means: Discovery, source: Source, outlet: Outlet) -> Iterator[Answer]:
    """An index of two: a news sitemap with titles, and a plain one, which also lists AMP twins."""
    found = entries(outlet)
    folder, _, _ = means.url.rpartition("/")
    news, web = f"{folder}/sitemap_news.xml", f"{folder}/sitemap_web.xml"
    yield Answer(means.url, render("sitemap_index.xml", addresses=(news, web)), content_type=XML)
    yield Answer(news, render("sitemap_news.xml", outlet=outlet, entries=found), content_type=XML)
    yield Answer(web, render("sitemap_web.xml", entries=found), content_type=XML)


_MEANS: dict[Kind, Callable[[Discovery, Source, Outlet], Iterator[Answer]]] = {
    Kind.SITEMAP: _sitemap,
    Kind.FEED: _feed,
    Kind.REST: _rest,
    Kind.LISTING: _listing,
    Kind.SEARCH: _listing,
}
