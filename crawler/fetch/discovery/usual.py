"""Usual places: the sitemaps that robots.txt names, and those that stand where sitemaps stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from crawler.fetch.discovery.links import Child, absolute
from crawler.sources import Discovery, Kind, Source

USUAL = (
    "sitemap_news.xml",
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap_index.xml",
    "wp-sitemap.xml",
    "sitemap.xml",
)
"""Where a sitemap is looked for that robots.txt does not name: Tribun's and Promedia's name for the one with the news,
those of two WordPress plugins (Yoast, Rank Math), WordPress' own, and the name of the protocol (sitemaps.org)."""


def usual_means(source: Source, named: Iterable[str]) -> list[Discovery]:
    """The means of discovery that the table of sources does not name, in the order in which they are worth trying:
    the news sitemaps that robots.txt names, the others that it names, the usual places."""
    told = [Child(url) for url in _own(source, named)]
    urls = [child.url for child in sorted(told, key=lambda child: "news" not in child.url)]
    urls += [urljoin(source.discovery[0].url, f"/{name}") for name in USUAL]
    known = {means.url for means in source.discovery}
    return [Discovery(Kind.SITEMAP, url) for url in dict.fromkeys(urls) if url not in known]


def _own(source: Source, named: Iterable[str]) -> Iterator[str]:
    home = source.discovery[0].url
    for printed in named:
        url = absolute(home, printed)
        if url and urlsplit(url).hostname in source.hosts and not _is_of_pictures(url):
            yield url


def _is_of_pictures(url: str) -> bool:
    return any(word in url for word in ("image", "video", "foto"))
