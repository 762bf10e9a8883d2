"""Review: what waits for a person, and what a person does to a record. Pure but for the day, which comes in."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from crawler.items import WITA
from crawler.record import Record, Review, Status, dump, load
from crawler.record.frontmatter import join_document, split_document
from crawler.record.withheld import NOT_CLEARED, PEOPLE, clears_people, is_mark
from crawler.write.fields import UnknownField, changed_front
from crawler.write.merging import TEXT, facts, is_gone, with_fact, with_own_summary

WHOLE = tuple(
    f.name for f in fields(Record) if f.name not in ("id", "url", "outlet", "retrieved", "reviewed", "revisions")
)
"""Every field that a review can hold: the same as an empty list of fields, for a review that needs marks beside."""

__all__ = ["UnknownField", "accept", "edited", "hide", "reviewed_fields", "set_field", "waits", "with_fields"]


def waits(record: Record) -> str | None:
    """Why a record waits for a person, or None: it is a draft, speaks of a violation and nobody has decided whether it
    is shown as it stands, or its outlet has taken away or rewritten the article since."""
    if record.status is Status.HIDDEN:
        return None
    if record.event.type.is_violation and not _is_decided(record.reviewed):
        return "violation, not reviewed"
    if record.status is Status.DRAFT:
        return "draft"
    if is_gone(record) and not _looked_since(record, "gone"):
        return "gone at its outlet"
    rewritten = record.reviewed is not None and not _looked_since(record, TEXT)
    return "rewritten since the review" if rewritten else None


def accept(record: Record, by: str, on: date, *, withheld: bool = False) -> Record:
    """The record as it stands, published and from now on left alone by the crawler. Names that a person withheld stay
    so; with `withheld` all that policy withholds before a review stay withheld."""
    marks = [f for f in reviewed_fields(record) if is_mark(f) and f != NOT_CLEARED]
    if withheld:
        marks.append(NOT_CLEARED)
    return replace(record, status=Status.PUBLISHED, reviewed=Review(by, on, (*WHOLE, *marks) if marks else ()))


def hide(record: Record, by: str, on: date) -> Record:
    """The record withdrawn; the crawler goes on to keep its facts but does not show it again."""
    return replace(record, status=Status.HIDDEN, reviewed=_holding(record, "status", by, on))


def set_field(record: Record, name: str, value: str, by: str, on: date) -> Record:
    """The record with a dotted field set to a value as it would stand in the front matter.

    "[a, b]", "{…}", null, true and false are read as YAML, anything else as text. `officials.<name>.<part>` sets one
    part of one official. Setting something about officials does not clear names for being shown: `accept` and
    `disclose` do. Raises UnknownField, or BrokenRecord where the value does not fit the field.
    """
    top = name.partition(".")[0]
    settable = facts(record)
    if name not in settable and not (top == PEOPLE and name != PEOPLE):
        raise UnknownField(f"no field {name!r}; there are {', '.join(settable)}, officials.<name>.<part>")
    front, body = split_document(dump(record))
    if name == "summary":
        body = value
    else:
        front = changed_front(front, name, value)
    held = PEOPLE if top == PEOPLE else name
    changed = with_own_summary(load(join_document(front, body)), record)
    return replace(changed, reviewed=_holding(record, held, by, on))


def edited(record: Record, changed: Record, by: str, on: date) -> Record:
    """A record as a person has edited it, with the fields that differ under review. Raises UnknownField where nothing
    differs or something that is no fact does: identity, the review itself, revisions, the event's id."""
    before, after = facts(record), facts(changed)
    names = [name for name in before if before[name] != after[name]]
    rebuilt = record
    for name in names:
        rebuilt = with_fact(rebuilt, name, after[name])
    if rebuilt != changed:
        raise UnknownField("only facts can be edited, not id, url, outlet, event.id, reviewed or revisions")
    if not names:
        raise UnknownField("nothing was changed")
    rebuilt = rebuilt if "summary" in names else with_own_summary(rebuilt, record)
    for name in names:
        rebuilt = replace(rebuilt, reviewed=_holding(rebuilt, name, by, on))
    return rebuilt


def reviewed_fields(record: Record) -> tuple[str, ...]:
    """The fields that a review holds, with its marks: none without a review, all by name for a whole one."""
    known = record.reviewed
    return () if known is None else known.fields or WHOLE


def with_fields(record: Record, names: tuple[str, ...], by: str, on: date) -> Record:
    """The record reviewed with these fields and marks; all of them without a mark are written as a whole review."""
    held = tuple(dict.fromkeys(names))
    whole = not any(map(is_mark, held)) and set(WHOLE) <= set(held)
    return replace(record, reviewed=Review(by, on, () if whole else held) if held else None)


def _holding(record: Record, name: str, by: str, on: date) -> Review:
    known = record.reviewed
    if known is not None and not known.fields:
        return Review(by, on)
    held = (*(known.fields if known else ()), name)
    if name == PEOPLE and not clears_people(known):
        held = (*held, NOT_CLEARED)
    return Review(by, on, tuple(dict.fromkeys(held)))


def _is_decided(review: Review | None) -> bool:
    # Setting a venue is no decision about people: only one that is about the whole record, or what is shown of it.
    return review is not None and (not review.fields or "status" in review.fields or clears_people(review))


def _looked_since(record: Record, mark: str) -> bool:
    """Whether a person has looked at a record on or after the day of the last revision with a mark, if any."""
    days = [past.on.astimezone(WITA).date() for past in record.revisions if mark in past.changed]
    review = record.reviewed
    return not days or (review is not None and review.on is not None and review.on >= days[-1])
