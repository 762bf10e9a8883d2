"""Bylines: who wrote and who edited, out of lines as the outlets print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.record import clean_line

_ROLE = re.compile(
    r"(?<!\w)(?P<role>penulis|pewarta|reporter|wartawan|kontributor|oleh|by|editor|uploader|sumber|copyright|redaktur|foto|fotografer|tags?)"
    r"(?: ?\d)?\s{0,3}(?P<sign>[:/©])\s{0,3}",
    re.IGNORECASE,
)
_REPORT = re.compile(r"laporan (?:reporter|wartawan|jurnalis|kontributor)[^,]{0,40},\s?(?P<name>.+)$", re.IGNORECASE)
_WRITERS = frozenset(["penulis", "pewarta", "reporter", "wartawan", "kontributor", "oleh", "by"])
_EDITORS = frozenset(["editor", "redaktur"])
_LABEL = re.compile(
    r"^(?:oleh|by|penulis|pewarta|editor|ditulis oleh)\s{0,2}:?\s{1,3}|^(?:penulis|editor)\s{0,2}:", re.IGNORECASE
)
_ACCOUNTS = frozenset(
    {"", "admin", "administrator", "redaksi", "author", "penulis", "editor", "-", "tim redaksi", "wpadmin"}
)
_LONGEST_LINE = 300
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Byline:
    authors: tuple[str, ...] = ()
    editor: str | None = None


def read_byline(line: str) -> Byline:
    """The names of a line like "Penulis: A | Editor: B" or "Pewarta : A / Editor : B / COPYRIGHT © ANTARA 2024",
    or "Laporan Reporter POS-KUPANG.COM, A".

    Empty for a line that names no role.
    """
    line = clean_line(line[:_LONGEST_LINE])
    report = _REPORT.match(line)
    if report:
        name = person_name(report["name"])
        return Byline((name,) if name else ())
    roles = list(_ROLE.finditer(line))
    authors: list[str] = []
    editor: str | None = None
    for number, found in enumerate(roles):
        end = roles[number + 1].start() if number + 1 < len(roles) else len(line)
        name = person_name(line[found.end() : end])
        role = found["role"].casefold()
        if name and role in _WRITERS:
            authors.append(name)
        elif name and role in _EDITORS:
            editor = editor or name
    return Byline(tuple(dict.fromkeys(authors)), editor)


def person_name(printed: str) -> str | None:
    """A printed name without label and stray marks, or None for an account like "admin", an address or a sentence."""
    name = _LABEL.sub("", clean_line(printed)).strip(" ,|/-–—:;•")
    if name.casefold() in _ACCOUNTS or len(name) > _LONGEST_NAME or "://" in name or "@" in name:
        return None
    return name
