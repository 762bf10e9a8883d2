"""The timeline of a group: its events by year and month, undated ones apart, cut by calendar where it is long."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from theme.plugins.chart import YearBars, bars
from theme.plugins.groups import Group, GroupName
from theme.plugins.listed import ListedEvent, newest_first
from theme.plugins.slugs import slug_from
from theme.plugins.wording import MONTHS, TYPES

LONG = 300
"""Events that one page holds (issue: filtering up to 300 must ask nothing more of the network)."""
MOST_CHOICES = 60
"""Institutions that a filter offers, the most frequent ones."""
MOST_IN_SHARD = 2000
"""Events of one file that the filter fetches, about 150 kB; what has more is cut by calendar."""
UNDATED = "tanpa-tanggal"


@dataclass(frozen=True)
class Month:
    title: str
    events: tuple[ListedEvent, ...]


@dataclass(frozen=True)
class Year:
    title: str
    months: tuple[Month, ...]
    count: int


@dataclass(frozen=True)
class Part:
    """A link to a page that holds a piece of a long timeline."""

    title: str
    path: str
    count: int


@dataclass(frozen=True)
class Timeline:
    """One page of a group's timeline.

    `years` hold the shown events whose date is known, newest first; `undated` the others. `count` is the number of
    events of the page's period, `shown` of those on the page; where they differ, `parts` lists the pages that hold
    all. `choices` maps each filter's name to its values with the number of events of the period, in reading order;
    `events` are all of the period. `period` is "" for the group's first page, "2024", "2024-09" or UNDATED.
    """

    group: GroupName
    period: str
    title: str
    path: str
    count: int
    shown: int
    years: tuple[Year, ...]
    undated: tuple[ListedEvent, ...]
    choices: dict[str, list[tuple[str, str, int]]]
    chart: list[YearBars]
    parts: tuple[Part, ...]
    events: tuple[ListedEvent, ...]

    @property
    def is_cut(self) -> bool:
        return self.shown < self.count

    @property
    def shards(self) -> tuple[str, ...]:
        """Where the entries of a cut timeline lie, for the filter to fetch, the newest first."""
        return tuple(shard_path(self.group, piece) for piece in shard_pieces(self.period, self.events))


@dataclass(frozen=True)
class Period:
    """What a page of a group's timeline is made of: its period ("" for the first page) and its events, newest first."""

    group: GroupName
    period: str
    events: tuple[ListedEvent, ...]

    @property
    def path(self) -> str:
        """The page, from the site's root."""
        return _path(self.group, self.period)

    @property
    def is_cut(self) -> bool:
        """Whether the page holds only some of its events: a month's holds all, however many they are."""
        return len(self.events) > LONG and not _is_last(self.period)


def periods(group: Group) -> list[Period]:
    """The pages of a group's timeline: one, or where it is long also one for each year (and month, where a year is).

    The group's events are newest first.
    """
    return _periods(group.bare, "", group.events)


def _periods(group: GroupName, period: str, events: Sequence[ListedEvent]) -> list[Period]:
    pieces = _pieces(period, events) if len(events) > LONG else {}
    below = (page for piece, held in pieces.items() for page in _periods(group, piece, held))
    return [Period(group, period, tuple(events)), *below]


def timelines(group: Group) -> list[Timeline]:
    """Every page of a group's timeline, whatever the order of its events."""
    ordered = Group(group.kind, group.slug, group.name, tuple(newest_first(group.events)))
    return [timeline_of(period) for period in periods(ordered)]


def timeline_of(page: Period) -> Timeline:
    """One page, whole or with as much as one page holds and links to the rest."""
    group, period, events = page.group, page.period, page.events
    pieces = _pieces(period, events) if len(events) > LONG else {}
    parts = tuple(Part(_title(piece), _path(group, piece), len(held)) for piece, held in pieces.items())
    return _page(group, period, events, _first_pieces(pieces) if pieces else events, parts)


def shard_path(group: GroupName, piece: str) -> str:
    """Where the entries of a whole timeline (""), of a year, of a month, or those without a date lie."""
    return f"data/linimasa/{_path(group, piece).removesuffix('.html').replace('/', '-')}.gz"


def shard_pieces(period: str, events: Sequence[ListedEvent]) -> dict[str, Sequence[ListedEvent]]:
    """The events of a cut page by what one file holds: all of them, or where they are many a year or a month.

    A year whose own page is cut has a file for it: the whole is then made of the years' files, so that no event stands
    in two of them and a change rewrites one.
    """
    pieces = _pieces(period, events)
    is_whole = len(events) <= MOST_IN_SHARD
    if not pieces or (is_whole and all(len(held) <= LONG or _is_last(piece) for piece, held in pieces.items())):
        return {period: events}
    return {name: some for piece, held in pieces.items() for name, some in shard_pieces(piece, held).items()}


def _is_last(period: str) -> bool:
    return period == UNDATED or len(period) == len("2024-09")


def _pieces(period: str, events: Sequence[ListedEvent]) -> dict[str, list[ListedEvent]]:
    if _is_last(period):
        return {}
    pieces: dict[int | None, list[ListedEvent]] = defaultdict(list)
    for event in events:
        day = event.date
        pieces[None if day is None else day.month if period else day.year].append(event)
    return {
        UNDATED if number is None else f"{period}-{number:02}" if period else f"{number:04}": held
        for number, held in pieces.items()
    }


def _first_pieces(pieces: dict[str, list[ListedEvent]]) -> list[ListedEvent]:
    # Whole pieces, the newest first, as many as fit; of a newest year that is too long, its newest months.
    dated = {piece: held for piece, held in pieces.items() if piece != UNDATED}
    shown: list[ListedEvent] = []
    for piece, held in dated.items():
        if len(shown) + len(held) > LONG:
            return shown or (_first_pieces(_pieces(piece, held)) if len(piece) == 4 else list(held))
        shown.extend(held)
    return shown


def _page(
    group: GroupName, period: str, events: Sequence[ListedEvent], shown: Sequence[ListedEvent], parts: tuple[Part, ...]
) -> Timeline:
    return Timeline(
        group=group,
        period=period,
        title=f"{group.name}, {_title(period)}" if period else group.name,
        path=_path(group, period),
        count=len(events),
        shown=len(shown),
        years=_years(shown),
        undated=tuple(event for event in shown if not event.date),
        choices=_choices(events, group.kind),
        chart=bars(events),
        parts=parts,
        events=tuple(events),
    )


def _path(group: GroupName, period: str) -> str:
    # Slugs have no double hyphen, so the page of a year is never that of another group ("pilkada-2024").
    return f"{group.kind}/{group.slug}--{period}.html" if period else group.path


def _title(period: str) -> str:
    year, _, month = period.partition("-")
    if period == UNDATED:
        return "tanggal tidak disebut"
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def _years(events: Sequence[ListedEvent]) -> tuple[Year, ...]:
    months: dict[tuple[int, int], list[ListedEvent]] = defaultdict(list)
    for event in events:
        if event.date:
            months[event.date.year, event.date.month].append(event)
    return tuple(
        Year(
            str(year),
            tuple(Month(f"{MONTHS[m - 1]} {year}", tuple(months[y, m])) for y, m in months if y == year),
            sum(len(months[y, m]) for y, m in months if y == year),
        )
        for year in dict.fromkeys(year for year, _ in months)
    )


def _most(names: Counter[str]) -> list[tuple[str, int]]:
    # A long list of institutions that stand once each would outweigh the timeline; words find those.
    ranked = sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))
    return sorted(ranked[:MOST_CHOICES])


def _choices(events: Sequence[ListedEvent], kind: str) -> dict[str, list[tuple[str, str, int]]]:
    types = Counter(event.type for event in events)
    elections = Counter(event.election for event in events if event.election)
    years = Counter(str(event.date.year) for event in events if event.date)
    institutions = Counter(name for event in events for name in event.institutions)
    outlets = Counter(outlet for event in events for outlet in event.outlets)
    choices = {
        "jenis": [(str(one), TYPES[one], types[one]) for one in TYPES if one in types],
        "pemilihan": [(name, name, elections[name]) for name in sorted(elections)],
        "tahun": [(year, year, years[year]) for year in sorted(years, reverse=True)],
        "lembaga": [(slug_from(name), name, number) for name, number in _most(institutions)],
        "media": [(slug, slug, outlets[slug]) for slug in sorted(outlets)],
    }
    # What every event has alike parts nothing.
    return {
        name: values
        for name, values in choices.items()
        if name != kind and any(number < len(events) for _, _, number in values)
    }
