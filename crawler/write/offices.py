"""An office in words: "Bupati Belu", "Ketua Bawaslu Kabupaten Belu", "Kapolres Belu"; by data/summary.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.record import Position

TABLE = DATA / "summary.toml"

_HEADS = ("bupati", "wali kota", "walikota", "gubernur")
_SHOUTED = 6
"""From this many letters on, a word in capitals only is a shouted one ("KAPOLDA"), no abbreviation ("JPU", "BKPP")."""


@dataclass(frozen=True)
class OfficeWords:
    leads: dict[str, str]
    whole: tuple[str, ...]
    handling_institutions: tuple[str, ...]
    handling_titles: tuple[str, ...]
    agencies: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def office_table() -> OfficeWords:
    """data/summary.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    handlers = table["handlers"]
    return OfficeWords(
        {title: row["unit"] for row in table["lead"] for title in row["titles"]},
        tuple(table["whole"]["titles"]),
        tuple(handlers["institutions"]),
        tuple(handlers["titles"]),
        tuple(handlers["agencies"]),
        tuple(handlers["heads"]),
    )


def office_words(position: Position) -> str:
    """The office as one phrase without saying anything twice; the title alone where no institution is known."""
    title, institution = _title(position.title or ""), position.institution or ""
    place = institution.removeprefix("Pemerintah ")
    bare = place.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("Provinsi ")
    if not institution or bare.lower() in title.lower() or title.lower().startswith(office_table().whole):
        return title
    if place != institution:
        return f"{title} {bare if title.lower().endswith(_HEADS) else place}"
    return _joined(title, institution)


def handles_cases(position: Position) -> bool:
    """Whether who holds this office handles breaches or leads the administration, and is named as a speaker."""
    table = office_table()
    institution, title = position.institution or "", (position.title or "").lower()
    if institution.startswith(table.agencies):
        return any(re.search(rf"\b{re.escape(head)}$", title) for head in table.heads)
    return institution.startswith(table.handling_institutions) or any(
        re.search(rf"\b{re.escape(word)}\b", title) for word in table.handling_titles
    )


def _title(title: str) -> str:
    """Without the abbreviation in brackets ("Pelaksana Tugas (Plt) Sekda"), shouted words in small letters."""
    words = re.sub(r"(?<!\s)\s*\([^()]*\)", "", title).split()
    return " ".join(word.capitalize() if word.isupper() and len(word) >= _SHOUTED else word for word in words)


_LAPAS = re.compile(r"\bLembaga Pemasyarakatan$")


def _joined(title: str, institution: str) -> str:
    """Title and institution, with what ends the one and begins the other said once: "Kepala Dinas Kesehatan"."""
    unit, _, name = institution.partition(" ")
    title = _LAPAS.sub("Lapas", title)
    for lead, of in office_table().leads.items():
        if name and of == unit.lower() and title.lower().endswith(lead):
            return f"{title} {name}"
    words, others = title.split(), institution.split()
    for count in range(min(len(words), len(others)), 0, -1):
        if [word.lower() for word in words[-count:]] == [word.lower() for word in others[:count]]:
            return " ".join((*words, *others[count:]))
    return f"{title} {institution}"
