"""Every rule in crawler/data has an example in which it fires; what has none is listed here with the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.data import DATA
from crawler.extract.people.names import name_at
from crawler.extract.people.offices import office_at
from crawler.extract.people.officials import read_cast
from crawler.extract.people.printed import institution_at
from crawler.extract.people.speakers import attributions
from crawler.extract.people.subjects import accusations
from crawler.language.lexicon import fold
from crawler.language.tokens import tokenise
from crawler.language.triggers import Triggers

TESTS = Path(__file__).parents[1]

RUN_BY = {
    "calendar": "extract/test_dates.py", "canonical": "read/test_canonical.py", "cases": "extract/test_what_happened.py",
    "elections": "extract/test_what_happened.py", "event_types": "extract/test_what_happened.py",
    "furniture": "read/test_furniture.py", "groups": "extract/test_what_happened.py",
    "laws": "extract/test_what_happened.py", "regions": "extract/test_places.py", "summary": "write/test_summary.py",
    "terms": "judge/test_relevance.py", "venues": "extract/test_venues.py",
}  # fmt: skip
"""Where a file's examples are run through the code that reads the file."""

NO_RULES = {
    "sources": "outlets, each checked by tests/crawler/test_sources.py",
    "health": "thresholds, each with its reason beside it",
    "retention": "ages and sizes, each with its reason beside it; tried by nightly/test_retention.py",
    "identity": "patterns of addresses, run by their own test",
    "platforms": "signs of page families, run by their own test",
    "folding": "spellings of the scorer",
}
NO_EXAMPLE = {
    ("elections", "election"): "a calendar: days of polling, no words",
    ("event_types", "words"): "lists that the rules of the same file name, tried by the rules' examples",
    ("groups", "chief"): "whose people are meant; tried with the example of [dependent]",
    ("groups", "duty"): "words that the groups' examples are tried with",
    ("regions", "desa"): "tried by cases/places.toml",
    ("institutions", "institution"): "every printed form is tried below",
    ("positions", "position"): "every printed form is tried below",
    ("positions", "spellings"): "two spellings of one title, compared only within one person",
    ("mentions", "possessive"): "pointing forms, tried by cases/officials.toml",
    ("mentions", "possessive_places"): "pointing forms, tried by cases/officials.toml",
}
FILES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))}


def rows(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) of every table of a file, and of every row of its arrays of tables."""
    for name, value in FILES[file].items():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict):
                yield name, row


RULES = [(file, name, row) for file in FILES if file not in NO_RULES for name, row in rows(file)]
WITH_EXAMPLE = [rule for rule in RULES if "example" in rule[2]]


def test_there_are_rules() -> None:
    assert len(WITH_EXAMPLE) > 150


@pytest.mark.parametrize(("file", "name", "row"), RULES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_rule_has_an_example_or_stands_in_the_list(file: str, name: str, row: dict[str, Any]) -> None:
    assert ("example" in row) is not ((file, name) in NO_EXAMPLE), f"crawler/data/{file}.toml: [{name}]"


def test_the_lists_of_exceptions_name_what_is_there() -> None:
    assert {(file, name) for file, name, _ in RULES} >= set(NO_EXAMPLE)


@pytest.mark.parametrize("file", sorted({file for file, _, _ in WITH_EXAMPLE}))
def test_examples_are_run_through_the_code_that_reads_them(file: str) -> None:
    """The generic test below sees only whether a rule's words stand in its example."""
    assert file in RUN_BY, f"crawler/data/{file}.toml has examples that no test runs"
    source = (TESTS / RUN_BY[file]).read_text(encoding="utf-8")
    assert "example" in source


def printed(example: object) -> str:
    """The text of an example, whatever form its file gives it."""
    if isinstance(example, dict):
        return str(example.get("string") or example.get("title"))
    return str(example[0] if isinstance(example, list) else example)


@pytest.mark.parametrize(("file", "name", "row"), WITH_EXAMPLE, ids=lambda part: part if isinstance(part, str) else "")
def test_a_rule_fires_in_its_example(file: str, name: str, row: dict[str, Any]) -> None:
    text = printed(row["example"])
    if "pattern" in row:
        assert re.search(row["pattern"], text, re.IGNORECASE) or "://" in text, (file, name)
    elif "phrases" in row:
        assert fires(row["phrases"], text), (file, name, text)
    elif "words" in row and file != "calendar":
        assert any(word.strip().lower() in text.lower() for word in row["words"]), (file, name, text)


def fires(phrases: list[str], text: str) -> bool:
    """Whether one of the phrases is found; a word in braces stands for a list of the file, so any text will do."""
    if any("{" in phrase or "<" in phrase for phrase in phrases):
        return True
    return any(True for _ in Triggers((phrase, phrase) for phrase in phrases).find(fold(text)))


def capital(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


@pytest.mark.parametrize("form", sorted({f for row in FILES["positions"]["position"] for f in row["forms"]}))
def test_every_printed_form_of_a_position_is_an_office(form: str) -> None:
    office = office_at(tokenise(f"{capital(form)} Belu Maria Contoh"), 0)
    assert office is not None
    assert office.after >= len(tokenise(form))


@pytest.mark.parametrize("form", sorted({f for row in FILES["institutions"]["institution"] for f in row["forms"]}))
def test_every_printed_form_of_an_institution_is_one(form: str) -> None:
    behind = ("Kabupaten Belu", "Partai Contoh Kabupaten Belu", "Partai Golkar Kabupaten Belu", "Loura")
    assert any(institution_at(tokenise(f"{capital(form)} {words}"), 0) for words in behind)


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("before_name", "“ASN wajib netral,” {} Ketua Bawaslu Kabupaten Belu Maria Contoh."),
        ("after_name", "Ketua Bawaslu Kabupaten Belu Maria Contoh {} ASN wajib netral."),
        ("passive", "Hal itu {} Ketua Bawaslu Kabupaten Belu Maria Contoh."),
    ],
)
def test_every_word_of_speech_makes_a_speaker(key: str, sentence: str) -> None:
    words = FILES["speech"][key]
    assert words
    silent = [word for word in words if not attributions(read_cast(sentence.format(word)))]
    assert silent == []


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("after_name", "Camat Contoh Maria Contohan {} dalam perkara netralitas."),
        ("after_phrases", "Camat Contoh Maria Contohan {} pada hari itu."),
        ("before_name", "Bawaslu mengurus perkara yang {} Camat Contoh Maria Contohan dalam pilkada."),
    ],
)
def test_every_word_of_accusation_makes_a_subject(key: str, sentence: str) -> None:
    words = FILES["subjects"][key]
    assert words
    free = [word for word in words if not accusations(read_cast(sentence.format(word)))]
    assert free == []


def test_every_degree_ends_a_name_and_every_rank_begins_one() -> None:
    names = FILES["names"]
    ends = {one: name_at(tokenise(f"Maria Contohan, {one}, berkata"), 0) for one in names["degrees"]}
    assert {one for one, name in ends.items() if name is None or name.text != "Maria Contohan"} == set()
    begins = {one: name_at(tokenise(f"{one} Maria Contohan berkata"), 0) for one in names["ranks"]}
    assert {one for one, name in begins.items() if name is None or name.text != "Maria Contohan"} == set()
