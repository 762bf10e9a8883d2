"""Any text, however cut or broken, gives facts and a record, never an exception."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.assemble import record_of
from crawler.data import DATA
from crawler.items import Article
from crawler.record import as_json, dump, load
from crawler.text import read_text

ARTICLES = sorted((Path(__file__).parents[2] / "annotated").glob("*.json"))


def record_is_made_of(body: str, headline: str = "") -> None:
    article = Article("https://example.org/a", "https://example.org/a", "contoh", headline, tuple(body.split("\n")))
    record = record_of(article, read_text(article), None)
    assert dump(load(dump(record))) == dump(record)


@pytest.mark.parametrize("path", ARTICLES[::10], ids=lambda path: str(path.stem))
def test_texts_cut_at_any_word(path: Path) -> None:
    """A feed's excerpt ends anywhere: behind a title without its name, inside a date, before a bracket closes."""
    article = json.loads(path.read_text(encoding="utf-8"))
    words = article["text"].split(" ")
    cuts = random.Random(path.stem).sample(range(1, len(words)), min(12, len(words) - 1))
    for cut in cuts:
        record_is_made_of(" ".join(words[:cut]), " ".join(words[cut : cut + 8]))
        record_is_made_of(" ".join(words[cut:]))


def titles() -> list[str]:
    rows = tomllib.loads((DATA / "positions.toml").read_text(encoding="utf-8"))["position"]
    return sorted({form for row in rows for form in row["forms"]})


@pytest.mark.parametrize("ending", ["", ".", ",", " (", "\n", " Kabupaten", " dan"])
def test_texts_that_end_with_a_title(ending: str) -> None:
    for title in titles():
        record_is_made_of(f"ASN diminta netral oleh {title[:1].upper()}{title[1:]}{ending}")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_characters(body: str, headline: str) -> None:
    record_is_made_of(body, headline)


@pytest.mark.parametrize("path", ARTICLES[1::6], ids=lambda path: str(path.stem))
def test_a_link_to_another_story_changes_nothing(path: Path) -> None:
    """Outlets put "Baca juga" lines between any two paragraphs; they tell of other places, people and cases."""
    article = json.loads(path.read_text(encoding="utf-8"))
    lines = article["text"].split("\n")
    for link in ("Baca juga: Bawaslu Kabupaten Alor Periksa Camat Contoh", "Baca Juga : Polres Sikka Ikrar Netral"):
        for at in range(1, len(lines) + 1):
            assert facts_of([*lines[:at], link, *lines[at:]], article) == facts_of(lines, article), (link, at)


def facts_of(lines: list[str], article: dict[str, Any]) -> dict[str, Any]:
    made = Article("https://example.org/a", "https://example.org/a", "contoh", article["title"] or "", tuple(lines))
    return as_json(record_of(made, read_text(made), None))
