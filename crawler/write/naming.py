"""Who is named: a person's decision to withhold a name in a record, or to let it be shown. Pure."""

from __future__ import annotations

from datetime import date

from crawler.record import Official, Record, dump
from crawler.record.withheld import NOT_CLEARED, PEOPLE, clears_people, is_mark, mark_of, withheld_names
from crawler.write.review import reviewed_fields, with_fields


class UnknownName(ValueError):
    """A name that a record does not have or that is not withheld; the message is one line."""


def withhold(record: Record, name: str | None, by: str, on: date) -> Record:
    """The record with a name withheld wherever it is shown; without a name, with all withheld as before a review.

    A name that the record prints without counting it among its officials may be withheld, too. Raises UnknownName.
    """
    marks = (NOT_CLEARED,) if name is None else (mark_of(_printed(record, name)),)
    return with_fields(record, (*reviewed_fields(record), *marks), by, on)


def disclose(record: Record, name: str | None, by: str, on: date) -> Record:
    """The record with a name shown; without a name, with all.

    Where nobody had cleared the record's people, this does, and the others whom policy withholds are withheld by
    name from now on. Raises UnknownName for one that is not withheld.
    """
    known = reviewed_fields(record)
    if name is None:
        return with_fields(record, (*(f for f in known if not is_mark(f)), PEOPLE), by, on)
    cleared = clears_people(record.reviewed)
    decided, policy = withheld_names(record.reviewed), () if cleared else by_policy(record)
    if name not in (*decided, *(one.name for one in policy)):
        raise UnknownName(f"{name!r} is not withheld; withheld are {_listed((*decided, *_names(policy)))}")
    others = [mark_of(one.name) for one in policy if one.name != name]
    kept = (f for f in known if f not in (NOT_CLEARED, mark_of(name)))
    return with_fields(record, (*kept, *(() if cleared else (PEOPLE,)), *others), by, on)


def by_policy(record: Record) -> tuple[Official, ...]:
    """The officials whom a record does not name before a person has cleared them (theme/plugins/withholding.py): the
    accused, and of an alleged or handled breach everybody who does not speak."""
    violation = record.event.type.is_violation
    return tuple(one for one in record.officials if one.subject or (violation and not one.speaker))


def is_withheld(record: Record, official: Official) -> bool:
    """Whether an official is not named, by a person's decision or for want of one."""
    open_still = not clears_people(record.reviewed) and official in by_policy(record)
    return open_still or official.name in withheld_names(record.reviewed)


def _printed(record: Record, name: str) -> str:
    wanted = " ".join(name.split())
    known = _names(record.officials)
    same = [one for one in known if one.casefold() == wanted.casefold()]
    if same:
        return same[0]
    if len(wanted) < 2 or wanted.casefold() not in dump(record).casefold():
        raise UnknownName(f"no {wanted!r} in the record; its officials are {_listed(known)}")
    return wanted


def _names(officials: tuple[Official, ...]) -> tuple[str, ...]:
    return tuple(one.name for one in officials)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
