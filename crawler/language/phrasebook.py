"""The phrases that every vocabulary looks for, found together in one pass over a text (Aho-Corasick)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Words with single blanks, folded: a phrase, or what stands before or behind a phrase's gap. `longer` also
    takes longer words ("kampanye*")."""

    words: str
    longer: bool


@cache
def read_part(printed: str) -> Part:
    """The part for a phrase's words, folded, with a "*" behind them where longer words count. Raises ValueError where
    they do not begin with a word."""
    words = printed.rstrip("*")
    if _WORD.match(words) is None:
        raise ValueError(f"a phrase begins with a word: {printed!r}")
    return Part(words, printed.endswith("*"))


Senses = Sequence[tuple[Any, Part | None]]
"""What a part stands for in one vocabulary, in the vocabulary's order: a value, and the part behind the gap."""

Places = Mapping[Hashable, Sequence[tuple[int, int, Senses]]]
"""Where a text holds parts of each vocabulary, and each part that stands behind a gap: [start, end) and the senses,
by their ends, of one end the longest first."""

_Asking = tuple[tuple[Hashable, Senses], ...]
"""Who is told of a part, and with which senses."""


class Phrasebook:
    """All parts of the vocabularies that are asked about the same texts."""

    def __init__(self) -> None:
        self._senses: dict[Part, dict[Hashable, list[tuple[Any, Part | None]]]] = {}
        self._known: set[Hashable] = set()
        self._automaton = ahocorasick.Automaton()

    def __contains__(self, vocabulary: Hashable) -> bool:
        return vocabulary in self._known

    @property
    def size(self) -> int:
        """How many vocabularies are known; what was found when there were fewer is out of date."""
        return len(self._known)

    def enrol(self, vocabulary: Hashable, phrases: Iterable[tuple[Part, Part | None, Any]]) -> None:
        """Looks for a vocabulary's phrases from now on: each a part, the part behind its gap, and its value."""
        self._known.add(vocabulary)
        self._automaton = ahocorasick.Automaton()  # made again with the next text
        for part, tail, value in phrases:
            self._senses.setdefault(part, {}).setdefault(vocabulary, []).append((value, tail))
            if tail is not None:
                self._senses.setdefault(tail, {}).setdefault(tail, [(None, None)])

    def _build(self) -> None:
        whole: defaultdict[str, _Asking] = defaultdict(tuple)
        begun: dict[str, _Asking] = {}
        for part, senses in self._senses.items():
            whole[part.words] += tuple(senses.items())
            if part.longer:
                begun[part.words] = tuple(senses.items())
        for words, asking in whole.items():
            self._automaton.add_word(words, (len(words) - 1, asking, begun.get(words, ())))
        self._automaton.make_automaton()

    def find(self, folded: str) -> Places:
        """Where the parts stand in a folded text, as whole words or at the beginning of longer ones. Linear in its
        length."""
        found: defaultdict[Hashable, list[tuple[int, int, Senses]]] = defaultdict(list)
        if not self._senses or not folded:
            return found
        if self._automaton.kind != ahocorasick.AHOCORASICK:
            self._build()
        after_last = len(folded) - 1
        for last, (back, whole, begun) in self._automaton.iter(folded):
            start = last - back
            if start and folded[start - 1].isalnum():
                continue
            is_whole = last == after_last or not folded[last + 1].isalnum()
            for asker, senses in whole if is_whole else begun:
                found[asker].append((start, last + 1, senses))
        return found


BOOK = Phrasebook()
"""The one for whole articles, so that each is gone through once for all vocabularies."""


def first_from(places: Sequence[tuple[int, int, Senses]], offset: int) -> int | None:
    """The first start of the places, in order, that is not before the offset."""
    at = bisect_left(places, (offset,))
    return places[at][0] if at < len(places) else None
