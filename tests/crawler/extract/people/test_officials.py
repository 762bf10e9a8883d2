"""Officials: every printed form of cases/officials.toml is read with its positions, speaker and subject."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.people.officials import positions_of, read_cast
from crawler.extract.people.speakers import attributions
from crawler.extract.people.spellings import same_person
from crawler.extract.people.subjects import accusations

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "officials.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["form"] for case in CASES])
def test_form_is_read(case: dict[str, Any]) -> None:
    cast = read_cast(case["text"])
    spoken = {found.person for found in attributions(cast)}
    accused = {found.person for found in accusations(cast)} if case.get("violation") else set()
    read = [
        [
            person.name,
            [[p.title or "", p.institution or ""] for p in positions_of(person, case.get("story"), cast.institutions)],
            "s" * (index in spoken) + "x" * (index in accused),
        ]
        for index, person in enumerate(cast.persons)
    ]
    assert read == case["officials"]


def test_offsets_of_names_are_those_of_the_text() -> None:
    text = "Ketua Bawaslu Belu, Agustin Baulohi, hadir. Menurut Agustin, semua siap."
    assert [text[start:end] for start, end in read_cast(text).name_spans()] == ["Agustin Baulohi", "Agustin"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Adrie Layuk", "Adri Layuk", True),
        ("Yusri R. Karadu", "Yusri Rambu Karadu", True),
        ("Yosef Kebora", "Yoseph Falentin Kebora", True),
        ("Petronius Nahak Manes", "Petronius Manes Nahak", True),
        ("Orias Langmau", "Orias Lisapulu", False),
        ("Maria Seran", "Yohanes Seran", False),
        ("", "Maria Seran", False),
    ],
)
def test_spellings_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    cast = read_cast(f"Ketua Bawaslu {text}, Agustin {text} mengatakan")
    assert all(person.name for person in cast.persons)
    attributions(cast)
    accusations(cast)
