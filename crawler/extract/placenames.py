"""Where a string names a region: units, kecamatan, towns, the province, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.extract.regionnames import Kind, Name, region_lexicon, words
from crawler.language.lexicon import Match, fold
from crawler.language.triggers import Spans


@dataclass(frozen=True)
class Mention:
    """A region named at string[start:end]. `office` is the word before it that makes it somebody's region
    ("bawaslu"), `former` what was ("mantan Bupati"), `joined` says that it follows another name in a row
    ("Belu dan Malaka"), `listed` that it is one of three or more units in a row."""

    start: int
    end: int
    kind: Kind
    code: str
    name: str
    trust: str
    office: str | None = None
    former: bool = False
    joined: bool = False
    listed: bool = False


def find_mentions(string: str, masked: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The regions that a string names, left to right, without those inside `masked` offsets (people's names)."""
    return list(_find(string, tuple(masked)))


@lru_cache(maxsize=16)  # judging and extraction read the same headline and body one after the other
def _find(string: str, masked: tuple[tuple[int, int], ...]) -> tuple[Mention, ...]:
    folded = fold(string)
    found: list[Mention] = []
    previous: Mention | None = None
    people = Spans(masked)
    for match in region_lexicon().find_folded(folded):
        if people.touch(match.start, match.end):
            continue
        mention = _read(string, folded, match, previous)
        if mention is not None:
            found.append(mention)
            previous = mention
    return tuple(_mark_lists(folded, found))


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
    kind = Kind.TOWN if name.kind is Kind.KECAMATAN and _names_school(before) else name.kind
    return Mention(match.start, match.end, kind, name.code, name.name, trust, office, former, joined)


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
    small = name.kind in (Kind.KECAMATAN, Kind.TOWN)
    return not (small and _after_name(string[max(0, match.start - 30) : match.start]))


def _after_name(before: str) -> bool:
    """Whether the word before looks like a person's name: capital then small letters, no comma, no known word."""
    if not before.endswith(" "):
        return False
    word = (before.split() or [""])[-1].strip("(\"“'")
    listed = words()
    known = fold(word) in {*listed.offices, *listed.kecamatan, *listed.desa, *listed.before}
    return len(word) > 2 and word.isalpha() and word.istitle() and not known


def _office(before: str) -> tuple[str | None, frozenset[str], bool]:
    """The office word that ends the text before a name, the levels it can stand for, and whether it is a former one."""
    pieces = [piece.strip('()"“”,;:') for piece in before.replace("/", " ").split()[-6:]]
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


_AND = frozenset(["dan", "serta", "maupun", "/", "&"])


def _joins(between: str) -> bool:
    """Whether two names stand in one row: "A, B dan C", "Bawaslu A dan Bawaslu B"."""
    pieces = between.replace(",", " ").split()
    rest = pieces[1:] if pieces and pieces[0] in _AND else pieces
    if not rest:
        return bool(pieces) or between.strip() == ","
    known = words()
    return len(rest) <= 2 and all(piece in known.kecamatan or piece in known.offices for piece in rest)


def _names_school(before: str) -> bool:
    """Whether a school's name goes on here: "SMP Negeri 4 Pandawai"."""
    pieces = before.split()
    if pieces and pieces[-1].isdigit():
        pieces.pop()
    return bool(pieces) and pieces[-1].strip("(,.") in words().schools


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
                marked[index] = replace(found[index], listed=True)
        row = [at]
    return marked
