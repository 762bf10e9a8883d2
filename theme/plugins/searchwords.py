"""The field's words folded together for the search: at indexing here, at asking in theme/static/cari.js."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path

from theme.plugins.events import ShownEvent
from theme.plugins.wording import TYPES

TABLE = Path(__file__).parent.parent / "data" / "search_words.toml"

_WORD = re.compile(r"[^\W_]+")


@cache
def folds() -> dict[str, str]:
    """Form -> the word that stands for it, both in small letters, words parted by one space."""
    entries = tomllib.loads(TABLE.read_text(encoding="utf-8"))["fold"]
    return {form: entry["word"] for entry in entries for form in entry["forms"]}


def folds_as_json() -> str:
    """The forms for the search page's script."""
    return json.dumps(folds(), ensure_ascii=False)


def folded_words(text: str) -> tuple[str, ...]:
    """The words that stand for forms in a text, each once, in order of the alphabet."""
    words, forms, sizes = _WORD.findall(text.lower()), folds(), _sizes()
    found = {
        forms[span]
        for at, word in enumerate(words)
        if word in sizes
        for size in sizes[word]
        if (span := " ".join(words[at : at + size])) in forms
    }
    return tuple(sorted(found))


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """First words of the forms -> how many words the forms have that begin so: few words of a text begin any."""
    first = sorted({(form.split(" ")[0], form.count(" ") + 1) for form in folds()})
    return {word: tuple(size for other, size in first if other == word) for word, _ in first}


def search_words(event: ShownEvent) -> str:
    """What the index of an event's page gets besides its text."""
    people = (*event.speakers, *event.mentioned)
    positions = (part for one in people for p in one.positions for part in (p.title, p.institution) if part)
    texts = (event.title, event.summary, event.venue or "", TYPES[event.type], *event.institutions, *event.groups)
    return " ".join(folded_words(" . ".join((*texts, *positions))))
