"""Spellings that readers meet under one name: people's by the reviewed table, kecamatan by the gazetteer.

Records keep each name as its article prints it. The site shows the kept and the official one, so that a page, a filter
or a download does not split what is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from crawler.record import Evidence, Official, clean_line
from theme.plugins.public import PublicRecord
from theme.plugins.tables import BrokenTable, read_csv

NAMES = "names.csv"
"""The table of people's names in the content folder: `python -m crawler review name KEPT PRINTED` writes it."""


@dataclass(frozen=True)
class Folding:
    """`names` printed -> kept; `kecamatan` "unit/spelling in small letters" -> official name."""

    names: Mapping[str, str] = field(default_factory=dict)
    kecamatan: Mapping[str, str] = field(default_factory=dict)

    def name(self, printed: str) -> str:
        return self.names.get(printed, printed)

    def subdistrict(self, printed: str, units: Iterable[str]) -> str:
        """The official name of a kecamatan that only one of the units has in this spelling, else as printed."""
        found = {self.kecamatan.get(f"{unit}/{printed.casefold()}") for unit in units} - {None}
        official = found.pop() if len(found) == 1 else None
        return official or printed


def folded(record: PublicRecord, folding: Folding) -> PublicRecord:
    """The record under the names that the site uses. It comes after withholding: what is withheld is known by the
    printed name."""
    units = record.kabupaten
    kecamatan = tuple(dict.fromkeys(folding.subdistrict(name, units) for name in record.kecamatan))
    if not folding.names:  # a copy costs as much as all else here
        return record if kecamatan == record.kecamatan else replace(record, kecamatan=kecamatan)
    return replace(
        record,
        kecamatan=kecamatan,
        speakers=_officials(record.speakers, folding),
        mentioned=_officials(record.mentioned, folding),
        subjects=_officials(record.subjects, folding),
        evidence=tuple(_evidence(item, folding) for item in record.evidence),
    )


def read_names(content: Path) -> dict[str, str]:
    """Printed name -> kept name; empty where there is no table. Raises BrokenTable where a line says nothing."""
    kept: dict[str, str] = {}
    for number, row in enumerate(read_csv(content / NAMES, ("kept", "printed")), 2):
        name, printed = clean_line(row["kept"]), clean_line(row["printed"])
        if not name or not printed or kept.get(printed, name) != name:
            raise BrokenTable(
                f"{content / NAMES}: left out: row {number} needs a kept and a printed name, one for each"
            )
        kept[printed] = name
    return kept


def _officials(officials: Iterable[Official], folding: Folding) -> tuple[Official, ...]:
    return tuple(replace(one, name=folding.names[one.name]) if one.name in folding.names else one for one in officials)


def _evidence(item: Evidence, folding: Folding) -> Evidence:
    # "officials.<name>.speaker" belongs to the official of that name.
    room, _, rest = item.field.partition(".")
    name, dot, part = rest.rpartition(".")
    if room != "officials" or name not in folding.names:
        return item
    return replace(item, field=f"{room}.{folding.names[name]}{dot}{part}")
