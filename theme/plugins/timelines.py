"""The timeline of a place: its events by year and month, undated ones apart, and what a reader can filter by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from theme.plugins.events import ShownEvent, newest_first
from theme.plugins.units import PROVINCE, Unit, load_units
from theme.plugins.wording import MONTHS, TYPES


@dataclass(frozen=True)
class Month:
    title: str
    events: tuple[ShownEvent, ...]


@dataclass(frozen=True)
class Year:
    title: str
    months: tuple[Month, ...]
    count: int


@dataclass(frozen=True)
class Timeline:
    """`years` hold the events whose date is known, newest first; `undated` the others, by first report.

    `choices` maps each filter's name to its values with the number of events, in reading order.
    """

    unit: Unit
    years: tuple[Year, ...]
    undated: tuple[ShownEvent, ...]
    count: int
    choices: dict[str, list[tuple[str, str, int]]]


def timelines(events: Iterable[ShownEvent]) -> list[Timeline]:
    """A timeline for each of the 22 units and, last, for the province; empty ones included."""
    by_place: dict[str, list[ShownEvent]] = defaultdict(list)
    for event in events:
        for name in event.kabupaten:
            by_place[name].append(event)
    return [_timeline(unit, newest_first(by_place[unit.name])) for unit in (*load_units(), PROVINCE)]


def _timeline(unit: Unit, events: Sequence[ShownEvent]) -> Timeline:
    months: dict[tuple[int, int], list[ShownEvent]] = defaultdict(list)
    for event in events:
        if event.date:
            months[event.date.year, event.date.month].append(event)
    years = [
        Year(
            str(year),
            tuple(Month(f"{MONTHS[m - 1]} {year}", tuple(months[y, m])) for y, m in months if y == year),
            sum(len(months[y, m]) for y, m in months if y == year),
        )
        for year in dict.fromkeys(year for year, _ in months)
    ]
    undated = tuple(event for event in events if not event.date)
    return Timeline(unit, tuple(years), undated, len(events), _choices(events))


def _choices(events: Sequence[ShownEvent]) -> dict[str, list[tuple[str, str, int]]]:
    types = Counter(event.type for event in events)
    elections = Counter(event.election for event in events if event.election)
    years = Counter(str(event.date.year) for event in events if event.date)
    outlets = Counter(outlet for event in events for outlet in event.outlets)
    return {
        "jenis": [(str(kind), TYPES[kind], types[kind]) for kind in TYPES if kind in types],
        "pemilihan": [(name, name, elections[name]) for name in sorted(elections)],
        "tahun": [(year, year, years[year]) for year in sorted(years, reverse=True)],
        "media": [(slug, slug, outlets[slug]) for slug in sorted(outlets)],
    }
