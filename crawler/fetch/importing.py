"""Importing: articles out of WARC files, without asking anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.http import Headers, HtmlResponse

from crawler.fetch.archive import ArchivedResponse, BrokenArchive, archived_responses
from crawler.fetch.tally import Tally
from crawler.items import Article
from crawler.read.canonical import canonical_url
from crawler.read.pages import NotAnArticle, Page, join_pages, page_for
from crawler.read.pages.paging import page_number
from crawler.sources import Sources
from crawler.write.desk import Desk


@dataclass(frozen=True)
class House:
    """What is needed to read the pages of one host."""

    outlet: str
    pages: type[Page]
    zone: str


@dataclass
class Parts:
    """The pages met so far of an article of several, by number, and how many it has."""

    house: House
    pages: dict[int, tuple[Article, datetime]] = field(default_factory=dict)
    count: int = 1


@dataclass
class Importer:
    """Reads WARC files and hands their articles to a desk. Hosts that no source names are skipped by the record's
    header; with `any_host` the default page object reads them. `broken` has one line per unreadable file.
    """

    sources: Sources
    desk: Desk
    any_host: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    responses: int = 0

    def __post_init__(self) -> None:
        self._houses: dict[str, House | None] = {}
        self._parts: dict[str, Parts] = {}
        self._whole: set[str] = set()
        self._twins: dict[str, tuple[Article, datetime, House]] = {}

    def read(self, files: Iterable[Path], on_file: Callable[[Path], None] = lambda file: None) -> None:
        """Reads the files in their order, then joins the articles whose pages came one by one."""
        for file in files:
            try:
                for response in archived_responses(file, self._is_wanted):
                    self._take(response)
            except BrokenArchive as error:
                self.broken.append(str(error))
            on_file(file)
        for address, parts in self._parts.items():
            if address not in self._whole:
                self._join(address, parts)
        for address, (article, on, house) in self._twins.items():
            if address not in self._whole and address not in self._parts:
                self._hand_in(article, on, house, complete=True)

    def _is_wanted(self, url: str) -> bool:
        self.responses += 1
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        if host not in self._houses:
            self._houses[host] = self._house(host)
        house = self._houses[host]
        return house is not None and house.pages.is_article_url(_PAGE_IN_PATH.sub("/", url))

    def _house(self, host: str) -> House | None:
        source = self.sources.of_host(host)
        if source is not None:
            return House(source.name, page_for(source.family), source.zone)
        slug = host.removeprefix("www.").replace(".", "-")
        return House(slug, page_for(None), "WITA") if self.any_host and slug else None

    def _take(self, response: ArchivedResponse) -> None:
        house = self._houses[urlsplit(response.url).hostname or ""]
        if house is None:
            return
        tally = self._tally(house)
        if response.fault:
            tally.count("failed", f"{response.url}: {response.fault}")
            return
        if response.status != 200:
            return
        tally.count("fetched")
        page = house.pages(response.url, _text(response), house.outlet, house.zone)
        try:
            article, more = page.to_item(), page.next_pages()
        except NotAnArticle:
            tally.count("not_article")
            return
        self._sort_in(article, more, response, house)

    def _sort_in(self, article: Article, more: tuple[str, ...], response: ArchivedResponse, house: House) -> None:
        address = _PAGE_IN_PATH.sub("", article.canonical_url.rstrip("/"))
        number = _number(response.url)
        if number == 1 and not more:
            if _is_twin(response.url):
                self._twins[address] = (article, response.on, house)
                return
            self._whole.add(address)
            self._hand_in(article, response.on, house, complete=True)
            return
        parts = self._parts.setdefault(address, Parts(house))
        parts.pages[number] = (article, response.on)
        if number == 1:
            parts.count = 1 + len(more)

    def _join(self, address: str, parts: Parts) -> None:
        pages = [parts.pages[number] for number in sorted(parts.pages)]
        if 1 not in parts.pages:
            self._tally(parts.house).count(
                "failed", f"{address}: the archive holds page {min(parts.pages)} but no first"
            )
            return
        article = join_pages([article for article, _ in pages])
        self._hand_in(article, pages[0][1], parts.house, complete=len(pages) >= parts.count)

    def _hand_in(self, article: Article, on: datetime, house: House, *, complete: bool) -> None:
        tally = self._tally(house)
        tally.count("found")
        if not complete:
            tally.warnings.append(f"{article.canonical_url}: the article misses a page")
        tally.count(self.desk.take(article, on, complete=complete))

    def _tally(self, house: House) -> Tally:
        return self.tallies.setdefault(house.outlet, Tally(house.outlet))


_PAGE_IN_PATH = re.compile(r"/(?P<page>[1-9]\d?)/?$")  # WordPress' /slug/2/


def _is_twin(url: str) -> bool:
    """Whether an address is an AMP or mobile form: what it shows counts only where the article itself is not kept."""
    asked, told = urlsplit(url), urlsplit(canonical_url(url))
    return (asked.hostname, asked.path.rstrip("/")) != (told.hostname, told.path.rstrip("/"))


def _number(url: str) -> int:
    """Which page of an article an address is (?page=2, /slug/2/); 1 without a sign of it, and for ?page=all, since
    a site that does not know the word shows the first page.
    """
    asked, in_path = page_number(url), _PAGE_IN_PATH.search(urlsplit(url).path)
    digits = in_path["page"] if in_path and asked == "1" else asked
    return int(digits) if digits.isdecimal() and len(digits) < 3 else 1


def _text(response: ArchivedResponse) -> str:
    """The page as text, by the same rules for charsets as in a crawl."""
    headers = Headers()
    for name, value in response.headers:
        headers.appendlist(name, value)
    return HtmlResponse(response.url, headers=headers, body=response.body).text
