"""The figures of the last run in the form that the site shows: `content/quality.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tests.quality.scoring import Count
from tests.quality.sets import NOTES, Measured

FIELDS = {
    "relevance": "relevance", "kabupaten_exact": "kabupaten", "kecamatan": "kecamatan", "event_type": "event.type",
    "event_date": "event.date", "venue": "event.venue", "officials": "officials", "positions": "officials.positions",
    "speaker": "officials.speaker", "subject": "officials.subject", "institutions": "institutions", "laws": "laws",
    "groups": "groups", "election": "election", "case_state": "case_state", "same_event": "event.id",
}  # fmt: skip
"""The scorer's fields in the record's own order and words."""


FIRST_SIGHT = Path(__file__).with_name("first_sight.json")
"""Figures of sets measured before any rule knew them: they can be measured only once, so they are kept."""


def kept_figures() -> list[dict[str, Any]]:
    """What FIRST_SIGHT holds, in the form of `figures`."""
    told: list[dict[str, Any]] = json.loads(FIRST_SIGHT.read_text(encoding="utf-8"))
    return told


def figures(sets: Iterable[Measured], on: date, kept: Iterable[dict[str, Any]] = ()) -> str:
    """A list of sets, those kept from earlier first, each with its day, its number of articles and its fields; shares
    from 0 to 1, `n` how often the field was asked for. The same bytes for the same figures and day."""
    told = [*kept] + [
        {
            "set": one.title,
            **({"note": NOTES[one.name]} if one.name in NOTES else {}),
            "date": on.isoformat(),
            "articles": one.articles,
            "fields": {
                key: _figure(one.scores.counts[name]) for name, key in FIELDS.items() if name in one.scores.counts
            },
        }
        for one in sets
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _figure(count: Count) -> dict[str, Any]:
    return {
        "f1": round(count.f1 / 100, 3),
        "precision": round(count.precision / 100, 3),
        "recall": round(count.recall / 100, 3),
        "n": count.right + count.missing,
    }
