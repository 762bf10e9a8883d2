"""Cues: words near a candidate that speak for or against it, kept as data (calendar.toml, venues.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cue:
    """Words that add `weight` once when one of them stands in `reach` (touching, before, after or sentence)."""

    name: str
    reach: str
    weight: float
    words: tuple[str, ...]


def read_cues(table: Mapping[str, Any]) -> tuple[Cue, ...]:
    """The rows [[cue]] of a TOML table. Raises KeyError when one lacks a key."""
    return tuple(Cue(row["name"], row["reach"], float(row["weight"]), tuple(row["words"])) for row in table["cue"])


def weigh_cues(cues: Iterable[Cue], reach: Mapping[str, str]) -> float:
    """The sum of the cues found. `reach` holds the text of each reach; a cue's blank matches its start too."""
    low = {name: f" {text.lower()}" for name, text in reach.items()}
    weight = 0.0
    for cue in cues:
        near = low[cue.reach]
        for word in cue.words:
            if word in near:
                weight += cue.weight
                break
    return weight
