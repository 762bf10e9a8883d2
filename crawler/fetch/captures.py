"""Captures: what can be told of an archived page by its address, its headers and what stands in it. Plain data, read
in any process or on any machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from scrapy.http import Headers, HtmlResponse

from crawler.fetch.archive import ArchivedResponse
from crawler.fetch.conditions import validators_of
from crawler.fetch.memory import NO_VALIDATORS, Validators, Verdict
from crawler.fetch.spiders.following import verdict_of
from crawler.items import WITA, Article
from crawler.read.canonical import canonical_url
from crawler.read.pages import NotAnArticle, Page, page_for
from crawler.read.pages.paging import page_number
from crawler.record import Record
from crawler.sources import Sources

PAGE_IN_PATH = re.compile(r"/(?P<page>[1-9]\d?)/?$")  # WordPress' /slug/2/

Assemble = Callable[[Article, datetime | None], Record]


@dataclass(frozen=True)
class House:
    """What is needed to read the pages of one host."""

    outlet: str
    pages: type[Page]
    zone: str
    is_unknown: bool = False


@dataclass(frozen=True)
class Capture:
    """One archived page that may be an article. With 200 and no fault it has an `article` and the addresses of its
    `more` pages, or the `verdict` why it is none. `record` is what judging and extracting made of an article that
    stands on this page alone and is on the subject."""

    url: str
    status: int
    on: datetime
    house: House
    fault: str | None = None
    verdict: Verdict | None = None
    article: Article | None = None
    more: tuple[str, ...] = ()
    validators: Validators = NO_VALIDATORS
    record: Record | None = None


class CaptureReader:
    """Reads archived responses of the hosts that sources name; with `any_host` of all hosts."""

    def __init__(self, sources: Sources, assemble: Assemble, *, any_host: bool = False) -> None:
        self._sources, self._assemble, self._any_host = sources, assemble, any_host
        self._houses: dict[str, House | None] = {}
        self.responses = 0

    def wants(self, url: str) -> bool:
        """Whether an address may be an article's; counts every address in `responses`."""
        self.responses += 1
        house = self._house(url)
        return house is not None and house.pages.is_article_url(PAGE_IN_PATH.sub("/", url))

    def read(self, response: ArchivedResponse) -> Capture:
        """Raises ValueError for a response that was not wanted."""
        house = self._house(response.url)
        if house is None:
            raise ValueError(f"not wanted: {response.url}")
        capture = Capture(response.url, response.status, response.on, house, response.fault)
        if response.fault or response.status != 200:
            return capture
        page = house.pages(response.url, text_of(response), house.outlet, house.zone)
        try:
            article, more = page.to_item(), page.next_pages()
        except NotAnArticle as fault:
            return replace(capture, verdict=verdict_of(fault))
        record = None
        if number_of(response.url) == 1 and not more:
            record = relevant_record(self._assemble, article, response.on)
        validators = validators_of(headers_of(response))
        return replace(capture, article=article, more=more, validators=validators, record=record)

    def _house(self, url: str) -> House | None:
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return None
        if host not in self._houses:
            self._houses[host] = self._house_of(host)
        return self._houses[host]

    def _house_of(self, host: str) -> House | None:
        source = self._sources.of_host(host)
        if source is not None:
            return House(source.name, page_for(source.family), source.zone)
        slug = host.removeprefix("www.").replace(".", "-")
        return House(slug, page_for(None), "WITA", is_unknown=True) if self._any_host and slug else None


def relevant_record(assemble: Assemble, article: Article, on: datetime) -> Record | None:
    """The record of an article that is on the subject, else None."""
    record = assemble(article, on.astimezone(WITA))
    return record if record.relevance.relevant else None


def is_twin(url: str) -> bool:
    """Whether an address is an AMP or mobile form: what it shows counts only where the article itself is not kept."""
    asked, told = urlsplit(url), urlsplit(canonical_url(url))
    return (asked.hostname, asked.path.rstrip("/")) != (told.hostname, told.path.rstrip("/"))


def number_of(url: str) -> int:
    """Which page of an article an address is (?page=2, /slug/2/); 1 without a sign of it, and for ?page=all, since
    a site that does not know the word shows the first page.
    """
    asked, in_path = page_number(url), PAGE_IN_PATH.search(urlsplit(url).path)
    digits = in_path["page"] if in_path and asked == "1" else asked
    return int(digits) if digits.isdecimal() and len(digits) < 3 else 1


def text_of(response: ArchivedResponse) -> str:
    """The page as text, by the same rules for charsets as in a crawl."""
    return HtmlResponse(response.url, headers=headers_of(response), body=response.body).text


def headers_of(response: ArchivedResponse) -> Headers:
    """Its headers in the form that Scrapy has them in."""
    headers = Headers()
    for name, value in response.headers:
        headers.appendlist(name, value)
    return headers
