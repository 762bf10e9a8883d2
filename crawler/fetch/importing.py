"""Importing: articles out of WARC files, without asking anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from crawler.fetch.captures import PAGE_IN_PATH, Capture, CaptureReader, House, is_twin, number_of, relevant_record
from crawler.fetch.memory import NO_VALIDATORS, Validators, Verdict
from crawler.fetch.passages import Order, Passage, read_span, read_span_there, records_there
from crawler.fetch.spans import LENGTH, in_chain, spans_of
from crawler.fetch.tally import Tally
from crawler.items import Article
from crawler.read.canonical import canonical_url
from crawler.read.pages import join_pages
from crawler.read.pages.paging import page_number
from crawler.record import Record
from crawler.sources import Sources
from crawler.spread.working import Alone, Workers
from crawler.write.desk import Desk, Made


@dataclass
class Parts:
    """The pages met so far of an article of several, by number, and how many it has."""

    house: House
    pages: dict[int, tuple[Article, datetime]] = field(default_factory=dict)
    count: int = 1


@dataclass(frozen=True)
class Late:
    """An article that is handed in after all files: joined out of pages, or a twin whose article is not kept."""

    article: Article
    on: datetime
    house: House
    complete: bool = True


@dataclass
class Importer:
    """Reads WARC files and hands their articles to a desk. Hosts that no source names are skipped by the record's
    header; with `any_host` the default page object reads them, and `candidates` counts the relevant articles of each.
    `broken` has one line per unreadable file.

    With `workers` that follow an `order`, they read, judge and extract; what they made is taken here in the order of
    the files, so that the records are the same whoever reads.
    """

    sources: Sources
    desk: Desk
    any_host: bool = False
    workers: Workers = field(default_factory=Alone)
    order: Order | None = None
    span: int = LENGTH
    tallies: dict[str, Tally] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    responses: int = 0
    candidates: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._parts: dict[str, Parts] = {}
        self._whole: set[str] = set()
        self._twins: dict[str, Late] = {}
        self._gone: list[Capture] = []
        self._reader = CaptureReader(self.sources, self.desk.assemble, any_host=self.any_host)

    def read(self, files: Iterable[Path | str], on_place: Callable[[str, int], None] = lambda file, byte: None) -> None:
        """Reads the files in their order, then joins the articles whose pages came one by one. `on_place` hears how far
        in a file the reading has come, in bytes."""
        for passage in self._passages(map(str, files)):
            addresses = [capture.article.canonical_url for capture in passage.captures if capture.article]
            with self.desk.memory.together(addresses):
                for capture in passage.captures:
                    self._take(capture)
            self.responses += passage.responses
            if passage.fault:
                self.broken.append(passage.fault)
            on_place(passage.span.address, passage.following or passage.span.start)
        for late, record in self._assembled(self._late()):
            self._hand_in(late.article, late.on, late.house, complete=late.complete, made=Made(record))
        for capture in self._gone:
            self._take_away(capture)

    def _passages(self, files: Iterable[str]) -> Iterator[Passage]:
        here = partial(read_span, self._reader)
        work = here if self.order is None else partial(read_span_there, self.order)
        return in_chain(self.workers.each(work, spans_of(files, self.span)), here)

    def _assembled(self, waiting: Iterable[Late]) -> Iterator[tuple[Late, Record | None]]:
        late = list(waiting)
        tasks = [[(one.article, one.on) for one in late[at : at + _TOGETHER]] for at in range(0, len(late), _TOGETHER)]
        work = self._records if self.order is None else partial(records_there, self.order)
        made = (record for records in self.workers.each(work, tasks) for record in records)
        return zip(late, made, strict=True)

    def _records(self, articles: Sequence[tuple[Article, datetime]]) -> list[Record | None]:
        return [relevant_record(self.desk.assemble, article, on) for article, on in articles]

    def _late(self) -> Iterator[Late]:
        for address, parts in self._parts.items():
            if address not in self._whole:
                yield from self._joined(address, parts)
        for address, twin in self._twins.items():
            if address not in self._whole and address not in self._parts:
                yield twin

    def _take(self, capture: Capture) -> None:
        tally = self._tally(capture.house)
        if capture.fault:
            tally.count("failed", f"{capture.url}: {capture.fault}")
            return
        if capture.status in (404, 410) and not self._take_away(capture):
            self._gone.append(capture)  # its article may still come, out of several pages
        if capture.status != 200:
            return
        tally.count("fetched")
        if capture.article is not None:
            self._sort_in(capture.article, capture)
        elif capture.verdict is not Verdict.GONE or not self._take_away(capture):
            tally.count("not_article")

    def _sort_in(self, article: Article, capture: Capture) -> None:
        address = PAGE_IN_PATH.sub("", article.canonical_url.rstrip("/"))
        number, house = number_of(capture.url), capture.house
        if number == 1 and not capture.more:
            if is_twin(capture.url):
                self._twins[address] = Late(article, capture.on, house)
                return
            self._whole.add(address)
            made = Made(capture.record)
            self._hand_in(article, capture.on, house, complete=True, validators=capture.validators, made=made)
            return
        parts = self._parts.setdefault(address, Parts(house))
        if number in parts.pages and parts.pages[number][1] > capture.on:
            return
        parts.pages[number] = (article, capture.on)
        if number == 1:
            parts.count = 1 + len(capture.more)

    def _joined(self, address: str, parts: Parts) -> Iterator[Late]:
        pages = [parts.pages[number] for number in sorted(parts.pages)]
        if 1 not in parts.pages:
            self._tally(parts.house).count(
                "failed", f"{address}: the archive holds page {min(parts.pages)} but no first"
            )
            return
        article = join_pages([article for article, _ in pages])
        yield Late(article, pages[0][1], parts.house, complete=len(pages) >= parts.count)

    def _take_away(self, capture: Capture) -> bool:
        """Marks the record of an article that was gone, and says whether there was one."""
        if number_of(capture.url) != 1 or page_number(capture.url) == "all" or is_twin(capture.url):
            return False
        found = self.desk.take_away(canonical_url(capture.url), capture.on)
        if found:
            self._tally(capture.house).count("gone")
        return found

    def _hand_in(
        self,
        article: Article,
        on: datetime,
        house: House,
        *,
        complete: bool,
        made: Made,
        validators: Validators = NO_VALIDATORS,
    ) -> None:
        tally = self._tally(house)
        tally.count("found")
        if not complete:
            tally.count("cut", f"{article.canonical_url}: the article misses a page")
        fate = self.desk.take(article, on, complete=complete, validators=validators, made=made)
        tally.count(fate)
        if house.is_unknown and fate in ("stored", "updated", "unchanged"):
            self.candidates[urlsplit(article.canonical_url).hostname or ""] += 1

    def _tally(self, house: House) -> Tally:
        return self.tallies.setdefault(house.outlet, Tally(house.outlet))


_TOGETHER = 32
"""Late articles that a worker is given at a time."""
