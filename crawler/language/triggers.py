"""Trigger phrases found in text: many at once, in one pass that is linear in the text's length.

A phrase is words with single blanks. `kampanye*` also takes longer words (kampanyekan). `sosialisasi … netral*`
allows other words between its two parts, up to `GAP` characters and within one line. `~imbau` takes the word's
forms (diimbau, mengimbau, imbauannya), see morphology.py; the mark stands at the first word of a part only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import ahocorasick

from crawler.language.lexicon import fold
from crawler.language.morphology import forms

T = TypeVar("T")

GAP = 60
"""Most characters between the two parts of a gapped phrase."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase at [start, end) of the folded text, and what it stands for; `head` is where its first part ends."""

    start: int
    end: int
    value: T
    head: int


class Triggers(Generic[T]):
    """A vocabulary: phrases and what they stand for; a phrase may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        heads: dict[str, list[tuple[bool, str, T]]] = {}
        for phrase, value in entries:
            head, _, tail = (part.strip() for part in fold(phrase).partition("…"))
            for one in _spelt(head):
                for other in _spelt(tail):
                    heads.setdefault(one.rstrip("*"), []).append((one.endswith("*"), other, value))
        self._automaton = ahocorasick.Automaton()
        for key, variants in heads.items():
            self._automaton.add_word(key, (len(key), tuple(variants)))
        if heads:
            self._automaton.make_automaton()
        self._empty = not heads

    def find(self, folded: str) -> Iterator[Hit[T]]:
        """Every hit in a folded text, in the order of the first parts' ends; hits may overlap."""
        if self._empty or not folded:
            return
        found: Iterator[tuple[int, Any]] = self._automaton.iter(folded)
        for last, (length, variants) in found:
            start, end = last + 1 - length, last + 1
            if start and folded[start - 1].isalnum():
                continue
            inside = end < len(folded) and folded[end].isalnum()
            for longer, tail, value in variants:
                if inside and not longer:
                    continue
                stop = _tail_end(folded, end, tail) if tail else end
                if stop:
                    yield Hit(start, stop, value, end)


def _spelt(part: str) -> Iterable[str]:
    """A phrase's part in every form that its mark asks for."""
    if not part.startswith("~"):
        return (part,)
    root, blank, rest = part[1:].partition(" ")
    return (form + blank + rest for form in forms(root))


def _tail_end(folded: str, start: int, tail: str) -> int:
    """Where the second part of a gapped phrase ends, or 0 where it does not follow."""
    longer, tail = tail.endswith("*"), tail.rstrip("*")
    stop = min(len(folded), start + GAP + len(tail))
    line = folded.find("\n", start, stop)
    stop = line if line >= 0 else stop
    at = folded.find(tail, start, stop)
    while at >= 0:
        end = at + len(tail)
        if not folded[at - 1].isalnum() and (longer or end >= len(folded) or not folded[end].isalnum()):
            return end
        at = folded.find(tail, at + 1, stop)
    return 0


def outermost(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """The hits without those that lie inside another one, left to right."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


class Spans:
    """Stretches of a text, asked whether they cover a place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def cover(self, offset: int) -> bool:
        """Whether the offset lies inside one of the stretches."""
        at = bisect_right(self._starts, offset)
        return at > 0 and offset < self._ends[at - 1]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of the stretches overlaps [start, end)."""
        at = bisect_left(self._starts, end)
        return at > 0 and start < self._ends[at - 1]
