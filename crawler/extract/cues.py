"""Cues: words near a candidate that speak for or against it, kept as data (calendar.toml, venues.toml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick


@dataclass(frozen=True)
class Cue:
    """Words that add `weight` once when one of them stands in `reach` (touching, before, after or sentence)."""

    name: str
    reach: str
    weight: float
    words: tuple[str, ...]


class Cues:
    """The cues of one table; a reach is gone through once for all its words (Aho-Corasick)."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._weights: list[float] = []
        self._automata: defaultdict[str, ahocorasick.Automaton] = defaultdict(ahocorasick.Automaton)
        for number, cue in enumerate(cues):
            self._weights.append(cue.weight)
            automaton = self._automata[cue.reach]
            for word in cue.words:
                automaton.add_word(word, (*automaton.get(word, ()), number))
        for automaton in self._automata.values():
            automaton.make_automaton()

    def weigh(self, reach: Mapping[str, str]) -> float:
        """The sum of the cues found. `reach` holds the text of each reach; a cue's blank matches its start too."""
        found: set[int] = set()
        for name, automaton in self._automata.items():
            for _, numbers in automaton.iter(f" {reach[name].lower()}"):
                found.update(numbers)
        return sum(self._weights[number] for number in sorted(found))


def read_cues(table: Mapping[str, Any]) -> Cues:
    """The rows [[cue]] of a TOML table. Raises KeyError when one lacks a key."""
    return Cues(Cue(row["name"], row["reach"], float(row["weight"]), tuple(row["words"])) for row in table["cue"])
