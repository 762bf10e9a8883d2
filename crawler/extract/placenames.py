"""Where a string names a region: units, kecamatan, towns, the province, and what lies elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from crawler.extract.regionnames import Kind, Name, region_lexicon, words
from crawler.language.folding import fold
from crawler.language.lexicon import Match
from crawler.language.reading import reading_of
from crawler.language.triggers import Spans
from crawler.text import Text


class Mention(NamedTuple):
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


class Site(NamedTuple):
    """A name of the gazetteers at string[start:end], its meanings, and what the words before it say: the office, the
    levels it can stand for, whether it is a former one, and the last word, which may be "kecamatan"."""

    start: int
    end: int
    entry: Sequence[Name]
    before: Sequence[str]
    office: str | None
    levels: frozenset[str]
    former: bool
    prefix: str


def find_mentions(string: str, masked: Sequence[tuple[int, int]] = ()) -> Sequence[Mention]:
    """The regions that a string names, left to right, without those inside `masked` offsets (people's names)."""
    folded = fold(string)
    return Stretch(string, folded, region_lexicon().find(folded)).mentions(masked)


@lru_cache(maxsize=2)  # judging and extraction read the same text one after the other
def stretches(text: Text) -> tuple[Stretch, Stretch]:
    """The headline and the body of a text."""
    reading = reading_of(text)
    headline, body = reading.names(region_lexicon())
    return (
        Stretch(text.headline, reading.folded[: reading.shift - 1], headline),
        Stretch(text.plain, reading.folded[reading.shift :], body),
    )


class Stretch:
    """A string and its names of the gazetteers, read once and again without those of people."""

    def __init__(self, printed: str, folded: str, names: Iterable[Match[Sequence[Name]]]) -> None:
        self._printed, self._folded = printed, folded
        self._sites = [
            Site(start, end, entry, *_words_before(folded[max(0, start - _BEFORE) : start]))
            for start, end, entry in names
        ]

    def mentions(self, masked: Sequence[tuple[int, int]] = ()) -> Sequence[Mention]:
        """The regions named, left to right, without those inside `masked` offsets."""
        if not masked:
            return self._all
        people = Spans(masked)
        kept = [site for site in self._sites if not people.touch(site.start, site.end)]
        return self._all if len(kept) == len(self._sites) else _read_sites(self._printed, self._folded, kept)

    @cached_property
    def _all(self) -> Sequence[Mention]:
        return _read_sites(self._printed, self._folded, self._sites)


_BEFORE = 48
"""Characters before a name whose words say how it is meant."""


def _read_sites(string: str, folded: str, sites: Sequence[Site]) -> Sequence[Mention]:
    found: list[Mention] = []
    for site in sites:
        previous = found[-1] if found else None
        joined = previous is not None and _joins(folded[previous.end : site.start])
        mention = _read(string, site, previous if joined else None)
        if mention is not None:
            found.append(mention)
    return _mark_lists(folded, found)


def _read(string: str, site: Site, in_row: Mention | None) -> Mention | None:
    """What a site names; `in_row` is the mention with which it stands in a row."""
    office, former = site.office, site.former
    after_kecamatan = site.prefix in words().kecamatan or bool(in_row and in_row.kind is Kind.KECAMATAN)
    printed = string[site.start : site.end]
    name = _choose(site, after_kecamatan, printed)
    if name is None or name.kind is Kind.NOTHING:
        return None
    if office is None and in_row is not None and in_row.kind is name.kind is Kind.UNIT:
        office, former = in_row.office, in_row.former
    if not _stands(string, site.start, printed, name, office is not None or after_kecamatan):
        return None
    trust, kind = name.trust, name.kind
    if kind is Kind.KECAMATAN:
        trust = "sure" if after_kecamatan else trust
        kind = Kind.TOWN if _names_school(site.before) else kind
    elif office is None and _hosted(site.before):
        trust = "weak"
    elif _seated(site.before):
        office, trust = None, "weak"
    return Mention(site.start, site.end, kind, name.code, name.name, trust, office, former, in_row is not None)


_ORDER = (Kind.NOTHING, Kind.UNIT, Kind.PROVINCE, Kind.KECAMATAN, Kind.TOWN, Kind.ELSEWHERE)
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


def _choose(site: Site, after_kecamatan: bool, printed: str) -> Name | None:
    """Which of a name's meanings is meant, by the word before it."""
    if after_kecamatan:
        for name in site.entry:
            if name.kind is Kind.KECAMATAN:
                return name
    if len(site.entry) > 1 and fold(printed) == "kupang":
        for name in site.entry:
            if ("kota" if name.code == "53.71" else "kabupaten") in site.levels:
                return name
        return None
    usable = [name for name in site.entry if _usable(name, site.prefix)]
    if len(usable) < 2:
        return usable[0] if usable else None
    codes = {name.code for name in usable if name.kind in (Kind.TOWN, Kind.KECAMATAN)}
    return None if len(codes) > 1 else min(usable, key=lambda name: _RANK[name.kind])


def _usable(name: Name, prefix: str) -> bool:
    """Whether a meaning counts without the word kecamatan before it."""
    if name.kind is Kind.KECAMATAN:
        return name.trust == "sure"
    return name.kind is not Kind.TOWN or name.trust != "context" or prefix in words().desa


def _stands(string: str, start: int, printed: str, name: Name, announced: bool) -> bool:
    """Whether the name is printed as a name: capitals, and no first name before it. `announced`: behind an office
    or the word kecamatan."""
    if name.kind is Kind.UNIT and name.trust == "context" and len(printed) <= 3:
        return printed.isupper()
    if announced or " " in printed:
        return True
    if not printed[0].isupper():
        return False
    small = name.kind is Kind.KECAMATAN or name.kind is Kind.TOWN
    return not (small and _after_name(string[max(0, start - 30) : start]))


def _after_name(before: str) -> bool:
    """Whether the word before looks like a person's name: capital then small letters, no comma, no known word."""
    if not before.endswith(" "):
        return False
    word = (before.split() or [""])[-1].strip("(\"“'")
    if len(word) <= 2 or not word.isalpha() or not word.istitle():
        return False
    listed, known = words(), fold(word)
    return not any(known in them for them in (listed.offices, listed.kecamatan, listed.desa, listed.before))


def _words_before(before: str) -> tuple[Sequence[str], str | None, frozenset[str], bool, str]:
    """The words before a name, the office that they end in, the levels it can stand for, whether it is a former one,
    and the last word."""
    split = before.split()
    slashed = before.replace("/", " ").split() if "/" in before else split
    pieces = [piece for word in slashed[-6:] if (piece := word.strip('()"“”,;:')) and not piece.isdigit()]
    offices = words().offices
    office: str | None = None
    levels: frozenset[str] = frozenset()
    for piece in reversed(pieces[-4:]):
        if piece == "kota" and pieces[-2:-1] == ["wali"]:
            piece = "walikota"
        found = offices.get(piece)
        if found is None:
            break
        office, levels = piece, levels | found
        if piece not in _LEVELS:
            break
    former = not words().former.isdisjoint(pieces[-5:]) or ("menjabat" in pieces and "sebelumnya" in pieces)
    return split, office, levels, former, split[-1].strip("(\"“'") if split else ""


_LEVELS = frozenset(["kabupaten", "kab", "kab.", "daerah", "kota", "provinsi"])
_AND = frozenset(["dan", "serta", "maupun", "/", "&"])


_FARTHEST_JOINED = 60
"""Characters between two names of one row; a joining word and two words of office have half as many."""


def _joins(between: str) -> bool:
    """Whether two names stand in one row: "A, B dan C", "Bawaslu A dan Bawaslu B"."""
    if len(between) > _FARTHEST_JOINED:
        return False
    pieces = between.replace(",", " ").split()
    rest = pieces[1:] if pieces and pieces[0] in _AND else pieces
    if not rest:
        return bool(pieces) or between.strip() == ","
    known = words()
    return len(rest) <= 2 and all(piece in known.kecamatan or piece in known.offices for piece in rest)


def _names_school(before: Sequence[str]) -> bool:
    """Whether a school's name goes on here: "SMP Negeri 4 Pandawai"."""
    pieces = before[:-1] if before and before[-1].isdigit() else before
    return bool(pieces) and pieces[-1].strip("(,.") in words().schools


def _hosted(before: Sequence[str]) -> bool:
    return any(piece.strip("(,.") in words().hosts for piece in before[-4:])


def _seated(before: Sequence[str]) -> bool:
    """Whether a court's town or its prosecutors' follows: "PN Ruteng", "Kejaksaan Negeri Manggarai", "(PN) Ruteng"."""
    return any(piece.strip("(,.)") in words().seats for piece in before[-3:])


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
                marked[index] = found[index]._replace(listed=True)
        row = [at]
    return marked
