"""Trials: how the means of discovery that an outlet may have answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawler.fetch.discovery import Listing, NotAListing, read_feed, read_links, read_posts, read_sitemap
from crawler.sources import Discovery, Kind

_ZONE = "WITA"  # for the dates beside links, which are not judged here


@dataclass(frozen=True)
class Answer:
    """What came for an address: where from at last, the status (0 without an answer), the body, its text where it is
    HTML; or the fault."""

    asked: str
    url: str
    status: int
    body: bytes = b""
    html: str | None = None
    fault: str | None = None


@dataclass(frozen=True)
class Trial:
    """How a means of discovery answered: its article addresses and further sitemaps, or the fault."""

    means: Discovery
    links: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def works(self) -> bool:
        """Whether it can be proposed. A search that knows no article for the word is a search all the same."""
        return self.fault is None

    def told(self) -> str:
        """The outcome in a few words."""
        if self.fault:
            return self.fault
        return f"{len(self.children)} sitemaps" if self.children else f"{len(self.links)} article addresses"


def try_means(means: Discovery, answer: Answer, is_article: Callable[[str], bool]) -> Trial:
    """What an answer to a means of discovery is worth."""
    if answer.fault:
        return Trial(means, fault=answer.fault)
    try:
        listing = read_listing(means.kind, answer, is_article)
    except NotAListing as error:
        return Trial(means, fault=str(error))
    links = tuple(dict.fromkeys(link.url for link in listing.links if is_article(link.url)))
    # What a search shows beside its results are links too, so an empty one proves itself only where nothing else is.
    is_search = "{word}" in means.url and means.kind in (Kind.REST, Kind.FEED)
    fault = None if links or listing.children or is_search else "shows no article address"
    return Trial(means, links, tuple(child.url for child in listing.children), fault)


def read_listing(kind: Kind, answer: Answer, is_article: Callable[[str], bool]) -> Listing:
    """The listing that an answer is. Raises NotAListing."""
    if kind is Kind.SITEMAP:
        return read_sitemap(answer.body, answer.url, _ZONE)
    if kind is Kind.FEED:
        return read_feed(answer.body, answer.url, _ZONE)
    if kind is Kind.REST:
        return read_posts(answer.body, answer.url, _ZONE)
    if answer.html is None:
        raise NotAListing("no HTML")
    return read_links(answer.html, answer.url, _ZONE, is_article)
