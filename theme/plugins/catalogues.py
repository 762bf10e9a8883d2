"""The lists of names that are too long for one page, cut by first letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from theme.plugins.groups import Group

ALWAYS = ("lembaga", "pejabat")
"""Kinds that grow without end; the others stay short lists on the browsing page."""


@dataclass(frozen=True)
class Catalogue:
    """Names of one kind that begin with `title` ("A", or "0–9" for all that begin with a digit)."""

    kind: str
    title: str
    path: str
    groups: tuple[Group, ...]


def catalogues(groups: Sequence[Group]) -> dict[str, list[Catalogue]]:
    """The lists by kind and letter, for the kinds of ALWAYS that have any group."""
    return {kind: _of(kind, [group for group in groups if group.kind == kind]) for kind in ALWAYS}


def _of(kind: str, groups: Sequence[Group]) -> list[Catalogue]:
    letters: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        letters[group.slug[0]].append(group)
    digits = [group for letter in sorted(letters) if letter.isdigit() for group in letters[letter]]
    lists = [Catalogue(kind, "0–9", f"{kind}/daftar--0.html", tuple(digits))] if digits else []
    return lists + [
        Catalogue(kind, letter.upper(), f"{kind}/daftar--{letter}.html", tuple(letters[letter]))
        for letter in sorted(letters)
        if letter.isalpha()
    ]
