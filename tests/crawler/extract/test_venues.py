"""Where under which roof: cases/venues.toml, the examples in data/venues.toml, and what must hold for any text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.data import DATA
from crawler.extract.venues import LONGEST, find_venue
from tests.crawler.extract.articles import cases, text_of


@pytest.mark.parametrize("case", cases("venues"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = text_of(case["text"])
    found = find_venue(text)
    assert (found.value or "") == case["expect"]
    assert all(found.value and found.value in one.quote for one in found.evidence)


def _examples() -> list[Any]:
    table: dict[str, Any] = tomllib.loads((DATA / "venues.toml").read_text(encoding="utf-8"))
    rows = [*table.pop("cue"), *table.values()]
    return [row["example"] for row in rows]


@pytest.mark.parametrize("example", _examples(), ids=lambda example: example["string"])
def test_example_in_the_table(example: dict[str, Any]) -> None:
    assert find_venue(text_of(example["string"])).value == example["venue"]


_WORDS = st.sampled_from(
    ["di", "Aula", "aula", "Hotel", "Kupang", "(PN)", ",", ".", "digelar", "12", "Kantor", "\n", "“", "apel"]
)


@given(st.lists(_WORDS, max_size=60).map(" ".join))
def test_any_text_has_an_answer(body: str) -> None:
    text = text_of(body)
    venue = find_venue(text).value
    assert venue is None or (venue in text.plain and len(venue) <= LONGEST)


def test_a_link_to_another_story_changes_nothing() -> None:
    body = "Sosialisasi digelar di Aula Cempaka Bajawa, Kamis (2/5/2024).\nPeserta menandatangani ikrar."
    linked = body.replace("\n", "\nBaca juga: Rapat Digelar di Hotel Anggrek Ende, Kamis (2/5/2024)\n")
    assert find_venue(text_of(linked)).value == find_venue(text_of(body)).value == "Aula Cempaka Bajawa"
