"""Coverage: which outlet brought articles in which month, and which could not be read, so that a silent source
is not taken for a quiet month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.record import clean_line
from theme.plugins.listed import ListedEvent
from theme.plugins.tables import BrokenTable, read_json

STATUS = "status.json"
"""What `python -m crawler status --json` printed, where somebody keeps it in the content folder."""

STATES = {
    "ok": "terbaca",
    "failing": "terbaca, tetapi ada gangguan",
    "empty": "tidak menunjukkan berita",
    "failed": "tidak terbaca",
    "refused": "menolak dibaca",
    "unknown": "belum pernah dibaca",
}
_REFUSALS = ("401", "403", "451", "disallow", "forbid")
"""What stands in the status's English reason when the outlet said no, which is something else than a bad line."""

SILENT, SHUT, UNKNOWN = "0", "×", "–"
"""Cells of a month without articles: it was read, it could not be read, nobody knows."""
YEARS = 3
"""Years of the table by month: the latest ones that have articles."""


@dataclass(frozen=True)
class Outlet:
    """One outlet: `state` in Indonesian or None where nothing is known; `last` is the day (UTC) of the last crawl.

    `months` maps year and month to a cell: the number of articles, or SILENT or SHUT.
    """

    slug: str
    title: str
    articles: int
    months: dict[tuple[int, int], str]
    state: str | None
    failing: bool
    last: str | None

    def known_in(self, year: int) -> bool:
        """Whether a month of the year has articles, or is known to have been read or shut."""
        return any(of == year for of, _ in self.months)


@dataclass(frozen=True)
class Coverage:
    """Outlets by title; `years` are those of the table, newest first; `known` whether a status was at hand."""

    outlets: list[Outlet]
    years: list[int]
    known: bool


def read_status(content: Path) -> dict[str, dict[str, Any]]:
    """The status of each source by its name; empty where there is none. Raises BrokenTable."""
    told = read_json(content / STATUS)
    if told is None:
        return {}
    sources = told.get("sources") if isinstance(told, dict) else None
    if not isinstance(sources, list) or not all(
        isinstance(s, dict) and isinstance(s.get("source"), str) for s in sources
    ):
        raise BrokenTable(f"{content / STATUS}: left out: no list `sources` as `status --json` prints it")
    return {source["source"]: source for source in sources}


def _names_itself(source: object) -> bool:
    return isinstance(source, dict) and isinstance(source.get("source"), str)


def coverage(
    events: Iterable[ListedEvent], titles: Mapping[str, str], status: Mapping[str, Mapping[str, Any]]
) -> Coverage:
    """Every outlet of the table `titles` or of a shown record, with its articles by month of publication."""
    months: dict[str, Counter[tuple[int, int]]] = {}
    totals: Counter[str] = Counter()
    for slug, day in (report for event in events for report in event.reports):
        totals[slug] += 1
        if day:
            months.setdefault(slug, Counter())[day.year, day.month] += 1
    slugs = {*titles, *totals, *status}
    outlets = [_outlet(slug, titles, totals[slug], dict(months.get(slug, {})), status.get(slug, {})) for slug in slugs]
    years = sorted({year for outlet in outlets for year, _ in outlet.months}, reverse=True)[:YEARS]
    return Coverage(sorted(outlets, key=lambda o: (o.title.casefold(), o.slug)), years, bool(status))


def _outlet(
    slug: str, titles: Mapping[str, str], articles: int, months: Mapping[tuple[int, int], int], told: Mapping[str, Any]
) -> Outlet:
    state, last = _state(told), told.get("last_crawl")
    return Outlet(
        slug=slug,
        title=titles.get(slug, slug),
        articles=articles,
        months=_read_months(told.get("months")) | {month: str(number) for month, number in months.items()},
        state=STATES.get(state, clean_line(state)) if state else None,
        failing=bool(told.get("failing")) or state in ("failed", "refused", "failing", "empty"),
        last=clean_line(str(last))[:10] if last else None,
    )


def _state(told: Mapping[str, Any]) -> str | None:
    state, why = told.get("state"), str(told.get("why") or "").lower()
    if state == "failed" and any(word in why for word in _REFUSALS):
        return "refused"
    if state == "ok" and told.get("failing"):
        return "failing"
    return str(state) if state else None


def _read_months(told: object) -> dict[tuple[int, int], str]:
    # {"2024-09": {"ok": 28, "failed": 2}}: how the month's crawls ended.
    cells: dict[tuple[int, int], str] = {}
    for month, ends in told.items() if isinstance(told, dict) else ():
        year, _, number = str(month).partition("-")
        if year.isdecimal() and number.isdecimal() and isinstance(ends, dict):
            cells[int(year), int(number)] = SILENT if ends.get("ok") or ends.get("empty") else SHUT
    return cells
