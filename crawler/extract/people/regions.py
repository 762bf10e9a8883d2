"""Regions as they stand inside a title or an institution: "Ketua Bawaslu Kab. TTS", "Bupati Kupang".

Only for places where a region is due; which region a story is about is for places.py to say.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache

from crawler.data import DATA
from crawler.language.tokens import Phrases, Token

PROVINCE = "Provinsi NTT"
CENTRE = "RI"
_PROVINCE_FORMS = (
    "NTT",
    "Provinsi NTT",
    "Propinsi NTT",
    "Prov. NTT",
    "Prov NTT",
    "Nusa Tenggara Timur",
    "Provinsi Nusa Tenggara Timur",
    "Propinsi Nusa Tenggara Timur",
    "Provinsi",
)
_PROVINCE_STARTS = frozenset(form.split()[0].rstrip(".").lower() for form in _PROVINCE_FORMS)
_KUPANG = ("Kabupaten Kupang", "Kota Kupang")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def regions() -> Phrases[str]:
    """Printed forms of the 22 units, the province and the centre, to their official names."""
    entries: list[tuple[str, str]] = [(form, PROVINCE) for form in _PROVINCE_FORMS]
    entries += [("RI", CENTRE), ("Republik Indonesia", CENTRE), ("Pusat", CENTRE)]
    for row in _rows("kabupaten.csv"):
        name = row["name"]
        bare = name.removeprefix("Kabupaten ")
        forms = {
            name,
            *filter(None, f"{row['aliases']}|{row['context_aliases']}|{row['short']}|{row['capital']}".split("|")),
        }
        if name not in _KUPANG:
            forms |= {bare, f"Kab. {bare}", f"Kab {bare}"}
            forms |= {
                f"{level} {alias}"
                for alias in row["context_aliases"].split("|")
                if alias
                for level in ("Kabupaten", "Kab.")
            }
        entries += [(form, name) for form in sorted(forms) if form != "Kupang"]
    return Phrases(entries)


@cache
def _region_starts() -> frozenset[str]:
    """The words that regions begin with, in lower case; nearly no word of a text is one."""
    return regions().starts | {"kupang"}


@cache
def kecamatan() -> Phrases[str]:
    """Printed forms of the kecamatan, to their names in the table."""
    rows = list(_rows("kecamatan.csv"))
    entries = [(form, row["name"]) for row in rows for form in row["aliases"].split("|") if form]
    return Phrases(entries + [(row["name"], row["name"]) for row in rows])


@cache
def towns() -> Phrases[str]:
    """Towns, villages and kecamatan by name: what stands alone behind a comma is no person's name."""
    return Phrases((row["name"], row["name"]) for name in ("places.csv", "kecamatan.csv") for row in _rows(name))


@cache
def kodim_seats() -> dict[str, str]:
    """Numbers of military districts to the kabupaten they are named after, without its level. A district that
    covers several kabupaten is named after the one that stands first in the table."""
    seats: dict[str, str] = {}
    for row in _rows("kabupaten.csv"):
        seats.setdefault(row["kodim"], row["name"].removeprefix("Kabupaten "))
    return seats


@cache
def pet_names() -> frozenset[str]:
    """Short names of kabupaten that are no abbreviation in capitals ("Flotim", "Mabar"), in lower case."""
    aliases = {
        alias
        for row in _rows("kabupaten.csv")
        for alias in row["aliases"].split("|") + row["context_aliases"].split("|")
    }
    return frozenset(alias.lower() for alias in aliases if alias.isalpha() and not alias.isupper())


def region_at(tokens: Sequence[Token], at: int, level: str | None = None) -> tuple[str, int] | None:
    """The region that starts at token `at` and the index after it; brackets around an abbreviation that
    repeats it ("Timor Tengah Utara (TTU)") and a province behind it are passed over.

    `level` ("kabupaten", "kota") settles a bare "Kupang"."""
    if at >= len(tokens) or tokens[at].low not in _region_starts():
        return None
    found = regions().match(tokens, at)
    if found is None:
        if tokens[at].low == "kupang" and level in ("kabupaten", "kota"):
            return _KUPANG[level == "kota"], at + 1
        return None
    name, after = found
    if name == PROVINCE and tokens[after - 1].low == "provinsi" and (nested := regions().match(tokens, after)):
        name, after = nested
    after = skip_brackets(tokens, after, longest=3)
    if name not in (PROVINCE, CENTRE):
        after = _skip_province(tokens, after)
    return name, after


def skip_brackets(tokens: Sequence[Token], at: int, longest: int) -> int:
    """The index after a short bracket at `at`, or `at` when none stands there."""
    if at < len(tokens) and tokens[at].text == "(":
        for end in range(at + 1, min(at + longest + 2, len(tokens))):
            if tokens[end].text == ")":
                return end + 1
    return at


def _skip_province(tokens: Sequence[Token], at: int) -> int:
    """Past ", Provinsi NTT" or ", Nusa Tenggara Timur (NTT)" behind a kabupaten."""
    start = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    found = regions().match(tokens, start) if start < len(tokens) and tokens[start].low in _PROVINCE_STARTS else None
    if found and found[0] == PROVINCE:
        return skip_brackets(tokens, found[1], longest=2)
    return at
