"""Following: an article's address to its item, over as many pages as it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.fetch.assignment import Assignment
from crawler.fetch.components.faults import REFUSALS, describe
from crawler.fetch.components.writing import Fetched
from crawler.fetch.memory import Seen, Verdict
from crawler.items import Article
from crawler.read.pages import NotAnArticle, Page, join_pages

if TYPE_CHECKING:
    from crawler.fetch.spiders.news import NewsSpider

PAGES = 20
"""Pages of one article that are read at most."""

_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Leaf:
    """How far one article has been read. `address` is the canonical one it was found by; `plain` is asked for
    when the form that shows all pages at once does not exist."""

    address: str
    plain: str | None
    read: tuple[Article, ...] = ()
    retrieved: datetime | None = None
    waiting: tuple[str, ...] = ()


class Following:
    """Fetches and reads the pages of articles; one item for each article."""

    def __init__(self, assignment: Assignment, pages: type[Page], spider: NewsSpider) -> None:
        self._assignment, self._pages, self._spider = assignment, pages, spider
        self._source, self._tally = assignment.source, assignment.tally

    def request(self, url: str, address: str) -> Request:
        """The first request for an article that was listed as `url`.

        It is asked for by its canonical address, so that an AMP or mobile twin is not fetched a second time,
        but by the scheme that the outlet printed.
        """
        scheme = urlsplit(url).scheme
        plain = urlsplit(address)._replace(scheme=scheme).geturl()
        whole = self._pages.all_pages_url(address)
        if whole is None:
            return self._request(plain, Leaf(address, None))
        return self._request(urlsplit(whole)._replace(scheme=scheme).geturl(), Leaf(address, plain))

    def parse(self, response: Response, leaf: Leaf) -> Iterator[Any]:
        try:
            article, more = self._read(response)
        except NotAnArticle as fault:
            yield from self._not_read(fault, response, leaf)
            return
        self._spider.answered()
        waiting = leaf.waiting if leaf.read else tuple(url for url in more if url != response.url)[: PAGES - 1]
        first = leaf.retrieved or response.meta["retrieved"]
        leaf = Leaf(leaf.address, None, (*leaf.read, article), first, waiting[1:])
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
            yield self._request(leaf.plain, Leaf(leaf.address, None))
        elif response is not None and response.flags:
            self._tally.count("missing")
        elif status in _GONE:
            self._settle("gone", Verdict.GONE, leaf, request, fault)
        elif status in REFUSALS or "robots.txt" in fault:
            self._settle("refused", Verdict.REFUSED, leaf, request, fault)
            self._spider.failed(failure.value)
        else:
            self._tally.count("failed", f"{leaf.address}: {fault}")
            self._spider.failed(failure.value)

    def _request(self, url: str, leaf: Leaf) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"leaf": leaf},
            dont_filter=True,  # Finding asks for each article once
        )

    def _read(self, response: Response) -> tuple[Article, tuple[str, ...]]:
        if not isinstance(response, TextResponse):
            raise NotAnArticle(response.url, "no text")
        page = self._pages(response.url, response.text, self._source.name, self._source.zone)
        return page.to_item(), page.next_pages()

    def _not_read(self, fault: NotAnArticle, response: Response, leaf: Leaf) -> Iterator[Any]:
        if leaf.read:
            yield from self._cut_short(leaf, response.url, fault.reason)
            return
        verdict = verdict_of(fault)
        counter = {Verdict.REFUSED: "refused", Verdict.GONE: "gone"}.get(verdict, "not_article")
        self._settle(counter, verdict, leaf, response.request, fault.reason)
        if verdict is Verdict.REFUSED:
            self._spider.failed(fault)

    def _cut_short(self, leaf: Leaf, url: str, fault: str) -> Iterator[Fetched]:
        self._tally.warnings.append(f"{url}: {fault}; the article misses this page")
        yield from self._finished(leaf, complete=False)

    def _finished(self, leaf: Leaf, *, complete: bool) -> Iterator[Fetched]:
        article = join_pages(leaf.read)
        since, day = self._assignment.since, article.published_on
        if since is not None and day is not None and day < since:
            self._tally.count("older")
        elif leaf.retrieved is not None:
            yield Fetched(article, leaf.retrieved, (leaf.address,), complete)

    def _settle(self, counter: str, verdict: Verdict, leaf: Leaf, request: Request | None, reason: str) -> None:
        self._tally.count(counter, f"{leaf.address}: {reason}")
        on = (request.meta.get("retrieved") if request is not None else None) or self._assignment.now()
        self._assignment.desk.memory.remember(leaf.address, self._source.name, Seen(verdict, on, reason))


def verdict_of(fault: NotAnArticle) -> Verdict:
    """What a page that is no article means: a block page served as 200 is a refusal, a "not found" one is gone."""
    if fault.reason.startswith("a block page"):
        return Verdict.REFUSED
    return Verdict.GONE if fault.reason.startswith("a page for what is gone") else Verdict.NOT_AN_ARTICLE
