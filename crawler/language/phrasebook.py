"""The phrases that every vocabulary looks for, found together in one pass over a text (Aho-Corasick)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import ahocorasick

LONGER = "*"
"""Ends a part that also takes longer words ("kampanye*"). A part is words with single blanks, folded: a phrase, or what
stands before or behind a phrase's gap."""

Sense = tuple[Any, Sequence[str]]
"""A value, and the parts of which one must stand behind the gap; none where the phrase has no gap."""
Senses = list[Sense]
"""What a part stands for in one vocabulary, in the vocabulary's order."""

Place = tuple[int, int, Senses]
"""[start, end) of a part in a text, and what it stands for."""
Places = Mapping[Hashable, Sequence[Place]]
"""Where a text holds parts of each vocabulary, and each part that stands behind a gap, by their ends, of one end the
longest first."""

_Asking = list[tuple[Hashable, Senses]]
"""Who is told of a part, and with which senses."""


class Phrasebook:
    """All parts of the vocabularies that are asked about the same texts."""

    def __init__(self) -> None:
        self._asking: dict[str, tuple[int, _Asking, _Asking]] = {}
        self._known: set[Hashable] = set()
        self._automaton = ahocorasick.Automaton()

    def __contains__(self, vocabulary: Hashable) -> bool:
        return vocabulary in self._known

    @property
    def size(self) -> int:
        """How many vocabularies are known; what was found when there were fewer is out of date."""
        return len(self._known)

    def enrol(self, vocabulary: Hashable, phrases: Iterable[tuple[Iterable[str], Sense]]) -> None:
        """Looks for a vocabulary's phrases from now on: parts in all their forms, each with what they stand for.
        Raises ValueError for a part that does not begin with a letter or a digit."""
        self._known.add(vocabulary)
        for parts, sense in phrases:
            for part in parts:
                self._add(part, vocabulary, sense)
            for tail in sense[1]:
                if tail not in self._known:
                    self._known.add(tail)
                    self._add(tail, tail, (None, ()))

    def _add(self, part: str, asker: Hashable, sense: Sense) -> None:
        longer = part.endswith(LONGER)
        words = part.rstrip(LONGER) if longer else part
        known = self._asking.get(words)
        if known is None:
            if not words[:1].isalnum():
                raise ValueError(f"a phrase begins with a word: {part!r}")
            known = self._asking[words] = len(words) - 1, [(asker, [sense])], [(asker, [sense])] if longer else []
            self._automaton.add_word(words, known)
            return
        _, whole, begun = known
        for asking in (whole, begun) if longer else (whole,):
            if not asking or asking[-1][0] is not asker:
                asking.append((asker, []))
            asking[-1][1].append(sense)

    def find(self, folded: str) -> Places:
        """Where the parts stand in a folded text, as whole words or at the beginning of longer ones. Linear in its
        length."""
        found: defaultdict[Hashable, list[Place]] = defaultdict(list)
        if not self._asking or not folded:
            return found
        if self._automaton.kind != ahocorasick.AHOCORASICK:
            self._automaton.make_automaton()
        padded = f" {folded} "  # so a hit's start is the place of what stands before it, and something follows the last
        for last, (back, whole, begun) in self._automaton.iter(folded):
            start, end = last - back, last + 1
            if not padded[start].isalnum() and (asking := begun if padded[end + 1].isalnum() else whole):
                for asker, senses in asking:
                    found[asker].append((start, end, senses))
        return found


BOOK = Phrasebook()
"""The one for whole articles, so that each is gone through once for all vocabularies."""
