"""The words that relevance is judged by (data/terms.toml), and which of them each sentence holds."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from crawler.data import DATA
from crawler.language.reading import Reading
from crawler.language.triggers import Hit, Spans, Triggers

TABLE = DATA / "terms.toml"

_NO_KINDS = ("attribution", "opinion")
_MASKING = ("masked", "other", "vote")


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of word. `gapped`: other words may stand inside the phrase, and count for themselves."""

    kind: str
    gapped: bool


@dataclass(frozen=True)
class TermTable:
    triggers: Triggers[Term]
    attribution: Triggers[str]
    opinion: tuple[str, ...]


@cache
def term_table() -> TermTable:
    """The words of data/terms.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    phrases = [
        (phrase, Term(kind, "…" in phrase))
        for kind in table
        if kind not in _NO_KINDS
        for phrase in table[kind]["phrases"]
    ]
    attribution = Triggers((phrase, phrase) for phrase in table["attribution"]["phrases"])
    return TermTable(Triggers(phrases), attribution, tuple(table["opinion"]["starts"]))


@dataclass
class Kinds:
    """The kinds of words in one sentence, each with the offsets of its first and its last word."""

    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, kind: str, offset: int) -> None:
        first, last = self.places.get(kind, (offset, offset))
        self.places[kind] = (offset if offset < first else first, offset if offset > last else last)

    def __contains__(self, kind: str) -> bool:
        return kind in self.places

    def any(self, *kinds: str) -> bool:
        return not self.places.keys().isdisjoint(kinds)

    def precedes(self, one: str, *others: str) -> bool:
        """Whether a word of the one kind stands before one of the others."""
        first = self.places.get(one)
        if first is None:
            return False
        return any(first[0] < self.places[other][1] for other in others if other in self.places)


def kinds_of(reading: Reading) -> Mapping[int, Kinds]:
    """For each sentence with words of the table the kinds that it holds; by the sentence's number."""
    found: dict[int, Kinds] = defaultdict(Kinds)
    kinds, until = Kinds(), -1
    for start, _, term, _ in unmasked(
        reading.hits(term_table().triggers)
    ):  # left to right: a sentence is looked up once
        if start >= until:
            number = reading.number(start)
            kinds, until = found[number], reading.until(number)
        kinds.add(term.kind, start)
    return found


def unmasked(hits: Iterable[Hit[Term]]) -> list[Hit[Term]]:
    """The hits that count: none that is part of a longer name ("calon bupati", "netralitas karbon"). Where several
    kinds share a phrase all of them count."""
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    personnel = [hit.start for hit in ordered if hit.value.kind in ("subject", "member", "guard")]
    votes = Spans((hit.start, hit.end) for hit in ordered if hit.value.kind == "vote")
    kept: list[Hit[Term]] = []
    cover: Hit[Term] | None = None
    for hit in ordered:
        if cover is not None and hit.end <= cover.end and (hit.start, hit.end) != (cover.start, cover.end):
            continue
        if hit.value.gapped and hit.value.kind == "other" and _holds_one(hit, personnel):
            continue  # "penyelenggara dan ASN harus netral"
        if hit.value.gapped and votes.cover(hit.end - 1):
            continue  # "mengajak warga memakai hak pilih"
        kept.append(hit)
        if (hit.value.kind in _MASKING or not hit.value.gapped) and (cover is None or hit.end > cover.end):
            cover = hit
    return kept


def _holds_one(hit: Hit[Term], starts: Sequence[int]) -> bool:
    return bisect_right(starts, hit.start) < bisect_left(starts, hit.end)
