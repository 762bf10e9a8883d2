"""Names in strings: whole words, longest first; and the tables that the names come from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.language.gazetteer import elsewhere, kabupaten, kecamatan, places, unit_name
from crawler.language.lexicon import Lexicon, fold

LEXICON = Lexicon([("Sumba Barat", 1), ("Sumba Barat Daya", 2), ("Ba'a", 3), ("Lela", 4), ("Lela", 5)])


@pytest.mark.parametrize(
    ("string", "found"),
    [
        ("di Sumba Barat Daya", [("Sumba Barat Daya", [2])]),
        ("SUMBA BARAT, sumba barat", [("SUMBA BARAT", [1]), ("sumba barat", [1])]),
        ("Sumba Baratnya", []),
        ("Ba’a-Rote", [("Ba’a", [3])]),
        ("Lela", [("Lela", [4, 5])]),
        ("Nusalela lelaki", []),
        ("kabar-lela.com", []),
        ("", []),
    ],
)
def test_find(string: str, found: list[tuple[str, list[int]]]) -> None:
    assert [(string[hit.start : hit.end], list(hit.entry)) for hit in LEXICON.find(string)] == found


def test_a_lexicon_without_names_finds_nothing() -> None:
    assert Lexicon[int]([]).find("Belu") == []


@given(st.text())
def test_folding_keeps_offsets(string: str) -> None:
    assert len(fold(string)) == len(string)


@given(st.text(alphabet="Sumba BrtDyel'’a.", max_size=80))
def test_hits_do_not_overlap(string: str) -> None:
    hits = LEXICON.find(string)
    assert all(one.end <= two.start for one, two in pairwise(hits))


def test_tables_are_whole_and_agree() -> None:
    codes = {unit.code for unit in kabupaten()}
    assert (len(codes), len(kecamatan()), len(elsewhere()) > 500) == (22, 315, True)
    assert {row.kabupaten for row in kecamatan()} == codes
    assert {place.kabupaten for place in places()} <= codes
    assert len({unit.slug for unit in kabupaten()}) == len({unit.name for unit in kabupaten()}) == 22
    assert all(unit.pilkada for unit in kabupaten())


def test_names_of_kecamatan_are_unique_in_their_unit() -> None:
    names = [(row.kabupaten, fold(name)) for row in kecamatan() for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))


def test_unit_name() -> None:
    assert unit_name("53.18") == "Kabupaten Sumba Barat Daya"
    assert unit_name("53") == "Provinsi NTT"
    with pytest.raises(KeyError):
        unit_name("52.01")
