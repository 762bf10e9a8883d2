"""Relevance: invented articles on and off the topic."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.judge.relevance import judge
from crawler.judge.terms import TABLE, kinds_of, term_table
from crawler.language.lexicon import fold
from crawler.language.reading import Reading
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


STORIES = tomllib.loads((Path(__file__).parent / "cases" / "stories.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story["name"]))
def test_stories_in_other_words(story: dict[str, Any]) -> None:
    found = judge(text_of(story["body"], story["headline"]))
    assert found.relevant is story["relevant"], found


def test_stories_are_of_both_kinds() -> None:
    assert {story["relevant"] for story in STORIES} == {True, False}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Polisi melarang pendukung paslon.", {"guard", "barring", "side", "election"}),
        ("Target netralitas karbon.", {"other"}),
        ("Penyelenggara dan ASN wajib netral.", {"subject", "appeal", "core"}),
        ("Pendaftaran calon pegawai dibuka.", {"masked"}),
    ],
)
def test_a_sentence_holds_these_kinds(sentence: str, kinds: set[str]) -> None:
    found = kinds_of(Reading(text_of(sentence)))
    assert set(found[0].places) >= kinds
    assert "core" in kinds or "core" not in found[0]


TERMS = tomllib.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", [kind for kind in TERMS if kind not in ("attribution", "opinion")])
def test_words_are_found_in_their_example(kind: str) -> None:
    assert kind in {hit.value.kind for hit in term_table().triggers.find(fold(TERMS[kind]["example"]))}


def test_speakers_and_writers_are_found_in_their_examples() -> None:
    assert list(term_table().attribution.find(fold(TERMS["attribution"]["example"])))
    assert fold(TERMS["opinion"]["example"]).startswith(term_table().opinion)
