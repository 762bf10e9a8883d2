"""How a record found again is joined with the one that is kept: reviewed fields stay, changes are listed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from crawler.record import Record, Revision
from crawler.write.copies import with_mark_of

# Not facts: when the page was read, who has looked, what changed before, and the grouping, which has its own way.
_BOOKKEEPING = frozenset({"id", "url", "outlet", "retrieved", "reviewed", "revisions", "event.id"})
_NESTED = ("event", "relevance")


def merge(kept: Record, found: Record, on: datetime) -> Record:
    """The record to keep; `kept` itself when nothing has changed.

    Fields that a person has set stay: the dotted ones of `reviewed.fields`, or all where that is empty. What
    did change becomes a revision dated `on`, with the changed dotted fields.
    """
    if kept.reviewed is not None and not kept.reviewed.fields:
        return kept
    found = with_mark_of(found, kept)
    held = set(kept.reviewed.fields) if kept.reviewed else set()
    changes = {
        name: value for name, value in facts(found).items() if not _is_held(name, held) and fact(kept, name) != value
    }
    if not changes:
        return kept
    merged = kept
    for name, value in changes.items():
        merged = with_fact(merged, name, value)
    revision = Revision(on, tuple(changes))
    return replace(merged, retrieved=found.retrieved, revisions=(*kept.revisions, revision))


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


def _is_held(name: str, held: Iterable[str]) -> bool:
    return any(name == field or name.startswith(f"{field}.") for field in held)
