"""The events that are shown: published records that share an event id, and their facts as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import date as Day
from functools import cached_property
from typing import TypeVar

from crawler.record import CaseState, EventType, Evidence, Official, Position, Record
from theme.plugins.folding import Folding, folded
from theme.plugins.public import PublicRecord, public_record
from theme.plugins.withholding import name_words, veil_over

MOST_OFFICIALS = 100
"""Officials of one event that it is listed under; a page that names more is a list of names, not a report."""

T = TypeVar("T")
_NO_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ShownEvent:
    """One event in its public form; `records` stand in order of publication, undated ones last.

    `withheld` counts the people whom no record of the event names. `reported` is the day of the first report.
    """

    id: str
    title: str
    type: EventType
    date: Day | None
    reported: Day | None
    venue: str | None
    kabupaten: tuple[str, ...]
    kecamatan: tuple[str, ...]
    speakers: tuple[Official, ...]
    mentioned: tuple[Official, ...]
    subjects: tuple[Official, ...]
    withheld: int
    institutions: tuple[str, ...]
    laws: tuple[str, ...]
    election: str | None
    groups: tuple[str, ...]
    case_state: CaseState | None
    summary: str
    records: tuple[PublicRecord, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Slugs of the outlets that reported, each once, the first to report first."""
        return tuple(dict.fromkeys(record.outlet for record in self.records))

    @property
    def reprints(self) -> int:
        """How many of the articles are copies; the others are independent reports."""
        return sum(record.reprint for record in self.records)

    @property
    def day(self) -> Day | None:
        """The day that orders the event among others: its own, else that of the first report."""
        return self.date or self.reported

    @cached_property
    def in_office(self) -> tuple[Official, ...]:
        """The officials under whose name the event may be listed.

        Only what they said or did in office counts: they speak in it and hold a named position. An event about an
        alleged breach counts when a person has reviewed it, since a speaker may be the accused answering.
        A single name is shared by too many people to stand for one.
        """
        if self.type.is_violation and not all(record.cleared for record in self.records):
            return ()
        return tuple(
            official
            for official in self.speakers[:MOST_OFFICIALS]
            if any(position.title for position in official.positions) and len(name_words(official.name)) > 1
        )

    @cached_property
    def evidence(self) -> tuple[tuple[PublicRecord, Evidence], ...]:
        """Every shown sentence with the record that it came from."""
        return tuple((record, item) for record in self.records for item in record.evidence)


def gather_events(records: Iterable[Record]) -> list[ShownEvent]:
    """The events of published records, in order of id."""
    shared: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        shared[record.event.id].append(record)
    return [shown_event(shared[event_id]) for event_id in sorted(shared)]


def shown_event(records: Sequence[Record], folding: Folding | None = None) -> ShownEvent:
    """The event that published records share, under the names that `folding` gives."""
    veil = veil_over(records)
    public = (public_record(record, veil) for record in records)
    if folding is not None:
        public = (folded(record, folding) for record in public)
    reports = sorted(public, key=lambda r: (r.published or _NO_TIME, r.id))
    # What a person has looked at goes before what the program found; then the first report.
    ranked = sorted(reports, key=lambda r: (not r.cleared, r.id != r.event_id))
    subjects = _people(ranked, lambda r: r.subjects)
    speakers = _without(_people(ranked, lambda r: r.speakers), subjects)
    mentioned = _without(_people(ranked, lambda r: r.mentioned), (*subjects, *speakers))
    lead = ranked[0]
    return ShownEvent(
        id=lead.event_id,
        title=lead.title,
        type=_set_first(ranked, "event.type")[0].type,
        date=_first(r.date for r in _set_first(ranked, "event.date")),
        reported=min((r.published.date() for r in reports if r.published), default=None),
        venue=_first(r.venue for r in _set_first(ranked, "event.venue")),
        kabupaten=_together(r.kabupaten for r in ranked),
        kecamatan=_together(r.kecamatan for r in ranked),
        speakers=speakers,
        mentioned=mentioned,
        subjects=subjects,
        withheld=max(r.withheld for r in reports),
        institutions=_together(r.institutions for r in ranked),
        laws=_together(r.laws for r in ranked),
        election=_first(r.election for r in _set_first(ranked, "election")),
        groups=_together(r.groups for r in ranked),
        case_state=_first(r.case_state for r in _set_first(ranked, "case_state")),
        summary=next((r.summary for r in ranked if r.summary), ""),
        records=tuple(reports),
    )


def _set_first(records: Sequence[PublicRecord], field: str) -> list[PublicRecord]:
    """The records with those first of which a person has set this very field: a correction shows."""
    return sorted(records, key=lambda r: not (r.reviewed and field in r.reviewed.fields))


def _people(records: Sequence[PublicRecord], of: Callable[[PublicRecord], Sequence[Official]]) -> tuple[Official, ...]:
    """Officials of several records, each name once with all the positions given."""
    people: dict[frozenset[str], Official] = {}
    for official in (official for record in records for official in of(record)):
        words = name_words(official.name)
        known = people.setdefault(words, official)
        positions: tuple[Position, ...] = tuple(dict.fromkeys((*known.positions, *official.positions)))
        if positions != known.positions:
            people[words] = replace(known, positions=positions)
    return tuple(people.values())


def _without(people: Sequence[Official], others: Sequence[Official]) -> tuple[Official, ...]:
    names = {name_words(other.name) for other in others}
    if not names or not people:
        return tuple(people)
    return tuple(official for official in people if name_words(official.name) not in names)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _together(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))
