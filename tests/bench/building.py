"""The build against Hugo and stock Pelican: `python -m tests.bench build [--sizes 20000] [--runs 3]`.

Each round builds the same records with all three, one after the other, so that what else the machine does weighs on
all of them. Peers are told the same facts and make about the same pages and tables; files and bytes of each stand beside the time.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from crawler.record import Record
from tests.bench import records as invented
from tests.bench.measuring import ROOT, Failed, Run, measured, middle, python
from tests.bench.peers import hugo, stock
from tests.bench.rows import Check, Row, row_of
from theme.plugins.output import SEARCH_INDEX

PART = "build"
SIZES, QUICK = (1_000, 5_000, 20_000, 100_000), (200,)
PEERS: tuple[ModuleType, ...] = (hugo, stock)
PEERS_UP_TO = 20_000
"""Stock Pelican is quadratic: the next size would take it more than half an hour."""
COMPARED = 20_000
MOST_OF = {"Hugo": 0.75, "stock Pelican": 0.15}
MOST_MEMORY_OF_HUGO, MOST_CHANGED, MOST_FILES, MOST_UNCHANGED = 0.25, 0.12, 150, 0.08
INDEXED_UP_TO = 20_000
CHANGED = 10
LONG, LONGER = 60.0, 240.0
"""Seconds from which a command is run three times and once."""


@dataclass(frozen=True)
class Site:
    """What a build left; `size` in bytes."""

    files: int
    size: int

    def __str__(self) -> str:
        return f"{self.files:,} files, {self.size / 2**20:.0f} MiB"


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """What was measured, as soon as it is known. Raises Failed where something was built wrong."""
    for peer in PEERS:
        if not peer.is_installed():
            yield Row(
                PART, f"{peer.NAME}: MISSING", 0, told=f"{peer.PACKAGE} is not installed: nothing to compare with"
            )
    for size in sizes:
        yield from _Bench(folder / str(size), size, runs).rows()


class _Bench:
    def __init__(self, folder: Path, size: int, runs: int) -> None:
        self.folder, self.size, self.runs = folder, size, runs
        self.records: list[Record] = []
        self.full: dict[str, list[Run]] = {}
        self.sites: dict[str, Site] = {}

    def rows(self) -> Iterator[Row | Check]:
        shutil.rmtree(self.folder, ignore_errors=True)
        peers = [peer for peer in PEERS if peer.is_installed() and self.size <= PEERS_UP_TO]
        self.records = list(invented.invented(self.size))
        for one in self.records:
            invented.write_one(self.folder / "content", one)
        for peer in peers:
            peer.write_site(self.folder / peer.NAME, self.records)
        for round_ in range(self.runs):
            for name in ("ours", *(peer.NAME for peer in peers)):
                if round_ < wanted(self.full.get(name, ()), self.runs):
                    self._build(name, next((peer for peer in peers if name == peer.NAME), None))
        middles = {name: middle(held) for name, held in self.full.items()}
        for name, run in middles.items():
            beside = ("Hugo", middles["Hugo"]) if "Hugo" in middles and name != "Hugo" else None
            title = f"{self.size:,} events, full build, {name}"
            yield row_of(
                PART, title, run, len(self.full[name]), told=str(self.sites[name]), peer=beside, size=self.size
            )
        if self.size == COMPARED:
            yield from self._against(middles)
        if self.size <= INDEXED_UP_TO:
            yield self._index("search index, all pages", middles["ours"])
        yield from self._again(middles["ours"])
        if self.size <= INDEXED_UP_TO:
            yield self._index(f"search index, {CHANGED * self.runs} records changed since", middles["ours"])
        shutil.rmtree(self.folder, ignore_errors=True)

    def _build(self, name: str, peer: ModuleType | None) -> None:
        output, cache = self.folder / f"{name}-site", self.folder / f"{name}-cache"
        for old in (output, cache):
            shutil.rmtree(old, ignore_errors=True)
        command = (
            peer.command(self.folder / name, output, cache) if peer else ours(self.folder / "content", output, cache)
        )
        run = measured(command, log=self.folder / "log.txt")
        self.full.setdefault(name, []).append(run)
        # Medians come late: who waits sees each run.
        print(f"  {self.size:,} events, {name}: {run.wall:.1f} s, {run.processor:.1f} s processor", file=sys.stderr)
        check_pages(output, self.records, name)
        self.sites[name] = looked_at(output)

    def _index(self, what: str, full: Run) -> Row:
        run = measured(python("theme.searchindex", str(self.folder / "ours-site")), log=self.folder / "log.txt")
        told = f"{looked_at(self.folder / 'ours-site' / SEARCH_INDEX).size / 2**20:.0f} MiB"
        return row_of(PART, f"{self.size:,} events, {what}", run, told=told, peer=("the full build", full))

    def _again(self, full: Run) -> Iterator[Row | Check]:
        """Ten records changed, then none; each build over the last."""
        output, cache = self.folder / "ours-site", self.folder / "ours-cache"
        build = ours(self.folder / "content", output, cache)
        changed, unchanged, files, idle = [], [], [], []
        for time in range(1, self.runs + 1):
            for one in self.records[:: max(self.size // CHANGED, 1)][:CHANGED]:
                invented.write_one(self.folder / "content", invented.changed(one, time))
            before = stamps(output)
            changed.append(measured(build, log=self.folder / "log.txt"))
            between = stamps(output)
            files.append(differing(before, between))
            unchanged.append(measured(build, log=self.folder / "log.txt"))
            idle.append(differing(between, stamps(output)))
        if not all(files):
            raise Failed(f"{CHANGED} records of {self.size:,} changed and no file was written")
        for name, runs, written in (
            (f"{CHANGED} records changed", changed, files),
            ("nothing changed", unchanged, idle),
        ):
            title, told = f"{self.size:,} events, {name}, ours", f"{max(written)} files written"
            yield row_of(PART, title, middle(runs), len(runs), told=told, peer=("the full build", full), size=self.size)
        if self.size == COMPARED:
            ten, none = middle(changed), middle(unchanged)
            yield _check("ten changed / full build, time", ten.wall / full.wall, MOST_CHANGED, _by_cpu(ten, full))
            yield _check("ten changed, files written", float(max(files)), MOST_FILES)
            yield _check(
                "nothing changed / full build, time", none.wall / full.wall, MOST_UNCHANGED, _by_cpu(none, full)
            )
            yield _check("nothing changed, files written", float(max(idle)), 0)

    def _against(self, middles: dict[str, Run]) -> Iterator[Check]:
        full = middles["ours"]
        for name, limit in MOST_OF.items():
            peer = middles.get(name)
            value, told = (full.wall / peer.wall, _by_cpu(full, peer)) if peer else (None, f"{name} is not installed")
            yield _check(f"full build / {name}, time", value, limit, told)
        peer = middles.get("Hugo")
        memory = full.memory / peer.memory if peer else None
        yield _check("full build / Hugo, memory", memory, MOST_MEMORY_OF_HUGO)


def _check(name: str, value: float | None, limit: float, told: str = "") -> Check:
    return Check(PART, f"{COMPARED:,} events: {name}", value, "at most", limit, told)


def _by_cpu(one: Run, other: Run) -> str:
    return f"by processor time {one.processor / other.processor:.2f}"


def wanted(done: Sequence[Run], runs: int) -> int:
    """How often a command is to be run: fewer times where one run takes over a minute."""
    if not done or done[0].wall < LONG:
        return runs
    return min(runs, 3 if done[0].wall < LONGER else 1)


def ours(content: Path, output: Path, cache: Path) -> list[str]:
    """What builds our site, as `make site` does but for the search index."""
    settings = ("-s", str(ROOT / "pelicanconf.py"), "-e", f'CACHE_PATH="{cache}"')
    return python("pelican", str(content), "-o", str(output), *settings, "--quiet", "--fatal", "errors")


def check_pages(site: Path, records: Sequence[Record], name: str) -> None:
    """Raises Failed where a page is missing or does not show its event, or where there is no feed or no table of the
    newest year."""
    pages = {path.stem: path for path in (site / "kegiatan").glob("*.html")}
    if missing := [one.id for one in records if one.id not in pages]:
        raise Failed(f"{name}: {len(missing)} of {len(records)} event pages are missing, the first is {missing[0]}")
    for one in records[:: max(len(records) // 20, 1)]:
        # A violation's headline is withheld on our site; its place is shown by all.
        if one.kabupaten[0] not in pages[one.id].read_text(encoding="utf-8"):
            raise Failed(f"{name}: the page of {one.id} does not show its event")
    if not any((*site.glob("umpan/**/*.xml"), *site.glob("*.xml"))):
        raise Failed(f"{name}: no feed was built")
    if not any(site.glob(f"*/**/{invented.LAST_DAY.year}.csv")):
        raise Failed(f"{name}: no table of {invented.LAST_DAY.year} was built")


def looked_at(folder: Path) -> Site:
    """Files and bytes of a site, or of a part of it."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Site(len(sizes), sum(sizes))


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    """Every file but the search index with its inode and time of change: what differs once it was written."""
    found = ((path.relative_to(site), path.stat()) for path in site.rglob("*") if path.is_file())
    return {path.as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found if path.parts[0] != SEARCH_INDEX}


def differing(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> int:
    """How many files were written or removed."""
    return sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
