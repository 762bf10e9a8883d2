"""Relevance: invented articles on and off the topic."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from crawler.judge.relevance import TABLE, judge, term_table
from crawler.language.lexicon import fold
from tests.crawler.extract.articles import cases, text_of

CASES = cases("relevance")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_relevance(case: dict[str, Any]) -> None:
    found = judge(text_of(case["body"], case["headline"]))
    assert found.relevant is case["relevant"], found
    assert case["reason"] in found.reasons
    if case.get("sure"):
        assert found.score >= 0.8


def test_cases_are_of_both_kinds() -> None:
    assert {case["relevant"] for case in CASES} == {True, False}


def test_nothing_is_not_relevant() -> None:
    assert judge(text_of("")).score == 0


TERMS = tomllib.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", [kind for kind in TERMS if kind not in ("attribution", "opinion")])
def test_words_are_found_in_their_example(kind: str) -> None:
    assert kind in {hit.value for hit in term_table().triggers.find(fold(TERMS[kind]["example"]))}


def test_speakers_and_writers_are_found_in_their_examples() -> None:
    assert list(term_table().attribution.find(fold(TERMS["attribution"]["example"])))
    assert fold(TERMS["opinion"]["example"]).startswith(term_table().opinion)
