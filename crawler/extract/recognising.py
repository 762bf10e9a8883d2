"""Names that a trained recogniser proposes beside those that the grammar finds. The project works without one.

`KABAR_NETRAL_NER` names a spaCy pipeline, installed or in a folder ("id_nusantara", "/srv/pipelines/id"). What it
calls a person counts only where the text ties the name to an office; everything else about the person is read as ever.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

VARIABLE = "KABAR_NETRAL_NER"
LABELS = frozenset({"PER", "PERSON"})
"""What trained pipelines call a person."""

LONGEST = 100_000
"""Characters of a text that a pipeline is given: its time grows with them, and names stand in articles, not laws."""

Recogniser = Callable[[str], Iterable[tuple[int, int]]]
"""A text's names of persons as [start, end)."""


class BrokenRecogniser(ValueError):
    """A recogniser that was asked for and cannot be had; the message is one line."""


def configured_recogniser(environment: Mapping[str, str]) -> Recogniser | None:
    """The recogniser that the environment asks for, None where it asks for none. Loaded once a process. Raises
    BrokenRecogniser: going on without it would store other facts than those asked for."""
    name = environment.get(VARIABLE, "").strip()
    return recogniser_of(_pipeline(name)) if name else None


def recogniser_of(pipeline: Any) -> Recogniser:
    """The recogniser that a spaCy pipeline is: anything called with a text whose result has `ents` with `label_`,
    `start_char` and `end_char`."""

    def persons(text: str) -> list[tuple[int, int]]:
        found = pipeline(text[:LONGEST]).ents
        return sorted((entity.start_char, entity.end_char) for entity in found if entity.label_ in LABELS)

    return persons


@cache
def _pipeline(name: str) -> Any:
    try:
        spacy = importlib.import_module("spacy")
    except ImportError as error:
        raise BrokenRecogniser(f"{VARIABLE}={name}: spaCy is not installed: pip install spacy") from error
    try:
        return spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise BrokenRecogniser(f"{VARIABLE}={name}: no such pipeline: {reason}") from error
