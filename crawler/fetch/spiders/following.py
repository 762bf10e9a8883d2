"""Following: an article's address to its item, over as many pages as it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.fetch.assignment import Assignment
from crawler.fetch.components.faults import REFUSALS, describe
from crawler.fetch.components.robots import NotNow
from crawler.fetch.components.writing import Fetched
from crawler.fetch.conditions import conditions_of, validators_of
from crawler.fetch.discovery import speaks_of
from crawler.fetch.memory import NO_VALIDATORS, Seen, Validators, Verdict
from crawler.fetch.spiders.walking import Trail
from crawler.items import Article
from crawler.read.pages import NotAnArticle, Page, Refusal, RefusalKind, join_pages

if TYPE_CHECKING:
    from crawler.fetch.spiders.news import NewsSpider

PAGES = 20
"""Pages of one article that are read at most."""

PASSES = timedelta(days=7)
"""So long a page that showed no text is asked for again at every crawl. A week is what an outlet's new theme and our
new page object for it take; a page of pictures that is listed like an article costs seven requests in all."""

NOT_MODIFIED = 304

FIRST = "first"
"""Mark, in `meta`, of an article's first request; its retries and redirections bear it too."""

_GONE = frozenset({404, 410})
_PASSING = frozenset({RefusalKind.EMPTY, RefusalKind.UNREADABLE})
_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_TAIL = 20_000  # bytes; some themes print comments and scripts after </html>


@dataclass(frozen=True)
class Leaf:
    """How far one article has been read. `address` is the canonical one it was found by; `plain` is asked for
    when the form that shows all pages at once does not exist; `shown` is the listing's page, if that gave no date.
    """

    address: str
    plain: str | None
    read: tuple[Article, ...] = ()
    retrieved: datetime | None = None
    waiting: tuple[str, ...] = ()
    shown: Shown | None = None
    validators: Validators = NO_VALIDATORS


@dataclass(frozen=True)
class Shown:
    """A page of a listing."""

    trail: Trail
    page: int


class Following:
    """Fetches and reads the pages of articles; one item for each article."""

    def __init__(self, assignment: Assignment, pages: type[Page], spider: NewsSpider) -> None:
        self._assignment, self._pages, self._spider = assignment, pages, spider
        self._source, self._tally = assignment.source, assignment.tally

    def request(self, url: str, address: str, undated: Trail | None = None) -> Request:
        """The first request for an article that was listed as `url`.

        It is asked for by its canonical address, so that an AMP or mobile twin is not fetched a second time,
        but by the scheme that the outlet printed; where it has been read before, on condition that it has changed.
        `undated` is the listing that showed it without a date.
        """
        scheme = urlsplit(url).scheme
        plain = urlsplit(address)._replace(scheme=scheme).geturl()
        whole = self._pages.all_pages_url(address)
        shown = Shown(undated, undated.page) if undated is not None else None
        leaf = Leaf(address, plain if whole else None, shown=shown)
        url = urlsplit(whole)._replace(scheme=scheme).geturl() if whole else plain
        request = self._request(url, leaf, self._conditions(address))
        request.meta[FIRST] = True
        return request

    def parse(self, response: Response, leaf: Leaf) -> Iterator[Any]:
        try:
            article, more = self._read(response)
        except NotAnArticle as fault:
            yield from self._not_read(fault, response, leaf)
            return
        self._spider.answered()
        scheme = urlsplit(response.url).scheme  # canonical addresses are https, also those of an outlet that has none
        further = (urlsplit(url)._replace(scheme=scheme).geturl() for url in more)
        waiting = leaf.waiting if leaf.read else tuple(url for url in further if url != response.url)[: PAGES - 1]
        self._told_of_its_end(response)
        leaf = replace(
            leaf,
            plain=None,
            read=(*leaf.read, article),
            retrieved=leaf.retrieved or response.meta["retrieved"],
            waiting=waiting[1:],
            validators=NO_VALIDATORS if leaf.read or waiting else validators_of(response.headers),
        )
        if waiting:
            yield self._request(waiting[0], leaf)
        else:
            yield from self._finished(leaf, complete=True)

    def failed(self, failure: Failure) -> Iterator[Any]:
        request: Request = failure.request  # type: ignore[attr-defined]
        response: Response | None = getattr(failure.value, "response", None)
        leaf: Leaf = request.cb_kwargs["leaf"]
        status, fault = response.status if response is not None else None, describe(failure.value)
        if leaf.read:
            yield from self._cut_short(leaf, request.url, fault)
        elif status in _GONE and leaf.plain:
            yield self._request(leaf.plain, replace(leaf, plain=None), self._conditions(leaf.address))
        elif status == NOT_MODIFIED:
            self._as_it_was(leaf, request)
        elif response is not None and response.flags:
            self._tally.count("missing")
        elif status in _GONE:
            self._gone(leaf, request, fault)
        elif isinstance(failure.value, NotNow) and not self._spider.is_door(failure.value.place):
            self._tally.count("failed", f"{leaf.address}: leads to {failure.value.place}, {fault}")
        elif status in REFUSALS or "robots.txt" in fault:
            self._settle("refused", Verdict.REFUSED, leaf, request, fault)
            self._spider.failed(failure.value)
        else:
            self._tally.count("failed", f"{leaf.address}: {fault}")
            self._spider.failed(failure.value)

    def _request(self, url: str, leaf: Leaf, conditions: Mapping[str, str] | None = None) -> Request:
        return Request(
            url,
            headers=dict(conditions or {}),
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"leaf": leaf},
            dont_filter=True,  # Finding asks for each article once
        )

    def _read(self, response: Response) -> tuple[Article, tuple[str, ...]]:
        if not isinstance(response, TextResponse):
            raise NotAnArticle(response.url, Refusal(RefusalKind.UNREADABLE, "no text"))
        page = self._pages(response.url, response.text, self._source.name, self._source.zone)
        return page.to_item(), page.next_pages()

    def _not_read(self, fault: NotAnArticle, response: Response, leaf: Leaf) -> Iterator[Any]:
        if leaf.read:
            yield from self._cut_short(leaf, response.url, fault.reason)
            return
        verdict = verdict_of(fault)
        if verdict is Verdict.GONE:
            self._gone(leaf, response.request, fault.reason)
            return
        if fault.kind in _PASSING and self._may_pass(leaf, response.request, fault.reason):
            return
        counter = {Verdict.REFUSED: "refused", Verdict.GONE: "gone"}.get(verdict, "not_article")
        self._settle(counter, verdict, leaf, response.request, fault.reason)
        if verdict is Verdict.REFUSED:
            self._spider.failed(fault)

    def _may_pass(self, leaf: Leaf, request: Request | None, reason: str) -> bool:
        """Whether a page without text is to be asked for again: an outlet's bad night or new theme must cost no
        article. What was read before stays known as it was; what never was is asked for as long as PASSES."""
        memory, moment = self._assignment.desk.memory, self._moment(request)
        known = memory.recall(leaf.address)
        if known is not None and known.verdict in (Verdict.STORED, Verdict.IRRELEVANT):
            self._tally.count("not_article", f"{leaf.address}: {reason}")
            return True
        first = known.on if known is not None and known.verdict is Verdict.INCOMPLETE else moment
        if moment - first > PASSES:
            return False
        self._tally.count("not_article", f"{leaf.address}: {reason}")
        memory.remember(leaf.address, self._source.name, Seen(Verdict.INCOMPLETE, first, reason))
        return True

    def _cut_short(self, leaf: Leaf, url: str, fault: str) -> Iterator[Fetched]:
        self._tally.count("cut", f"{url}: {fault}; the article misses this page")
        yield from self._finished(leaf, complete=False)

    def _finished(self, leaf: Leaf, *, complete: bool) -> Iterator[Fetched]:
        article = join_pages(leaf.read)
        since, day = self._assignment.since, article.published_on
        older = since is not None and day is not None and day < since
        if leaf.shown is not None and day is not None:
            leaf.shown.trail.aged(leaf.shown.page, older=older)
        if older:
            self._tally.count("older")
        elif not speaks_of(article, self._assignment.title_stems):
            self._tally.count("foreign")
        elif leaf.retrieved is not None:
            yield Fetched(article, leaf.retrieved, (leaf.address,), complete, leaf.validators)

    def _conditions(self, address: str) -> dict[str, str]:
        return conditions_of(self._assignment.desk.memory.recall(address))

    def _as_it_was(self, leaf: Leaf, request: Request) -> None:
        self._tally.count("unchanged")
        memory = self._assignment.desk.memory
        seen = memory.recall(leaf.address)
        if seen is not None:
            memory.remember(leaf.address, self._source.name, replace(seen, on=self._moment(request)))

    def _gone(self, leaf: Leaf, request: Request | None, reason: str) -> None:
        self._assignment.desk.take_away(leaf.address, self._moment(request))
        self._settle("gone", Verdict.GONE, leaf, request, reason)

    def _told_of_its_end(self, response: Response) -> None:
        """Counts a page that stops before its </html>: it may have been cut by a wrong Content-Length."""
        if not _END.search(response.body[-_TAIL:]):
            self._tally.count("cut", f"{response.url}: the page has no end (</html>) and may be cut off")

    def _moment(self, request: Request | None) -> datetime:
        told: datetime | None = request.meta.get("retrieved") if request is not None else None
        return told or self._assignment.now()

    def _settle(self, counter: str, verdict: Verdict, leaf: Leaf, request: Request | None, reason: str) -> None:
        self._tally.count(counter, f"{leaf.address}: {reason}")
        seen = Seen(verdict, self._moment(request), reason)
        self._assignment.desk.memory.remember(leaf.address, self._source.name, seen)


def verdict_of(fault: NotAnArticle) -> Verdict:
    """What a page that is no article means: a block page served as 200 is a refusal, a "not found" one is gone."""
    if fault.kind is RefusalKind.BLOCKED:
        return Verdict.REFUSED
    return Verdict.GONE if fault.kind is RefusalKind.GONE else Verdict.NOT_AN_ARTICLE
