"""NewsSpider: one spider for every source. It finds articles, follows all their pages, and hands them on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider

from crawler.fetch.assignment import Assignment
from crawler.fetch.components.faults import describe, looks_shut
from crawler.fetch.components.robots import NotNow
from crawler.fetch.spiders.finding import Finding
from crawler.fetch.spiders.following import Following
from crawler.read.pages import page_for

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FAILURES_IN_A_ROW = 3
"""After so many refusals or failures one after another a host is left for the night."""


class NewsSpider(Spider):
    """Crawls one source by its assignment: `Finding` discovers, `Following` reads."""

    name = "news"

    def __init__(self, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.assignment = assignment
        self.allowed_domains = list(assignment.source.hosts)
        pages = page_for(assignment.source.family)
        self.following = Following(assignment, pages, self)
        self._doors = {_bare(urlsplit(means.url).netloc) for means in assignment.source.discovery}
        self.finding = Finding(assignment, pages, self, self.following)
        self.named_sitemaps: list[str] = []  # by robots.txt
        self.is_finding = False
        self._failures = 0
        self._left = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    def robots_parsed(self, robotparser: Any) -> None:
        """Keeps the sitemaps that a host's robots.txt names."""
        self.named_sitemaps += robotparser.rp.sitemaps

    async def start(self) -> AsyncIterator[Any]:
        share = self.assignment.share
        self.is_finding = share is None or share.finds
        if self.is_finding:
            for request in self.finding.begin():
                yield request

    def leave(self, why: str) -> None:
        """Leaves the host for the night: nothing more is asked of it in this crawl."""
        self.assignment.tally.why = self.assignment.tally.why or why
        self._left = True

    def answered(self) -> None:
        """To be called for each answer that is what was asked for. Raises CloseSpider when the host has been left."""
        self._failures = 0
        self.check()

    @property
    def left(self) -> bool:
        """Whether the host has been left for the night."""
        return self._left

    def check(self) -> None:
        """Raises CloseSpider when the host has been left."""
        if self._left:
            raise CloseSpider(self.assignment.tally.why or "left")

    def is_door(self, place: str) -> bool:
        """Whether the source is found at a host with its port. Where a redirect or a sitemap leads to another of its
        domain that is dead or private, only that address is given up."""
        return _bare(place) in self._doors

    def failed(self, error: BaseException | None) -> None:
        """To be called for each failure or refusal; leaves the host when it looks shut, and raises CloseSpider then."""
        if isinstance(error, NotNow) and self.is_door(error.place):
            self.leave(str(error))
        elif looks_shut(error):
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW and self.assignment.replay is None:
                self.leave(f"{describe(error)}, {self._failures} times in a row")
        self.check()


def _bare(place: str) -> str:
    return place.lower().removeprefix("www.")
