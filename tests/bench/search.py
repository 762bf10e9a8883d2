"""The search at scale: `python -m tests.bench search [--sizes 5000 20000]`, or `python -m tests.bench.search [SIZE …]`.

The index of all pages, of ten changed ones and of none; one index of all pages in one piece, as Pagefind makes it
unasked, beside it; and what a first search costs in Chromium on Lighthouse's mobile line (tests/theme/searchcost.py).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from crawler.record import dump
from tests.bench.building import looked_at, ours
from tests.bench.measuring import Failed, Run, measured, middle, python
from tests.bench.rows import Check, Row, printed, row_of
from tests.theme.conftest import CHROMIUM_FLAGS, chromium_path
from tests.theme.many import records_of
from tests.theme.samples import write_records
from tests.theme.searchcost import LINES, served
from tests.theme.searchcost import measured as searched
from theme.search.keys import INDEX
from theme.search.pages import named_parts

PART = "search"
SIZES, QUICK = (5_000, 20_000), (300,)
PLACES = ("Kabupaten Alor", "Kabupaten Ende", "Kabupaten Sikka", "Kabupaten Manggarai", "Provinsi NTT")
A_YEAR, CHANGED = 2_000, 10
COMPARED, MOST_BYTES, MOST_SECONDS = 5_000, 120_000, 2.0
WORDS = "netralitas"
REACHES: dict[str, dict[str, str]] = {"the newest part": {}, "all parts": {"semua": "ya"}}


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """What was measured, as soon as it is known. Raises Failed where a site or an index was not made."""
    for size in sizes:
        yield from _Bench(folder / str(size), size, runs).rows()


class _Bench:
    """A site of so many events, A_YEAR a year."""

    def __init__(self, folder: Path, size: int, runs: int) -> None:
        self.content, self.site, self.cache = folder / "content", folder / "site", folder / "cache"
        self.log, self.size, self.runs = folder / "log.txt", size, runs
        days = size * 365 // A_YEAR
        share = -(-size // len(PLACES))
        self.records = [one for place in PLACES for one in records_of(place, share, "cari", days)][:size]

    def rows(self) -> Iterator[Row | Check]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        write_records(self.content, tuple(self.records))
        self._build()
        whole = self._times(self._in_one_piece)
        yield self._row("Pagefind, one index of all", whole, told=self._size(self.site / "satu"))
        shutil.rmtree(self.site / "satu")
        full = self._times(self._anew)
        parts = len(named_parts(self.site))
        yield self._row(
            "index, all pages", full, ("one index of all", whole), f"{parts} parts, {self._size(self.site / INDEX)}"
        )
        yield self._row(
            f"index, {CHANGED} records changed", self._times(self._index, self._change), ("all pages", full)
        )
        yield self._row("index, nothing changed", self._times(self._index), ("all pages", full))
        yield from self._searches()
        shutil.rmtree(self.log.parent)

    def _searches(self) -> Iterator[Row | Check]:
        with served(self.site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
            for reach in REACHES:
                for line in LINES:
                    yield from self._search(browser, address, reach, line)
            browser.close()

    def _search(self, browser: Browser, address: str, reach: str, line: str) -> Iterator[Row | Check]:
        costs = sorted(
            (searched(browser, address, WORDS, line, **REACHES[reach]) for _ in range(self.runs)),
            key=lambda c: c.seconds,
        )
        cost = costs[len(costs) // 2]
        told = f"{cost.bytes:,} bytes, {cost.requests} requests, {cost.depth} after one another; with counts "
        told += f"{cost.all_bytes:,} bytes"
        name = f"{self.size:,} events, first answer, {reach}, {line}"
        yield Row(PART, name, self.runs, cost.seconds, told=told, size=self.size)
        if self.size == COMPARED and not REACHES[reach] and line == next(iter(LINES)):
            yield Check(PART, f"{self.size:,} events, bytes to the first answer", cost.bytes, "at most", MOST_BYTES)
            yield Check(PART, f"{self.size:,} events, seconds to it", cost.seconds, "at most", MOST_SECONDS)

    def _row(self, what: str, run: Run, peer: tuple[str, Run] | None = None, told: str = "") -> Row:
        return row_of(PART, f"{self.size:,} events, {what}", run, self.runs, told=told, peer=peer, size=self.size)

    def _times(self, work: Callable[[], Run], before: Callable[[], None] = lambda: None) -> Run:
        done = []
        for _ in range(self.runs):
            before()
            done.append(work())
        return middle(done)

    def _build(self) -> None:
        measured(ours(self.content, self.site, self.cache), log=self.log)

    def _index(self) -> Run:
        return measured(python("theme.searchindex", str(self.site)), log=self.log)

    def _anew(self) -> Run:
        shutil.rmtree(self.site / INDEX, ignore_errors=True)
        return self._index()

    def _in_one_piece(self) -> Run:
        command = ("pagefind", "--site", str(self.site), "--glob", "kegiatan/*.html", "--quiet")
        return measured(python(*command, "--output-path", str(self.site / "satu")), log=self.log)

    def _change(self) -> None:
        """Other venues for the newest, as a night brings them, and the pages built anew."""
        newest = sorted(self.records, key=lambda one: one.event.date.isoformat() if one.event.date else "")[-CHANGED:]
        for one in newest:
            moved = replace(one, event=replace(one.event, venue=f"{one.event.venue} baru"))
            self.records[self.records.index(one)] = moved
            (self.content / "records" / "2024" / f"{one.id}.md").write_text(dump(moved), encoding="utf-8")
        self._build()

    def _size(self, index: Path) -> str:
        return str(looked_at(index))


def main(arguments: Sequence[str]) -> int:
    """Measures and prints; 1 where something asked for is missed, 2 where something failed."""
    sizes = [int(number) for number in arguments] or list(SIZES)
    told: list[Row | Check] = []
    with tempfile.TemporaryDirectory(prefix="kabar-bench-") as folder:
        try:
            for one in rows(Path(folder), sizes, 5):
                told.append(one)
                print(printed(one), flush=True)
        except Failed as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
    return int(any(isinstance(one, Check) and not one.holds for one in told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
