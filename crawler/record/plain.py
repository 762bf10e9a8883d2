"""A record as plain values: text cleaned, dates and times ISO 8601, enumerations their words, tuples as lists.

Each part of the model is spelt out, a third of the time that going through its fields takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from crawler.record.cleaning import clean_line
from crawler.record.model import Event, Evidence, Official, Position, Record, Relevance, Review, Revision


def front_matter(record: Record) -> dict[str, Any]:
    """All of the record but its summary; keys in the model's order."""
    return {
        "id": clean_line(record.id),
        "url": clean_line(record.url),
        "outlet": clean_line(record.outlet),
        "headline": clean_line(record.headline),
        "published": _iso(record.published),
        "published_raw": _line(record.published_raw),
        "retrieved": _iso(record.retrieved),
        "authors": _lines(record.authors),
        "relevance": _relevance(record.relevance),
        "event": _event(record.event),
        "kabupaten": _lines(record.kabupaten),
        "kecamatan": _lines(record.kecamatan),
        "officials": [_official(official) for official in record.officials],
        "institutions": _lines(record.institutions),
        "laws": _lines(record.laws),
        "election": _line(record.election),
        "groups": _lines(record.groups),
        "case_state": _word(record.case_state),
        "evidence": [_evidence(item) for item in record.evidence],
        "status": str(record.status),
        "reviewed": _review(record.reviewed) if record.reviewed else None,
        "revisions": [_revision(revision) for revision in record.revisions],
    }


def _relevance(relevance: Relevance) -> dict[str, Any]:
    return {"score": relevance.score, "reasons": _lines(relevance.reasons)}


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": clean_line(event.id),
        "type": str(event.type),
        "date": _iso(event.date),
        "venue": _line(event.venue),
    }


def _official(official: Official) -> dict[str, Any]:
    return {
        "name": clean_line(official.name),
        "positions": [_position(position) for position in official.positions],
        "speaker": official.speaker,
        "subject": official.subject,
        "subject_state": _word(official.subject_state),
    }


def _position(position: Position) -> dict[str, Any]:
    return {"title": _line(position.title), "institution": _line(position.institution)}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {"field": clean_line(item.field), "quote": clean_line(item.quote), "rule": clean_line(item.rule)}


def _review(review: Review) -> dict[str, Any]:
    return {"by": clean_line(review.by), "on": _iso(review.on), "fields": _lines(review.fields)}


def _revision(revision: Revision) -> dict[str, Any]:
    return {"on": _iso(revision.on), "changed": _lines(revision.changed)}


def _line(text: str | None) -> str | None:
    return None if text is None else clean_line(text)


def _lines(texts: Iterable[str]) -> list[str]:
    return [clean_line(text) for text in texts]


def _word(word: str | None) -> str | None:
    """An enumeration's word."""
    return None if word is None else str(word)


def _iso(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
