"""The names that may place a story, and the words around them that say how they are meant."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from crawler.data import DATA
from crawler.language.gazetteer import PROVINCE_CODE, elsewhere, kabupaten, kecamatan, places
from crawler.language.lexicon import Lexicon, fold
from crawler.language.phrasebook import BOOK


class Kind(StrEnum):
    UNIT = "unit"
    KECAMATAN = "kecamatan"
    TOWN = "town"
    PROVINCE = "province"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Name:
    """What a name in the gazetteers stands for. `trust`: sure, likely, weak, prefix, context, none."""

    kind: Kind
    code: str
    name: str
    trust: str = "sure"


@dataclass(frozen=True)
class Words:
    """The word lists of data/regions.toml."""

    offices: dict[str, frozenset[str]]
    kecamatan: frozenset[str]
    desa: frozenset[str]
    former: frozenset[str]
    hosts: frozenset[str]
    belongs: frozenset[str]
    before: frozenset[str]
    seats: frozenset[str]
    schools: frozenset[str]
    not_a_place: tuple[str, ...]


@cache
def words() -> Words:
    table: dict[str, Any] = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))
    offices: dict[str, set[str]] = {}
    for row in table["office"]:
        for word in row["words"]:
            offices.setdefault(word, set()).add(row["level"])
    return Words(
        {word: frozenset(levels) for word, levels in offices.items()},
        frozenset(table["kecamatan"]["words"]),
        frozenset(table["desa"]["words"]),
        frozenset(table["former"]["words"]),
        frozenset(table["hosts"]["words"]),
        frozenset(table["belongs"]["words"]),
        frozenset(table["before"]["words"]),
        frozenset(table["seats"]["words"]),
        frozenset(table["schools"]["words"]),
        tuple(table["not_a_place"]["words"]),
    )


@cache
def region_lexicon() -> Lexicon[Name]:
    """Every name of the gazetteers that may place a story."""
    return Lexicon(_names(), BOOK)


def _names() -> Iterator[tuple[str, Name]]:
    for phrase in words().not_a_place:
        yield phrase, Name(Kind.NOTHING, "", phrase)
    for province in ("Nusa Tenggara Timur", "NTT", "Provinsi NTT", "Provinsi Nusa Tenggara Timur"):
        yield province, Name(Kind.PROVINCE, PROVINCE_CODE, "Provinsi NTT")
    for unit in kabupaten():
        for alias in (unit.name, *unit.aliases):
            yield alias, Name(Kind.UNIT, unit.code, unit.name)
        for alias in unit.context_aliases:
            yield alias, Name(Kind.UNIT, unit.code, unit.name, "context")
    yield "Kupang", Name(Kind.UNIT, "53.71", "Kota Kupang", "context")
    trusts = {"bare": "sure", "prefix": "prefix", "context": "context"}
    capitals = {fold(unit.capital) for unit in kabupaten()}
    for row in kecamatan():
        for alias in (row.name, *row.aliases):
            trust = "prefix" if fold(alias) in capitals else trusts[row.match]
            yield alias, Name(Kind.KECAMATAN, row.kabupaten, row.name, trust)
    for place in places():
        if place.trust != "none":
            yield place.name, Name(Kind.TOWN, place.kabupaten, place.name, place.trust)
    for other in elsewhere():
        for alias in (other.name, *other.aliases, *((other.short,) if other.bare else ())):
            yield alias, Name(Kind.ELSEWHERE, other.code, other.name)
