"""The lists of names that are too long for one page, cut by their first letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from theme.plugins.groups import CountedName

ALWAYS = ("lembaga", "pejabat")
"""Kinds that grow without end; the others stay short lists on the browsing page."""
MOST = 400
"""Names of one list; a letter that has more is cut by the first two letters, and so on."""
_LONGEST_START = 6


@dataclass(frozen=True)
class Catalogue:
    """Names of one kind that begin with `title` ("A", "An", or "0–9" for all that begin with a digit)."""

    kind: str
    title: str
    path: str
    groups: tuple[CountedName, ...]


def catalogues(groups: Sequence[CountedName]) -> dict[str, list[Catalogue]]:
    """The lists by kind and first letters, for the kinds of ALWAYS that have any group."""
    return {kind: list(_of(kind, [group for group in groups if group.kind == kind])) for kind in ALWAYS}


def _of(kind: str, groups: Sequence[CountedName]) -> Iterator[Catalogue]:
    digits = [group for group in groups if group.slug[0].isdigit()]
    if digits:
        digits.sort(key=lambda group: group.slug[0])
        yield Catalogue(kind, "0–9", f"{kind}/daftar--0.html", tuple(digits))
    yield from _cut(kind, "", [group for group in groups if group.slug[0].isalpha()])


def _cut(kind: str, start: str, groups: Sequence[CountedName]) -> Iterator[Catalogue]:
    held: dict[str, list[CountedName]] = defaultdict(list)
    for group in groups:
        held[group.slug[: len(start) + 1]].append(group)
    for letters in sorted(held):
        if len(held[letters]) > MOST and start != letters and len(letters) < _LONGEST_START:
            yield from _cut(kind, letters, held[letters])
        else:
            path = f"{kind}/daftar--{letters.replace('-', '_')}.html"
            yield Catalogue(kind, letters.replace("-", " ").capitalize(), path, tuple(held[letters]))
