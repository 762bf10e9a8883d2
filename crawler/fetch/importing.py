"""Importing: articles out of WARC files, without asking anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from crawler.fetch.archive import ArchivedResponse, BrokenArchive, archived_responses
from crawler.fetch.captures import PAGE_IN_PATH, headers_of, is_twin, number_of, text_of
from crawler.fetch.conditions import validators_of
from crawler.fetch.memory import NO_VALIDATORS, Validators, Verdict
from crawler.fetch.spiders.following import verdict_of
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
    is_unknown: bool = False


@dataclass
class Parts:
    """The pages met so far of an article of several, by number, and how many it has."""

    house: House
    pages: dict[int, tuple[Article, datetime]] = field(default_factory=dict)
    count: int = 1


@dataclass
class Importer:
    """Reads WARC files and hands their articles to a desk. Hosts that no source names are skipped by the record's
    header; with `any_host` the default page object reads them, and `candidates` counts the relevant articles of each.
    `broken` has one line per unreadable file.
    """

    sources: Sources
    desk: Desk
    any_host: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    responses: int = 0
    candidates: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._houses: dict[str, House | None] = {}
        self._parts: dict[str, Parts] = {}
        self._whole: set[str] = set()
        self._twins: dict[str, tuple[Article, datetime, House]] = {}
        self._gone: list[tuple[ArchivedResponse, House]] = []

    def read(self, files: Iterable[Path], on_place: Callable[[Path, int], None] = lambda file, byte: None) -> None:
        """Reads the files in their order, then joins the articles whose pages came one by one. `on_place` hears how far
        in a file the reading has come, in bytes."""
        for file in files:
            try:
                for response in archived_responses(file, self._is_wanted, at=partial(on_place, file)):
                    self._take(response)
            except BrokenArchive as error:
                self.broken.append(str(error))
        for address, parts in self._parts.items():
            if address not in self._whole:
                self._join(address, parts)
        for address, (article, on, house) in self._twins.items():
            if address not in self._whole and address not in self._parts:
                self._hand_in(article, on, house, complete=True)
        for response, house in self._gone:
            self._take_away(response, house)

    def _is_wanted(self, url: str) -> bool:
        self.responses += 1
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        if host not in self._houses:
            self._houses[host] = self._house(host)
        house = self._houses[host]
        return house is not None and house.pages.is_article_url(PAGE_IN_PATH.sub("/", url))

    def _house(self, host: str) -> House | None:
        source = self.sources.of_host(host)
        if source is not None:
            return House(source.name, page_for(source.family), source.zone)
        slug = host.removeprefix("www.").replace(".", "-")
        return House(slug, page_for(None), "WITA", is_unknown=True) if self.any_host and slug else None

    def _take(self, response: ArchivedResponse) -> None:
        house = self._houses[urlsplit(response.url).hostname or ""]
        if house is None:
            return
        tally = self._tally(house)
        if response.fault:
            tally.count("failed", f"{response.url}: {response.fault}")
            return
        if response.status in (404, 410) and not self._take_away(response, house):
            self._gone.append((response, house))  # its article may still come, out of several pages
        if response.status != 200:
            return
        tally.count("fetched")
        page = house.pages(response.url, text_of(response), house.outlet, house.zone)
        try:
            article, more = page.to_item(), page.next_pages()
        except NotAnArticle as fault:
            if verdict_of(fault) is Verdict.GONE and self._take_away(response, house):
                return
            tally.count("not_article")
            return
        self._sort_in(article, more, response, house)

    def _sort_in(self, article: Article, more: tuple[str, ...], response: ArchivedResponse, house: House) -> None:
        address = PAGE_IN_PATH.sub("", article.canonical_url.rstrip("/"))
        number = number_of(response.url)
        if number == 1 and not more:
            if is_twin(response.url):
                self._twins[address] = (article, response.on, house)
                return
            self._whole.add(address)
            self._hand_in(article, response.on, house, complete=True, validators=validators_of(headers_of(response)))
            return
        parts = self._parts.setdefault(address, Parts(house))
        if number in parts.pages and parts.pages[number][1] > response.on:
            return
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

    def _take_away(self, response: ArchivedResponse, house: House) -> bool:
        """Marks the record of an article that was gone, and says whether there was one."""
        if number_of(response.url) != 1 or page_number(response.url) == "all" or is_twin(response.url):
            return False
        found = self.desk.take_away(canonical_url(response.url), response.on)
        if found:
            self._tally(house).count("gone")
        return found

    def _hand_in(
        self,
        article: Article,
        on: datetime,
        house: House,
        *,
        complete: bool,
        validators: Validators = NO_VALIDATORS,
    ) -> None:
        tally = self._tally(house)
        tally.count("found")
        if not complete:
            tally.count("cut", f"{article.canonical_url}: the article misses a page")
        fate = self.desk.take(article, on, complete=complete, validators=validators)
        tally.count(fate)
        if house.is_unknown and fate in ("stored", "updated", "unchanged"):
            self.candidates[urlsplit(article.canonical_url).hostname or ""] += 1

    def _tally(self, house: House) -> Tally:
        return self.tallies.setdefault(house.outlet, Tally(house.outlet))
