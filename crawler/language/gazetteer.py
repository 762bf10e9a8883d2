"""The gazetteer: the tables of data/*.csv, which name NTT's units and places and the rest of Indonesia's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.language.lexicon import fold

PROVINCE = "Provinsi NTT"
"""How records name the whole province."""
PROVINCE_CODE = "53"


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


def official_kecamatan(name: str, kabupaten: str) -> str:
    """The official name of a kecamatan of a unit (official name) that is printed in a spelling of the gazetteer:
    "Titihena" is Titehena in Kabupaten Flores Timur. The name itself where the gazetteer does not know it there."""
    return _kecamatan_spellings().get((fold(name), kabupaten), (name, name))[1]


def listed_kecamatan(name: str, kabupaten: str) -> str:
    """The same kecamatan in the gazetteer's own writing of the printed spelling: "TITIHENA" is Titihena."""
    return _kecamatan_spellings().get((fold(name), kabupaten), (name, name))[0]


@cache
def _kecamatan_spellings() -> dict[tuple[str, str], tuple[str, str]]:
    """(folded spelling, unit) -> (the spelling as listed, the official name); an official name goes before an alias."""
    rows = [(row, unit_name(row.kabupaten)) for row in kecamatan()]
    aliases = {(fold(alias), unit): (alias, row.name) for row, unit in rows for alias in row.aliases}
    return aliases | {(fold(row.name), unit): (row.name, row.name) for row, unit in rows}


@cache
def places() -> tuple[Place, ...]:
    """Towns, islands, kelurahan and institutions of NTT."""
    return tuple(Place(row["name"], row["kabupaten"], row["kind"], row["trust"]) for row in _rows("places.csv"))


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
