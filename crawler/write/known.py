"""What grouping looks at in one record: a few hundred bytes, so that many records can be compared at a time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from sys import intern

from crawler.language.lexicon import fold
from crawler.record import Record
from crawler.write.copies import copy_mark


@dataclass(frozen=True, slots=True)
class Known:
    """`names` and `venue` are folded, `fixed` is the event that a person has set or None, `was` the event that the
    record bears, `marked` whether it bears the mark of a copy."""

    id: str
    published: datetime | None
    day: date | None
    kabupaten: frozenset[str]
    names: tuple[str, ...]
    venue: str
    type: str
    fixed: str | None
    was: str
    marked: bool


def known_of(record: Record) -> Known:
    """What grouping looks at in a record."""
    was = record.id if record.event.id == record.id else record.event.id
    return Known(
        record.id,
        record.published,
        record.event.date,
        _units(record.kabupaten),
        tuple(intern(fold(official.name)) for official in record.officials),
        intern(fold(record.event.venue or "")),
        record.event.type,
        was if is_grouped_by_hand(record) else None,
        was,
        copy_mark(record) is not None,
    )


def is_grouped_by_hand(record: Record) -> bool:
    """Whether a person has set the record's event."""
    review = record.reviewed
    return review is not None and (not review.fields or not {"event", "event.id"}.isdisjoint(review.fields))


@lru_cache(maxsize=1024)  # one set for all records of one kabupaten
def _units(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)
