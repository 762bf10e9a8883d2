"""Institutions: how they are printed, and the form in which they are kept."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from crawler.data import DATA
from crawler.extract.people.regions import PROVINCE
from crawler.language.tokens import Phrases, Token

PARTY = "party"
"""The style of a party's branch: a post in it makes nobody an official."""


@dataclass(frozen=True)
class InstitutionForm:
    """A row of data/institutions.toml: the kept name, how a region is attached, and the default level."""

    name: str
    region: str
    level: str
    lower: bool
    printed: bool


class Institution(NamedTuple):
    """One printed mention over tokens [first, after). `region` is an official region name, a kecamatan or
    whatever names the unit; None when none was printed. `open_region` is True when the story's region
    may fill it."""

    name: str
    style: str
    region: str | None
    first: int
    after: int
    level: str
    row: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Equal for all printed forms of one institution: its row of the table and its region."""
        return self.row or self.name, self.region or ""

    @property
    def kept(self) -> str:
        """The institution with its region ("Bawaslu Kabupaten Belu", "Polres Belu", "Kodim 1605/Belu")."""
        return attach(self.name, self.style, self.region)

    def at_home(self, story: str | None) -> Institution:
        """The same institution with the region of its level or, failing that, of the story."""
        if self.region is not None or self.style == "none":
            return self
        if self.level == "provinsi":
            return self._replace(region=PROVINCE)
        if self.style == "town":
            return self
        if self.level == "story" and story:
            return self._replace(region=story)
        return self


@dataclass(frozen=True)
class Tables:
    forms: Phrases[InstitutionForm]
    starts: frozenset[str]
    agencies: frozenset[str]
    schools: frozenset[str]
    school_words: frozenset[str]
    campuses: dict[str, int]
    """Heads of universities' and associations' names, and how many words of the name may follow."""
    facilities: frozenset[str]
    facility_words: frozenset[str]
    fields: frozenset[str]
    parties: frozenset[str]


@cache
def tables() -> Tables:
    """The tables of data/institutions.toml."""
    data = tomllib.loads((DATA / "institutions.toml").read_text(encoding="utf-8"))
    entries = []
    for row in data["institution"]:
        entries += [(printed, _form(row, printed)) for printed in row["forms"]]
    forms = Phrases(entries)
    heads = {
        head.lower() for key in ("agencies", "schools", "facilities", "campuses", "associations") for head in data[key]
    }
    return Tables(
        forms=forms,
        starts=forms.starts | heads,
        agencies=frozenset(data["agencies"]),
        schools=frozenset(data["schools"]),
        school_words=frozenset(data["school_words"]),
        campuses={head: words for key, words in (("campuses", 2), ("associations", 4)) for head in data[key]},
        facilities=frozenset(data["facilities"]),
        facility_words=frozenset(data["facility_words"]),
        fields=frozenset(word.lower() for word in data["field_words"]),
        parties=frozenset(word.lower() for word in data["party_words"]),
    )


def _form(row: dict[str, Any], printed: str) -> InstitutionForm:
    as_printed = row.get("printed", False) or printed in row.get("kept", ())
    return InstitutionForm(
        row["forms"][0], row["region"], row.get("level", "none"), row.get("lower", False), as_printed
    )


def listed_row(tokens: Sequence[Token], at: int) -> str:
    """The name of the row whose form starts at token `at`, or "" where none does."""
    found = tables().forms.match(tokens, at)
    return found[0].name if found else ""


def attach(name: str, style: str, region: str | None) -> str:
    """The institution's name with its region, as the field writes it."""
    if region is None or style == "none":
        return name
    if style == "government":
        return f"Pemerintah {region}"
    if style == "short":
        return f"{name} {short_region(region)}"
    return name if style == PARTY else f"{name} {region}"


def short_region(region: str) -> str:
    """The region without its level: "Belu" of "Kabupaten Belu", "NTT" of "Provinsi NTT"; Kota Kupang stays."""
    return region.removeprefix("Kabupaten ").removeprefix("Provinsi ")


def without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without what stands in round brackets."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if depth == 0:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def phrase(tokens: Sequence[Token]) -> str:
    """The tokens as printed, with blanks as usual."""
    text = ""
    for token in tokens:
        tight = not text or token.text in ",.)/-" or text[-1] in "(/-"
        text += token.text if tight else f" {token.text}"
    return text.strip(" ,")
