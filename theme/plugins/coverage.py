"""Coverage: which outlet brought articles in which month, and which could not be read, so that a silent source
is not taken for a quiet month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.record import clean_line
from theme.plugins.events import ShownEvent
from theme.plugins.tables import BrokenTable, read_json

STATUS = "status.json"
"""What `python -m crawler status --json` printed, where somebody keeps it in the content folder."""

STATES = {
    "ok": "terbaca",
    "empty": "terbaca, tidak ada berita",
    "failed": "tidak terbaca",
    "unknown": "belum pernah dibaca",
}
YEARS = 3
"""Years of the table by month: the latest ones that have articles."""


@dataclass(frozen=True)
class Outlet:
    """One outlet: `state` in Indonesian or None where nothing is known; times as the status gives them (UTC)."""

    slug: str
    title: str
    articles: int
    months: dict[tuple[int, int], int]
    state: str | None
    failing: bool
    why: str | None
    last: str | None


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
    events: Iterable[ShownEvent], titles: Mapping[str, str], status: Mapping[str, Mapping[str, Any]]
) -> Coverage:
    """Every outlet of the table `titles` or of a shown record, with its articles by month of publication."""
    months: dict[str, Counter[tuple[int, int]]] = {}
    totals: Counter[str] = Counter()
    for record in (record for event in events for record in event.records):
        totals[record.outlet] += 1
        if record.published:
            months.setdefault(record.outlet, Counter())[record.published.year, record.published.month] += 1
    slugs = {*titles, *totals, *status}
    outlets = [_outlet(slug, titles, totals[slug], dict(months.get(slug, {})), status.get(slug, {})) for slug in slugs]
    years = sorted({year for counts in months.values() for year, _ in counts}, reverse=True)[:YEARS]
    return Coverage(sorted(outlets, key=lambda o: (o.title.casefold(), o.slug)), years, bool(status))


def _outlet(
    slug: str, titles: Mapping[str, str], articles: int, months: dict[tuple[int, int], int], told: Mapping[str, Any]
) -> Outlet:
    state, why, last = told.get("state"), told.get("why"), told.get("last_crawl")
    return Outlet(
        slug=slug,
        title=titles.get(slug, slug),
        articles=articles,
        months=months,
        state=STATES.get(str(state), clean_line(str(state))) if state else None,
        failing=state == "failed",
        why=clean_line(str(why)) if why else None,
        last=clean_line(str(last))[:10] if last else None,
    )
