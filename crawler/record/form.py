"""The record's Markdown form: dump and load give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from crawler.record.cleaning import clean_block
from crawler.record.frontmatter import LONGEST_REASON, BrokenRecord, join_document, split_document
from crawler.record.model import (
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Record,
    Relevance,
    Review,
    Revision,
    Status,
)
from crawler.record.plain import front_matter


def dump(record: Record) -> str:
    """The record as a Markdown document with YAML front matter; keys in the model's order, text cleaned."""
    return join_document(front_matter(record), clean_block(record.summary))


def load(document: str) -> Record:
    """The record that a document holds. Raises BrokenRecord with one line that says what is wrong."""
    front, body = split_document(document)
    try:
        return _record(front, body)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        reason = f"missing key {error}" if isinstance(error, KeyError) else str(error)
        told = " ".join(reason.split())[:LONGEST_REASON]
        raise BrokenRecord(f"front matter does not describe a record: {told}") from error


def as_json(record: Record) -> dict[str, Any]:
    """The record as plain JSON values: dates ISO 8601, enumerations their words, keys in the model's order."""
    return front_matter(record) | {"summary": clean_block(record.summary)}


def _record(front: Mapping[str, Any], body: str) -> Record:
    event, relevance, review = front["event"], front["relevance"], front.get("reviewed")
    return Record(
        id=_text(front["id"]),
        url=_text(front["url"]),
        outlet=_text(front["outlet"]),
        headline=_text(front["headline"]),
        published=_moment(front.get("published")),
        published_raw=_text_or_none(front.get("published_raw")),
        retrieved=_moment(front.get("retrieved")),
        authors=_texts(front.get("authors")),
        relevance=Relevance(_finite(relevance["score"]), _texts(relevance.get("reasons"))),
        event=Event(
            _text(event["id"]),
            EventType(event["type"]),
            _day(event.get("date")),
            _text_or_none(event.get("venue")),
        ),
        kabupaten=_texts(front.get("kabupaten")),
        kecamatan=_texts(front.get("kecamatan")),
        officials=tuple(_official(item) for item in front.get("officials") or ()),
        institutions=_texts(front.get("institutions")),
        laws=_texts(front.get("laws")),
        election=_text_or_none(front.get("election")),
        groups=_texts(front.get("groups")),
        case_state=_case_state(front.get("case_state")),
        evidence=tuple(
            Evidence(_text(e["field"]), _text(e["quote"]), _text(e["rule"])) for e in front.get("evidence") or ()
        ),
        status=Status(front.get("status") or "draft"),
        reviewed=Review(_text(review["by"]), _day(review.get("on")), _texts(review.get("fields"))) if review else None,
        revisions=tuple(_revision(item) for item in front.get("revisions") or ()),
        summary=body,
    )


def _official(item: Mapping[str, Any]) -> Official:
    return Official(
        name=_text(item["name"]),
        positions=tuple(
            Position(_text_or_none(p.get("title")), _text_or_none(p.get("institution")))
            for p in item.get("positions") or ()
        ),
        speaker=bool(item.get("speaker")),
        subject=bool(item.get("subject")),
        subject_state=_case_state(item.get("subject_state")),
    )


def _revision(item: Mapping[str, Any]) -> Revision:
    on = _moment(item["on"])
    if on is None:
        raise ValueError("a revision without a date")
    return Revision(on, _texts(item.get("changed")))


def _case_state(value: object) -> CaseState | None:
    return CaseState(str(value)) if value else None


def _finite(value: Any) -> float:
    number = float(value)
    if not isfinite(number):
        raise ValueError(f"not a number: {number}")  # JSON has no word for it
    return number


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, found {value!r}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"expected a list, found {value!r}")
    return tuple(_text(item) for item in value)


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(f"a time without an offset: {value}")
    return moment


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))
