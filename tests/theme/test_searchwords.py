"""The field's words folded for the search: every entry's example, and what must stay apart."""

from __future__ import annotations

import tomllib

import pytest

from tests.theme.samples import DECLARATION
from theme.plugins.events import gather_events
from theme.plugins.searchwords import TABLE, folded_words, folds, search_words

ENTRIES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["fold"]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["word"] for entry in ENTRIES])
def test_what_is_asked_and_what_is_written_meet_in_one_word(entry: dict[str, str]) -> None:
    assert entry["word"] in folded_words(entry["example"])
    assert entry["word"] in folded_words(entry["finds"])
    assert entry["word"] in entry["forms"], "asked as it is, it must stay"


@pytest.mark.parametrize("text", ["", "sekda", "netra", "ikrar bersama", "kpud-kpud-an?"])
def test_other_words_are_not_folded(text: str) -> None:
    assert folded_words(text) == (("kpu",) if "kpud" in text else ())


def test_a_form_belongs_to_one_word() -> None:
    forms = [form for entry in ENTRIES for form in entry["forms"]]
    assert len(forms) == len(set(forms)) == len(folds())
    assert all(form == " ".join(form.lower().split()) for form in forms)


def test_an_event_is_indexed_by_title_institutions_and_groups() -> None:
    (event,) = gather_events([DECLARATION])
    assert search_words(event).split() == ["asn", "bawaslu", "kades", "netral"]
