"""The 22 kabupaten and kota and the province: names, addresses and places on the map of squares."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "units.csv"


@dataclass(frozen=True)
class Unit:
    """`name` is the official one, as records write it; columns and rows of the two maps count from 0."""

    slug: str
    name: str
    short: str
    label: str
    island: str
    column: int
    row: int
    wide_column: int
    wide_row: int


PROVINCE = Unit("provinsi-ntt", "Provinsi NTT", "Tingkat provinsi", "NTT", "", 0, 0, 0, 0)
"""Events of the whole province; it has a timeline but no square."""


@cache
def load_units() -> tuple[Unit, ...]:
    """The 22 units in the table's order (by island, then name)."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(
            Unit(
                row["slug"],
                row["name"],
                row["short"],
                row["label"],
                row["island"],
                int(row["column"]),
                int(row["row"]),
                int(row["wide_column"]),
                int(row["wide_row"]),
            )
            for row in csv.DictReader(table)
        )


@cache
def slug_of() -> dict[str, str]:
    """Official name -> slug, the province included."""
    return {unit.name: unit.slug for unit in (*load_units(), PROVINCE)}
