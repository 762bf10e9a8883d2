"""Review: what waits for a person, and what a person does to a record. Pure but for the moment, which comes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from crawler.record import BrokenRecord, Record, Review, Status, dump, load
from crawler.record.frontmatter import join_document, split_document
from crawler.write.merging import facts


class UnknownField(ValueError):
    """A field that cannot be set; the message is one line and lists those that can."""


def waits(record: Record) -> str | None:
    """Why a record waits for a person, or None: it is a draft, or speaks of a violation and nobody has looked."""
    if record.status is Status.HIDDEN:
        return None
    if record.event.type.is_violation and record.reviewed is None:
        return "violation, not reviewed"
    return "draft" if record.status is Status.DRAFT else None


def accept(record: Record, by: str, on: date) -> Record:
    """The record as it stands, published and from now on left alone by the crawler."""
    return replace(record, status=Status.PUBLISHED, reviewed=Review(by, on))


def hide(record: Record, by: str, on: date) -> Record:
    """The record withdrawn; the crawler goes on to keep its facts but does not show it again."""
    return replace(record, status=Status.HIDDEN, reviewed=_reviewed(record, "status", by, on))


def set_field(record: Record, name: str, value: str, by: str, on: date) -> Record:
    """The record with a dotted field set to a value as it would stand in the front matter.

    "[a, b]", "{…}", null, true and false are read as YAML, anything else as text. Raises UnknownField, or
    BrokenRecord where the value does not fit the field.
    """
    settable = facts(record)
    if name not in settable:
        raise UnknownField(f"no field {name!r}; there are {', '.join(settable)}")
    front, body = split_document(dump(record))
    if name == "summary":
        return replace(load(join_document(front, value)), reviewed=_reviewed(record, name, by, on))
    first, _, rest = name.partition(".")
    place = front[first] if rest else front
    place[rest or first] = _value(value)
    return replace(load(join_document(front, body)), reviewed=_reviewed(record, name, by, on))


def _value(text: str) -> Any:
    if text not in ("null", "true", "false") and not text.startswith(("[", "{")):
        return text
    try:
        front, _ = split_document(f"---\nvalue: {text}\n---\n")
    except BrokenRecord as error:
        raise BrokenRecord(f"the value is no YAML: {text}") from error
    return front["value"]


def _reviewed(record: Record, name: str, by: str, on: date) -> Review:
    known = record.reviewed
    if known is not None and not known.fields:
        return Review(by, on)
    return Review(by, on, tuple(dict.fromkeys((*(known.fields if known else ()), name))))
