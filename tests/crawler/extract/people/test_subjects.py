"""Subjects: who is accused in a sentence of cases/subjects.toml, and who must never seem to be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.extract.people.officials import read_cast
from crawler.extract.people.subjects import accusations

CASES: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "cases" / "subjects.toml").read_text("utf-8"))


def _accused(sentence: str) -> tuple[set[str], set[str]]:
    """Those in office in the sentence, and those of them who are accused."""
    cast = read_cast(sentence)
    accused = {cast.persons[found.person].name for found in accusations(cast)}
    return {person.name for person in cast.persons}, accused


@pytest.mark.parametrize("sentence", CASES["accused"])
def test_the_accused_are_known(sentence: str) -> None:
    named, accused = _accused(sentence)
    assert named and accused == named


@pytest.mark.parametrize("sentence", CASES["nobody"])
def test_nobody_else_seems_accused(sentence: str) -> None:
    named, accused = _accused(sentence)
    assert named and not accused
