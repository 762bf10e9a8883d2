"""Floors: the figures (F1 in percent) below which no change may let a set fall. A floor rises when it is told to and
falls only by name, with a reason that stays in the file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.quality.sets import Measured

FLOORS = Path(__file__).parent / "floors.toml"

SLACK = 1.0
"""Points that a new floor lies below the figure: one more miss in a hundred is no regression."""


class NoSuchFloor(ValueError):
    """A floor that cannot be moved as asked; the message is one line."""


@dataclass(frozen=True)
class Lowered:
    """Somebody's decision to accept less."""

    on: date
    set: str
    field: str
    old: float
    new: float
    why: str


@dataclass(frozen=True)
class Floors:
    """Set -> field -> least F1, and every lowering that led here."""

    least: dict[str, dict[str, float]]
    lowered: tuple[Lowered, ...] = ()


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors of a file; none where there is no file. Raises KeyError where a lowering lacks a key."""
    if not path.exists():
        return Floors({})
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(
        {name: {field: float(least) for field, least in fields.items()} for name, fields in table["floors"].items()},
        tuple(Lowered(**row) for row in table.get("lowered", [])),
    )


def fallen(floors: Floors, measured: Measured) -> list[str]:
    """One line for every field of a set that lies below its floor or is no longer measured. Raises KeyError for a set
    without floors: a gate that holds nothing is open."""
    lines = []
    for field, least in floors.least[measured.name].items():
        count = measured.scores.counts.get(field)
        if count is None:
            lines.append(f"{measured.name}: {field}: no longer measured")
        elif count.f1 < least:
            lines.append(f"{measured.name}: {field}: {count.f1:.1f} is below its floor of {least:.1f}")
    return lines


def raised(floors: Floors, sets: Iterable[Measured]) -> Floors:
    """The floors with every one lifted to the figure less SLACK where that is higher; none falls."""
    least = {name: dict(fields) for name, fields in floors.least.items()}
    for one in sets:
        fields = least.setdefault(one.name, {})
        for field, count in one.scores.counts.items():
            fields[field] = max(fields.get(field, 0.0), math.floor(10 * max(0.0, count.f1 - SLACK)) / 10)
    return Floors(least, floors.lowered)


def lower(floors: Floors, one: Measured, field: str, why: str, on: date) -> Floors:
    """The floors with a single one let down to the figure less SLACK, and the reason kept. Raises NoSuchFloor where
    there is no such floor, no reason, or nothing to lower."""
    if not why.strip():
        raise NoSuchFloor("lowering a floor needs a reason: --why")
    old = floors.least.get(one.name, {}).get(field)
    if old is None or field not in one.scores.counts:
        raise NoSuchFloor(f"no floor for {field!r} in {one.name!r}")
    new = math.floor(10 * max(0.0, one.scores.counts[field].f1 - SLACK)) / 10
    if new >= old:
        raise NoSuchFloor(f"{one.name}: {field}: {new:.1f} is no lower than {old:.1f}")
    least = {name: dict(fields) for name, fields in floors.least.items()}
    least[one.name][field] = new
    return Floors(least, (*floors.lowered, Lowered(on, one.name, field, old, new, " ".join(why.split()))))


def printed(floors: Floors) -> str:
    """The file's text, the same for the same floors."""
    lines = [
        "# The figures (F1 in percent) below which extraction may not fall, per annotated set and field.",
        "# `python -m tests.quality --raise` lifts them; `--lower FIELD --set SET --why REASON` lets one down and says so below.",
    ]
    for name, fields in sorted(floors.least.items()):
        lines += ["", f"[floors.{name}]", *(f"{field} = {least:.1f}" for field, least in sorted(fields.items()))]
    for row in floors.lowered:
        lines += [
            "",
            "[[lowered]]",
            f"on = {row.on.isoformat()}",
            f"set = {_quoted(row.set)}",
            f"field = {_quoted(row.field)}",
        ]
        lines += [f"old = {row.old:.1f}", f"new = {row.new:.1f}", f"why = {_quoted(row.why)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
