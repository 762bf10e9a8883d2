"""How a record found again is joined with the one that is kept: reviewed fields stay, changes are listed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from crawler.record import Record, Review, Revision
from crawler.write.copies import with_mark_of
from crawler.write.summary import write_summary

# Not facts: when the page was read, who has looked, what changed before, and the grouping, which has its own way.
_BOOKKEEPING = frozenset({"id", "url", "outlet", "retrieved", "reviewed", "revisions", "event.id"})
_NESTED = ("event", "relevance")


TEXT, GONE, BACK = "text", "gone", "back"
"""What a revision lists beside dotted fields: the article reads otherwise, it was not there any more, it was again."""


def merge(kept: Record, found: Record, on: datetime, *, new_text: bool = False) -> Record:
    """The record to keep; `kept` itself when nothing has changed.

    Fields that a person has set stay: the dotted ones of `reviewed.fields`, or all where that is empty. What a later
    look found changed becomes a revision dated `on`, with the changed dotted fields, and TEXT where `new_text` says
    that headline or body read otherwise: of a wholly reviewed record that alone is noted, for a person to look again.
    What our own rules now read otherwise in the same look (`retrieved` is the same) is no revision. An older look, out
    of an archive, changes nothing.
    """
    if kept.retrieved and found.retrieved and found.retrieved < kept.retrieved:
        return kept
    found = with_mark_of(found, kept)
    held = _held(kept.reviewed)
    found = _told_anew(found, {name: value for name, value in facts(kept).items() if held(name)})
    changes = {name: value for name, value in facts(found).items() if fact(kept, name) != value}
    merged = kept
    for name, value in changes.items():
        merged = with_fact(merged, name, value)
    if kept.retrieved == found.retrieved:
        return merged
    marks = ((TEXT,) if new_text else ()) + ((BACK,) if is_gone(kept) else ())
    if not changes and not marks:
        return kept
    revision = Revision(on, (*marks, *changes))
    return replace(merged, retrieved=found.retrieved, revisions=(*kept.revisions, revision))


def with_own_summary(record: Record, was: Record) -> Record:
    """A record changed by a person: its summary is written anew, unless the one it was given is in other words than
    the program's."""
    if record.summary != was.summary or was.summary != write_summary(was):
        return record
    return replace(record, summary=write_summary(record))


def _told_anew(found: Record, held: Mapping[str, Any]) -> Record:
    """What was found, with the facts that a person has set, and a summary that tells of those."""
    told = found
    for name, value in held.items():
        told = with_fact(told, name, value)
    return with_own_summary(told, found) if held and "summary" not in held else told


def gone(kept: Record, on: datetime) -> Record:
    """The record of an article that its outlet no longer shows (404 or 410 at a later look), marked so by a revision;
    `kept` itself where it is marked already, or was seen at a later look."""
    if is_gone(kept) or (kept.retrieved and on <= kept.retrieved) or any(on <= past.on for past in kept.revisions):
        return kept
    return replace(kept, revisions=(*kept.revisions, Revision(on, (GONE,))))


def is_gone(record: Record) -> bool:
    """Whether the last that was found of an article is that it is gone."""
    looks = [past for past in record.revisions if GONE in past.changed or BACK in past.changed]
    return bool(looks) and GONE in looks[-1].changed


def facts(record: Record) -> dict[str, Any]:
    """The record's facts by dotted field, without bookkeeping."""
    names: list[str] = []
    for field in fields(record):
        inner = [f"{field.name}.{f.name}" for f in fields(getattr(record, field.name))] if field.name in _NESTED else []
        names += inner or [field.name]
    return {name: fact(record, name) for name in names if name not in _BOOKKEEPING}


def fact(record: Record, name: str) -> Any:
    """The value of a dotted field. Raises AttributeError for a name that the record does not have."""
    value: Any = record
    for part in name.split("."):
        value = getattr(value, part)
    return value


def with_fact(record: Record, name: str, value: Any) -> Record:
    """The record with a dotted field set. Raises AttributeError for a name that the record does not have."""
    first, _, rest = name.partition(".")
    if not rest:
        fact(record, first)
        return replace(record, **{first: value})
    inner: Any = getattr(record, first)
    if not is_dataclass(inner):
        raise AttributeError(name)
    getattr(inner, rest)
    changed: Any = replace(inner, **{rest: value})  # type: ignore[type-var]
    return replace(record, **{first: changed})


def _held(review: Review | None) -> Callable[[str], bool]:
    """Whether a person has set a dotted field; a review without fields holds all of them."""
    if review is None:
        return lambda name: False
    return lambda name: not review.fields or any(name == f or name.startswith(f"{f}.") for f in review.fields)
