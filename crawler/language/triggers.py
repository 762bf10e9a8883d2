"""Trigger phrases found in text: many at once, in one pass that is linear in the text's length.

A phrase is words with single blanks. `kampanye*` also takes longer words (kampanyekan). `sosialisasi … netral*`
allows other words between its two parts, up to `GAP` characters and within one line. `~imbau` takes the word's
forms (diimbau, mengimbau, imbauannya), see morphology.py; the mark stands at the first word of a part only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from crawler.language.folding import fold
from crawler.language.morphology import forms
from crawler.language.phrasebook import BOOK, Phrasebook, Place, Places

T = TypeVar("T")

GAP = 60
"""Most characters between the two parts of a gapped phrase."""


class Hit(NamedTuple, Generic[T]):
    """A phrase at [start, end) of the folded text, and what it stands for; `head` is where its first part ends."""

    start: int
    end: int
    value: T
    head: int


class Triggers(Generic[T]):
    """A vocabulary: phrases and what they stand for; a phrase may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._phrases: list[tuple[str, tuple[T, list[str]]]] = []
        for phrase, value in entries:
            head, _, tail = (part.strip() for part in fold(phrase).partition("…"))
            last_head, last = self._phrases[-1] if self._phrases else ("", (None, []))
            if tail and last[1] and last_head == head and last[0] is value:
                last[1].extend(_spelt(tail))  # "awasi … asn", "awasi … camat": one sense with many tails
            else:
                self._phrases.append((head, (value, [*_spelt(tail)] if tail else [])))
        self._own: Phrasebook | None = None

    def enrol(self, book: Phrasebook = BOOK) -> None:
        """Has the book look for the phrases in every text from now on."""
        if self not in book:
            book.enrol(self, ((_spelt(head), sense) for head, sense in self._phrases))

    def find(self, folded: str) -> list[Hit[T]]:
        """Every hit in a folded text, in the order of the first parts' ends; hits may overlap."""
        if self._own is None:
            self._own = Phrasebook()
            self.enrol(self._own)
        return self.among(folded, self._own.find(folded))

    def among(self, folded: str, places: Places) -> list[Hit[T]]:
        """The same where a book that knows the vocabulary has found the parts' places in the text."""
        found: list[Hit[T]] = []
        for start, end, senses in places.get(self, ()):
            for value, tails in senses:
                if not tails:
                    found.append(Hit(start, end, value, end))
                    continue
                for tail in tails:
                    behind = places.get(tail)
                    if behind and behind[-1][0] >= end and (stop := _tail_end(folded, end, behind)):
                        found.append(Hit(start, stop, value, end))
        return found


def _spelt(part: str) -> Sequence[str]:
    """A phrase's part in every form that its mark asks for."""
    if not part.startswith("~"):
        return (part,)
    root, blank, rest = part[1:].partition(" ")
    return [form + blank + rest for form in forms(root)] if rest else forms(root)


def _tail_end(folded: str, start: int, places: Sequence[Place]) -> int:
    """Where the second part of a gapped phrase ends, or 0 where it does not follow on the same line; the last of its
    places lies behind."""
    first, end, _ = places[bisect_left(places, (start,))]
    return end if first <= start + GAP and folded.find("\n", start, end) < 0 else 0


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
