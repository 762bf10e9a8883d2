"""An event as lists, feeds, counts and addresses see it: the light form that a building keeps of every event.

Only an event's own page and the downloads see more. What a list shows can so depend on nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from sys import intern

from markupsafe import Markup

from crawler.record import EventType
from theme.plugins.brief import changed, summary_line
from theme.plugins.events import ShownEvent

ROOT, LEVEL, PLACE, CUT = "\x01", "\x02", "\x03", "\x04"
"""Marks in an entry's HTML for what differs from list to list; no text of a record holds control characters."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """`in_office` are the names under which the event is listed; `reports` outlet and day of publication of each
    article; `line` the sentence of the feeds; `entry` the HTML with its marks. `digest` stands for all of it. `outlets`
    are the slugs of those that reported, each once, the first to report first."""

    id: str
    title: str
    type: EventType
    date: Day | None
    reported: Day | None
    kabupaten: tuple[str, ...]
    kecamatan: tuple[str, ...]
    institutions: tuple[str, ...]
    election: str | None
    in_office: tuple[str, ...]
    reports: tuple[tuple[str, Day | None], ...]
    changed: datetime
    line: str
    entry: str = field(repr=False)
    digest: bytes = field(repr=False)
    outlets: tuple[str, ...]

    @property
    def day(self) -> Day | None:
        """The day that orders the event among others: its own, else that of the first report."""
        return self.date or self.reported


def entries_in(events: Iterable[ListedEvent], root: str, level: int, where: bool) -> Markup:
    """The entries of a list whose links begin with `root`, each with its line's end; `where`: whether its places are
    named."""
    held = (event.entry.split(CUT) for event in events)
    html = "".join([f"{entry.replace(PLACE, named if where else bare)}\n" for entry, named, bare in held])
    return Markup(html.replace(ROOT, root).replace(LEVEL, str(level)))  # nosec B704 # made by an escaping template


def listed(event: ShownEvent, outlets: Mapping[str, str], entry: str = f"{PLACE}{CUT}{CUT}") -> ListedEvent:
    """The light form of an event; `outlets` gives the titles that its line names."""
    return from_text(as_text(event, outlets), entry)


def as_text(event: ShownEvent, outlets: Mapping[str, str]) -> str:
    """The light form, but for the entry, as JSON."""
    values = [
        event.id,
        event.title,
        str(event.type),
        _iso(event.date),
        _iso(event.reported),
        event.kabupaten,
        event.kecamatan,
        event.institutions,
        event.election,
        [official.name for official in event.in_office],
        [(record.outlet, _iso(record.published.date() if record.published else None)) for record in event.records],
        changed(event).isoformat(),
        summary_line(event, outlets),
    ]
    return _json(values)


def from_text(text: str, entry: str) -> ListedEvent:
    """The light form that `as_text` gave. Raises ValueError, TypeError or KeyError where it is none."""
    id, title, type_, date, reported, kabupaten, kecamatan, institutions, election, names, reports, when, line = (
        json.loads(text)
    )
    return ListedEvent(
        id,
        title,
        EventType(type_),
        _day(date),
        _day(reported),
        _names(kabupaten),
        _names(kecamatan),
        _names(institutions),
        intern(election) if election is not None else None,
        _names(names),
        tuple((intern(outlet), _day(day)) for outlet, day in reports),
        datetime.fromisoformat(when),
        line,
        entry,
        hashlib.blake2b(f"{text}\0{entry}".encode(), digest_size=16).digest(),
        _names(dict.fromkeys(outlet for outlet, _ in reports)),
    )


def newest_first(events: Iterable[ListedEvent]) -> list[ListedEvent]:
    """Events by day, the latest first; those without any day last; ties by id."""
    return sorted(sorted(events, key=lambda e: e.id), key=lambda e: e.day or Day.min, reverse=True)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, names))  # few institutions in many events: each kept once in memory


def _iso(day: Day | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> Day | None:
    return Day.fromisoformat(text) if text else None
