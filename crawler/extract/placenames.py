"""Where a string names a region: units, kecamatan, towns, the province, and what lies elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from crawler.lexicon import (
    DATA,
    PROVINCE_CODE,
    Lexicon,
    Match,
    elsewhere,
    fold,
    kabupaten,
    kecamatan,
    places,
)


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
class Mention:
    """A region named at string[start:end]. `office` is the word before it that makes it somebody's region
    ("bawaslu"), `former` what was ("mantan Bupati"), `listed` one of three or more units in a row."""

    start: int
    end: int
    kind: Kind
    code: str
    name: str
    trust: str
    office: str | None = None
    former: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Words:
    """The word lists of data/regions.toml."""

    offices: dict[str, frozenset[str]]
    kecamatan: frozenset[str]
    desa: frozenset[str]
    former: frozenset[str]
    hosts: frozenset[str]
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
        tuple(table["not_a_place"]["words"]),
    )


@cache
def region_lexicon() -> Lexicon[Name]:
    """Every name of the gazetteers that may place a story."""
    return Lexicon(_names())


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


def find_mentions(string: str, masked: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The regions that a string names, left to right, without those inside `masked` offsets (people's names)."""
    folded = fold(string)
    found: list[Mention] = []
    previous: Mention | None = None
    for match in region_lexicon().find(string):
        if any(start < match.end and match.start < end for start, end in masked):
            continue
        mention = _read(string, folded, match, previous)
        if mention is not None:
            found.append(mention)
            previous = mention
    return _mark_lists(folded, found)


def _read(string: str, folded: str, match: Match[Sequence[Name]], previous: Mention | None) -> Mention | None:
    before = folded[max(0, match.start - 48) : match.start]
    office, levels, former = _office(before)
    joined = previous is not None and _joins(folded[previous.end : match.start])
    in_row = previous if joined else None
    prefix = _last_word(before)
    after_kecamatan = prefix in words().kecamatan or bool(in_row and in_row.kind is Kind.KECAMATAN)
    name = _choose(match.entry, levels, after_kecamatan, string[match.start : match.end], prefix)
    if name is None or name.kind is Kind.NOTHING:
        return None
    if office is None and in_row is not None and in_row.kind is name.kind is Kind.UNIT:
        office, former = in_row.office, in_row.former
    if not _stands(string, match, name, office is not None, after_kecamatan):
        return None
    trust = "sure" if (name.kind is Kind.KECAMATAN and after_kecamatan) else name.trust
    if name.kind is not Kind.KECAMATAN and office is None and _hosted(before):
        trust = "weak"
    return Mention(match.start, match.end, name.kind, name.code, name.name, trust, office, former)


def _choose(
    entry: Sequence[Name], levels: frozenset[str], after_kecamatan: bool, printed: str, prefix: str
) -> Name | None:
    """Which of a name's meanings is meant, by the word before it."""
    if after_kecamatan:
        for name in entry:
            if name.kind is Kind.KECAMATAN:
                return name
    if len(entry) > 1 and fold(printed) == "kupang":
        for name in entry:
            if ("kota" if name.code == "53.71" else "kabupaten") in levels:
                return name
        return None
    order = (Kind.NOTHING, Kind.UNIT, Kind.PROVINCE, Kind.KECAMATAN, Kind.TOWN, Kind.ELSEWHERE)
    usable = [
        name
        for name in entry
        if not (name.kind is Kind.KECAMATAN and name.trust != "sure")
        and not (name.kind is Kind.TOWN and name.trust == "context" and prefix not in words().desa)
    ]
    codes = {name.code for name in usable if name.kind in (Kind.TOWN, Kind.KECAMATAN)}
    if len(codes) > 1:
        return None
    return min(usable, key=lambda name: order.index(name.kind), default=None)


def _stands(string: str, match: Match[Sequence[Name]], name: Name, office: bool, after_kecamatan: bool) -> bool:
    """Whether the name is printed as a name: capitals, and no first name before it."""
    printed = string[match.start : match.end]
    if name.kind is Kind.UNIT and name.trust == "context" and len(printed) <= 3:
        return printed.isupper()
    if office or after_kecamatan or " " in printed:
        return True
    if not printed[0].isupper():
        return False
    return name.kind not in (Kind.KECAMATAN, Kind.TOWN) or not _after_name(string[max(0, match.start - 30) : match.start])


def _after_name(before: str) -> bool:
    """Whether the word before looks like a person's name: capital then small letters, no comma, no known word."""
    if not before.endswith(" "):
        return False
    piece = before.split()[-1:] or [""]
    word = piece[0].strip("(\"“'")
    known = fold(word) in words().offices or fold(word) in words().kecamatan or fold(word) in words().desa
    return len(word) > 2 and word[0].isupper() and word[1:].islower() and word.isalpha() and not known and not _heads(word)


_HEADS = frozenset(
    "di ke dari hotel aula gedung kota wilayah kampung lapas kantor gereja paroki pulau gunung jalan pasar stadion lapangan polres "
    "warga masyarakat ketua imigrasi pelabuhan keuskupan barat timur utara selatan tengah negeri resor sektor sma smp universitas rsud convention "
    "center sman smkn".split()
)


def _heads(word: str) -> bool:
    return fold(word) in _HEADS


def _office(before: str) -> tuple[str | None, frozenset[str], bool]:
    """The office word that ends the text before a name, the levels it can stand for, and whether it is a former one."""
    pieces = [piece.strip("()\"“”,;:/") for piece in before.replace("/", " ").split()]
    pieces = [piece for piece in pieces if piece and not piece.isdigit()]
    office: str | None = None
    levels: frozenset[str] = frozenset()
    for piece in reversed(pieces[-4:]):
        if piece == "kota" and pieces[-2:-1] == ["wali"]:
            piece = "walikota"
        found = words().offices.get(piece)
        if found is None:
            break
        office, levels = piece, levels | found
        if piece not in ("kabupaten", "kab", "kab.", "daerah", "kota", "provinsi"):
            break
    return office, levels, any(piece in words().former for piece in pieces[-5:])


def _last_word(before: str) -> str:
    pieces = before.split()
    return pieces[-1].strip("(\"“'") if pieces else ""


def _joins(between: str) -> bool:
    """Whether two names stand in one row: "A, B dan C"."""
    return between.strip() in (",", "dan", ", dan", "serta", "maupun", "/", "&", ", serta") or (
        between.strip(" ,") in ("dan kabupaten", "kabupaten", "dan kecamatan", "kecamatan", "serta kabupaten", "dan kab.")
    )


def _hosted(before: str) -> bool:
    return any(piece.strip("(,.") in words().hosts for piece in before.split()[-4:])


def _mark_lists(folded: str, found: list[Mention]) -> list[Mention]:
    """Marks units that stand in a row of three or more: details of a wider story."""
    marked = list(found)
    units = [at for at, mention in enumerate(found) if mention.kind is Kind.UNIT]
    row: list[int] = []
    for at in [*units, -1]:
        near = at >= 0 and row and found[at].start - found[row[-1]].end <= 40
        if near and "." not in folded[found[row[-1]].end : found[at].start].replace("kab.", ""):
            row.append(at)
            continue
        if len({found[index].code for index in row}) >= 3:
            for index in row:
                marked[index] = _listed(found[index])
        row = [at]
    return marked


def _listed(mention: Mention) -> Mention:
    return Mention(
        mention.start,
        mention.end,
        mention.kind,
        mention.code,
        mention.name,
        mention.trust,
        mention.office,
        mention.former,
        True,
    )
