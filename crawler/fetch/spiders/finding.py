"""Finding: discovery by one means after the other, until one shows articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.fetch.assignment import Assignment
from crawler.fetch.components.faults import describe, is_closed_rest
from crawler.fetch.discovery import (
    Link,
    Listing,
    NotAListing,
    is_foreign,
    pages_told,
    read_feed,
    read_links,
    read_posts,
    read_sitemap,
)
from crawler.fetch.discovery.links import day_of_address
from crawler.fetch.discovery.usual import usual_means
from crawler.fetch.signs import ANSWERED, LINKS, UNANSWERED, UNREADABLE
from crawler.fetch.spiders.following import Following
from crawler.fetch.spiders.walking import Trail, Walk, chosen_children, may_turn, trails
from crawler.read.canonical import canonical_url
from crawler.read.identity import article_key
from crawler.read.pages import Page
from crawler.settings import DISCOVERY_MAXSIZE
from crawler.sources import Kind

if TYPE_CHECKING:
    from crawler.fetch.spiders.news import NewsSpider


class Finding:
    """Walks a source's means of discovery in their order of preference."""

    def __init__(self, assignment: Assignment, pages: type[Page], spider: NewsSpider, following: Following) -> None:
        self._assignment, self._pages, self._spider, self._following = assignment, pages, spider, following
        self._source, self._tally = assignment.source, assignment.tally
        self._hosts = {urlsplit(canonical_url(f"https://{host}/")).hostname for host in self._source.hosts}
        self._considered: set[str] = set()
        self._sitemaps_read: set[str] = set()
        self._means = list(self._source.discovery)
        self._fault: str | None = None

    def begin(self, index: int = 0) -> Iterator[Request]:
        """The requests with which a means of discovery begins."""
        walk = Walk(self._means[index], index, guessed=index >= len(self._source.discovery))
        self._sitemaps_read.add(walk.means.url)
        today, since = self._assignment.now().date(), self._assignment.since
        for trail in trails(walk, self._source, today, since, self._last_read()):
            yield self._request(trail)

    def parse(self, response: Response, trail: Trail) -> Iterator[Request]:
        self._spider.answered()
        try:
            listing = self._read(response, trail.walk.means.kind)
        except NotAListing as fault:
            self._fault_of(trail, f"{response.url}: {fault}", UNREADABLE)
            yield from self._ends(trail)
            return
        self._tally.sign(f"{ANSWERED} {trail.walk.means.url}")
        trail.total = pages_told(response.headers.get("X-WP-TotalPages")) or trail.total
        yield from self._sitemaps(listing, trail)
        worth_turning = False
        for link in listing.links:
            request, promising = self._consider(link, trail)
            worth_turning |= promising
            if request is not None:
                yield request
        if worth_turning and may_turn(trail, self._assignment.since):
            trail.page += 1
            yield self._request(trail)
        yield from self._ends(trail)

    def failed(self, failure: Failure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        trail: Trail = request.cb_kwargs["trail"]
        # WordPress answers 400 or 404 to a page past the end: that is an end, not a failure.
        if trail.page == 1:
            self._fault_of(trail, f"{request.url}: {describe(failure.value)}", UNANSWERED)
        if trail.page == 1 and not is_closed_rest(failure.value):
            self._spider.failed(failure.value)
        yield from self._ends(trail)

    def _fault_of(self, trail: Trail, line: str, sign: str) -> None:
        if trail.walk.guessed:
            return  # nothing stands where a sitemap was looked for
        trail.walk.faults.append(line)
        self._tally.sign(f"{sign} {trail.walk.means.url}")

    def _request(self, trail: Trail) -> Request:
        trail.walk.pending += 1
        return Request(
            trail.address,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"trail": trail},
            dont_filter=True,  # a loop is told by what a page shows, not by its address
            meta={"download_maxsize": DISCOVERY_MAXSIZE},
        )

    def _read(self, response: Response, kind: Kind) -> Listing:
        zone = self._source.zone
        if kind is Kind.SITEMAP:
            return read_sitemap(response.body, response.url, zone)
        if kind is Kind.FEED:
            return read_feed(response.body, response.url, zone)
        if kind is Kind.REST:
            return read_posts(response.body, response.url, zone)
        if not isinstance(response, TextResponse):
            raise NotAListing("no text")
        return read_links(response.text, response.url, zone, self._is_own_article)

    def _sitemaps(self, listing: Listing, trail: Trail) -> Iterator[Request]:
        new = [child for child in listing.children if child.url not in self._sitemaps_read]
        for child in chosen_children(new, self._assignment.since, trail.walk.children):
            self._sitemaps_read.add(child.url)
            trail.walk.children += 1
            yield self._request(Trail(trail.walk, child.url, None))

    def _consider(self, link: Link, trail: Trail) -> tuple[Request | None, bool]:
        """The request for a link where one is due, and whether the link is a reason to turn the page.

        What was shown on an earlier page, is too old, or was read in an earlier crawl is none, so that loops
        and endless paging end.
        """
        address = canonical_url(link.url) if self._is_own_article(link.url) else None
        key = article_key(address) if address is not None else ""
        if address is None or key in trail.shown:
            return None, False
        trail.shown.add(key)
        trail.walk.links += 1
        self._tally.sign(f"{LINKS} {trail.walk.means.url}")
        reason = self._reason_to_skip(link, address)
        promising = reason in (None, "foreign") or (reason == "known" and self._assignment.since is not None)
        if key in self._considered:
            return None, promising
        self._considered.add(key)
        self._tally.count("found")
        self._tally.count(reason or "fetched")
        if reason is not None:
            return None, promising
        undated = trail if self._day_of(link) is None else None
        return self._following.request(link.url, address, undated), promising

    def _reason_to_skip(self, link: Link, address: str) -> str | None:
        since, limit = self._assignment.since, self._assignment.limit
        day = self._day_of(link)
        if since is not None and day is not None and day.date() < since:
            return "older"
        if is_foreign(link, self._assignment.title_stems):
            return "foreign"
        if not self._assignment.desk.memory.needs_fetch(address, link.modified):
            return "known"
        return "over_limit" if limit is not None and self._tally.counts["fetched"] >= limit else None

    def _ends(self, trail: Trail) -> Iterator[Request]:
        """Ends one listing request; after the last of a means that showed no article the next means is due."""
        walk = trail.walk
        walk.pending -= 1
        if walk.pending:
            return
        for fault in walk.faults:
            self._tally.count("unread", fault)
        self._fault = self._fault or next(iter(walk.faults), None)
        if walk.links:
            return
        if walk.index + 1 == len(self._source.discovery):
            self._means += usual_means(self._source, self._spider.named_sitemaps)
        if walk.index + 1 < len(self._means):
            yield from self.begin(walk.index + 1)
        elif not self._considered:
            self._tally.why = self._tally.why or self._fault

    def _last_read(self) -> date | None:
        """The day of the last crawl that could read the source."""
        crawls = self._assignment.desk.memory.crawls(self._source.name)
        return next((crawl.started.date() for crawl in crawls if crawl.outcome == "ok"), None)

    def _day_of(self, link: Link) -> datetime | None:
        return link.published or day_of_address(link.url, self._source.zone)

    def _is_own_article(self, url: str) -> bool:
        try:
            own = urlsplit(canonical_url(url)).hostname in self._hosts
        except ValueError:
            return False
        return own and self._pages.is_article_url(url)
