"""Spellings of one person's name across records: what a person has decided, and what could be looked at.

Records keep each name as its article prints it. Nothing is joined silently: content/names.csv says which printed
names are one person's, and readers of the records may follow it. Pure but for reading that file.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from crawler.extract.people.officials import title_key
from crawler.extract.people.spellings import name_key, same_person
from crawler.record import Record

FILE = "names.csv"
COLUMNS = ("kept", "printed", "by", "on")


class BrokenSpellings(ValueError):
    """A line of names.csv that says nothing; the message is one line with the file and the line's number."""


@dataclass(frozen=True)
class Suggestion:
    """Two printed names that may be one person's: both hold `office`; the ids are of records that print them."""

    one: str
    other: str
    office: str
    ids: tuple[str, ...]


def read_spellings(path: Path) -> dict[str, str]:
    """Printed name to kept name, by names.csv; empty where there is no such file. Raises BrokenSpellings."""
    if not path.exists():
        return {}
    kept: dict[str, str] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            name, printed = (row.get("kept") or "").strip(), (row.get("printed") or "").strip()
            if not name or not printed or kept.get(printed, name) != name:
                raise BrokenSpellings(f"{path}:{number}: needs a kept and a printed name, one kept name for each")
            kept[printed] = name
    return kept


def suggestions(records: Iterable[Record], known: Mapping[str, str]) -> list[Suggestion]:
    """Pairs of names that differ in spelling and hold the same office in some record each, in order of the names;
    those that `known` already joins are left out."""
    holders: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        for official in record.officials:
            for position in official.positions:
                if position.institution and len(name_key(official.name)) > 1:
                    office = (title_key(position.title), position.institution)
                    holders[office][official.name].add(record.id)
    found: dict[tuple[str, str], Suggestion] = {}
    for (title, institution), names in sorted(holders.items()):
        for one, other in combinations(sorted(names), 2):
            if same_person(one, other) and known.get(one, one) != known.get(other, other):
                ids = tuple(sorted(names[one] | names[other]))
                found.setdefault((one, other), Suggestion(one, other, f"{title} {institution}".strip(), ids))
    return [found[pair] for pair in sorted(found)]


def row(kept: str, printed: str, by: str, on: str) -> Sequence[str]:
    """A line of names.csv, its fields on one line each."""
    return [" ".join(field.split()) for field in (kept, printed, by, on)]
