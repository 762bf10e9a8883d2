"""Speakers: who says something in a text of cases/speakers.toml, and who does not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.extract.people.officials import read_cast
from crawler.extract.people.speakers import attributions

CASES: dict[str, list[list[str]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "speakers.toml").read_text("utf-8")
)


def _speakers(text: str) -> str:
    cast = read_cast(text)
    assert cast.persons
    return " ".join(cast.persons[found.person].name for found in attributions(cast))


@pytest.mark.parametrize(("surname", "text"), CASES["speaks"])
def test_who_speaks_is_known(surname: str, text: str) -> None:
    assert surname in _speakers(text)


@pytest.mark.parametrize(("surname", "text"), CASES["is_silent"])
def test_who_says_nothing_is_no_speaker(surname: str, text: str) -> None:
    assert surname not in _speakers(text)
