"""Every fact of every annotated article has its evidence: a sentence of the text or the headline, and a rule's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.quality.measure import annotated, extracted

OWN = Path(__file__).parents[2] / "annotated"

ASSUMED = {
    "case_state": ("dilaporkan", "diperiksa"),
    "event.type": ("lainnya",),
}
"""Values that stand for the absence of words: an alleged breach of which no more is said, an event of no known type."""


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    return {name: row for name, row in extracted(OWN).items() if row["relevant"]}


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """The row's facts that are not empty, by the dotted key of their evidence."""
    found = {f"event.{key}": row["event"][key] for key in ("type", "date", "venue")}
    found |= {key: row[key] for key in ("kabupaten", "kecamatan", "institutions", "laws", "election", "groups")}
    found |= {"case_state": row["case_state"]}
    for at, official in enumerate(row["officials"]):
        found |= {f"officials.{at}.{key}": official[key] for key in ("positions", "speaker", "subject")}
    return {key: value for key, value in found.items() if value and value not in ASSUMED.get(key, ())}


def test_every_fact_has_evidence(rows: dict[str, dict[str, Any]]) -> None:
    assert len(rows) > 50
    bare = [
        f"{name}: {key}: {value}"
        for name, row in rows.items()
        for key, value in facts(row).items()
        if not any(item["field"] == key for item in row["evidence"])
    ]
    assert bare == []


def test_every_quote_stands_where_it_is_said(rows: dict[str, dict[str, Any]]) -> None:
    articles = annotated(OWN)
    wrong = [
        f"{name}: {item}"
        for name, row in rows.items()
        for item in row["evidence"]
        if not item["rule"]
        or not item["quote"]
        or (item["start"] is None and item["quote"].rstrip("…") not in articles[name]["title"])
    ]
    assert wrong == []
