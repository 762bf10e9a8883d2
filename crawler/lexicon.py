"""The gazetteers: the tables of data/*.csv, and finding their names in a string."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import ahocorasick

DATA = Path(__file__).parent / "data"
PROVINCE = "Provinsi NTT"
"""How records name the whole province."""
PROVINCE_CODE = "53"

E = TypeVar("E")


@dataclass(frozen=True)
class Kabupaten:
    """One of the 22 units. `aliases` name it anywhere, `context_aliases` ("TTS", "Kupang") only beside an office,
    in capitals, or where the article has other evidence. `pilkada` are its polling days (ISO)."""

    code: str
    name: str
    short: str
    slug: str
    capital: str
    aliases: tuple[str, ...]
    context_aliases: tuple[str, ...]
    kodim: str
    pilkada: tuple[str, ...]


@dataclass(frozen=True)
class Kecamatan:
    """A kecamatan of NTT. `match`: "bare" anywhere, "prefix" after Kecamatan, Camat and the like, "context" after
    such a word and where nothing speaks against its kabupaten."""

    code: str
    name: str
    kabupaten: str
    aliases: tuple[str, ...]
    match: str


@dataclass(frozen=True)
class Place:
    """A town, island, kelurahan or institution. `trust`: sure, likely, weak, context, none."""

    name: str
    kabupaten: str
    kind: str
    trust: str


@dataclass(frozen=True)
class Elsewhere:
    """A kabupaten, kota or province outside NTT. Without `bare` its short name is a word or a name too ("Batu")."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    bare: bool
    province: str


@cache
def kabupaten() -> tuple[Kabupaten, ...]:
    """The 22 units of NTT, by code."""
    return tuple(
        Kabupaten(
            row["code"],
            row["name"],
            row["short"],
            row["slug"],
            row["capital"],
            _many(row["aliases"]),
            _many(row["context_aliases"]),
            row["kodim"],
            _many(row["pilkada"]),
        )
        for row in _rows("kabupaten.csv")
    )


@cache
def kecamatan() -> tuple[Kecamatan, ...]:
    """The 315 kecamatan of NTT, by code."""
    return tuple(
        Kecamatan(row["code"], row["name"], row["kabupaten"], _many(row["aliases"]), row["match"])
        for row in _rows("kecamatan.csv")
    )


@cache
def places() -> tuple[Place, ...]:
    """Towns, islands, kelurahan and institutions of NTT."""
    return tuple(
        Place(row["name"], row["kabupaten"], row["kind"], row["trust"]) for row in _rows("places.csv")
    )


@cache
def elsewhere() -> tuple[Elsewhere, ...]:
    """The units and provinces outside NTT."""
    return tuple(
        Elsewhere(row["code"], row["name"], row["short"], _many(row["aliases"]), row["bare"] == "yes", row["province"])
        for row in _rows("indonesia.csv")
    )


@cache
def unit_name(code: str) -> str:
    """A unit's official name by its code ("53.18" -> "Kabupaten Sumba Barat Daya"). Raises KeyError."""
    return PROVINCE if code == PROVINCE_CODE else {unit.code: unit.name for unit in kabupaten()}[code]


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@dataclass(frozen=True)
class Match(Generic[E]):
    """A name found at string[start:end], and what it stands for."""

    start: int
    end: int
    entry: E


class Lexicon(Generic[E]):
    """Names and what they stand for, found in a string in one pass (Aho-Corasick)."""

    def __init__(self, names: Iterable[tuple[str, E]]) -> None:
        entries: dict[str, tuple[int, list[E]]] = {}
        for name, entry in names:
            key = fold(name)
            kept = entries.setdefault(key, (len(key), []))[1]
            if entry not in kept:
                kept.append(entry)
        self._automaton = ahocorasick.Automaton()
        for key, value in entries.items():
            self._automaton.add_word(key, value)
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, string: str) -> list[Match[Sequence[E]]]:
        """The names in a string as whole words, without regard to case, left to right, the longest first where
        names overlap. A name that several entries share comes with all of them."""
        if self._empty or not string:
            return []
        folded = fold(string)
        hits = [
            (last - length + 1, last + 1, found)
            for last, (length, found) in self._automaton.iter(folded)
            if is_word(folded, last - length + 1, last + 1)
        ]
        return list(_longest(hits))


def _longest(hits: list[tuple[int, int, list[E]]]) -> Iterator[Match[Sequence[E]]]:
    """Leftmost first, of those the longest, and nothing inside what was taken."""
    end = -1
    for start, stop, found in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            yield Match(start, stop, found)
            end = stop


# One character for one character, so that offsets stay true.
_FOLDS = str.maketrans("’‘`´ʼ\u00a0\u2011\u2010", "''''' --")


def fold(string: str) -> str:
    """The string in small letters with plain apostrophes, every character at its old offset."""
    folded = string.translate(_FOLDS).lower()
    if len(folded) == len(string):
        return folded
    return "".join(low if len(low := char.lower()) == 1 else char for char in string.translate(_FOLDS))


_HOSTS = (".com", ".id", ".co", ".net", ".go.", ".org")


def is_word(folded: str, start: int, end: int) -> bool:
    """Whether folded[start:end] stands alone: not inside a longer word, not in a host name ("jurnal-NTT.com")."""
    if start > 0 and folded[start - 1].isalnum():
        return False
    if end < len(folded) and (folded[end].isalnum() or (folded[end] == "'" and folded[end + 1 : end + 2].isalnum())):
        return False
    return not folded.startswith(_HOSTS, end)
