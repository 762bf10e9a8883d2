"""The annotated articles hold together: one layout, known values, and only what their texts say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FILES = sorted(Path(__file__).parent.glob("*.json"))
ARTICLES: dict[str, dict[str, Any]] = {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in FILES}
KEYS = ["url", "outlet", "title", "published", "text", "gold", "notes"]
TYPES = {
    *("sosialisasi", "deklarasi", "imbauan", "dugaan_pelanggaran", "penanganan_pelanggaran"),
    *("pengawasan", "koordinasi", "survei", "lainnya"),
}
VIOLATIONS = {"dugaan_pelanggaran", "penanganan_pelanggaran"}
STATES = {None, "dilaporkan", "diperiksa", "terbukti", "disanksi", "tidak_terbukti"}


def test_there_are_enough_of_both_kinds() -> None:
    relevant = sum(a["gold"]["relevant"] for a in ARTICLES.values())
    assert relevant >= 60
    assert len(ARTICLES) - relevant >= 12


def test_every_kabupaten_and_the_province_at_least_twice() -> None:
    places = [k for a in ARTICLES.values() if a["gold"]["relevant"] for k in a["gold"]["kabupaten"]]
    assert len(set(places)) == 23
    assert all(places.count(place) >= 2 for place in set(places))


@pytest.mark.parametrize("stem", ARTICLES)
def test_layout_and_values(stem: str) -> None:
    article = ARTICLES[stem]
    gold = article["gold"]
    assert list(article) == KEYS
    assert 60 <= len(article["text"].split()) <= 600  # regional news: from a release of two paragraphs to a report
    assert {gold["event_type"], *gold["event_type_alt"]} <= TYPES
    assert gold["case_state"] in STATES
    if gold["relevant"]:
        assert (gold["case_state"] is not None) == (gold["event_type"] in VIOLATIONS)


@pytest.mark.parametrize("stem", ARTICLES)
def test_names_stand_in_the_text(stem: str) -> None:
    text, gold = ARTICLES[stem]["text"], ARTICLES[stem]["gold"]
    for official in gold["officials"]:
        assert all(mention in text for mention in official["mentions"]), official["name"]
        assert official["subject"] == (official["subject_state"] is not None)
    assert all(kecamatan in text for kecamatan in gold["kecamatan"])


@pytest.mark.parametrize("stem", ARTICLES)
def test_links_between_articles_are_mutual(stem: str) -> None:
    for field in ("duplicates", "same_case"):
        for other in ARTICLES[stem]["gold"][field]:
            assert stem in ARTICLES[other]["gold"][field]
