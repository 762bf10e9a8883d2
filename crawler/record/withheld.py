"""Whom a review names and whom it withholds: marks among the fields of `reviewed`.

    reviewed: {by: Redaksi, on: 2026-11-22, fields: [officials, officials.Nama Rekaan.withheld]}

`officials.<name>.withheld`: a person decided that this name is not shown. `officials.withheld`: a person has set
something about the officials, or has published the record, without clearing its names. Marks hold no field.
"""

from __future__ import annotations

from crawler.record.model import Review

PEOPLE = "officials"
NOT_CLEARED = "officials.withheld"
_START, _END = "officials.", ".withheld"


def mark_of(name: str) -> str:
    """The mark that withholds a name."""
    return f"{_START}{name}{_END}"


def is_mark(field: str) -> bool:
    """Whether an entry of `reviewed.fields` withholds and holds nothing."""
    return field == NOT_CLEARED or (field.startswith(_START) and field.endswith(_END))


def withheld_names(review: Review | None) -> tuple[str, ...]:
    """The names that a person decided to withhold, as they were given."""
    marks = (field for field in review.fields if is_mark(field) and field != NOT_CLEARED) if review else ()
    return tuple(field[len(_START) : -len(_END)] for field in marks)


def clears_people(review: Review | None) -> bool:
    """Whether a person has looked at the officials and lets them be named, but for `withheld_names`."""
    if review is None or NOT_CLEARED in review.fields:
        return False
    return not review.fields or any(f.split(".")[0] == PEOPLE and not is_mark(f) for f in review.fields)
