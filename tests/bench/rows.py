"""What a benchmark tells: rows of what was measured, and checks of what is asked for."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from tests.bench.measuring import Run


@dataclass(frozen=True)
class Row:
    """`runs` is how often it was run, the figures are medians: seconds, MiB. `ratio` is its time to that of `peer` in the
    same run, by the clock; `told` what else was seen, `size` the number of records or pages."""

    part: str
    name: str
    runs: int = 1
    wall: float | None = None
    processor: float | None = None
    memory: float | None = None
    told: str = ""
    ratio: float | None = None
    peer: str = ""
    size: int = 0


@dataclass(frozen=True)
class Check:
    """A figure that is asked for: `value` against `limit`; where something is missing, `value` is None and `told` says
    what."""

    part: str
    name: str
    value: float | None
    side: Literal["at most", "at least"]
    limit: float
    told: str = ""

    @property
    def holds(self) -> bool | None:
        """None where it was not measured."""
        if self.value is None:
            return None
        return self.value <= self.limit if self.side == "at most" else self.value >= self.limit


def row_of(
    part: str, name: str, run: Run, runs: int = 1, *, told: str = "", peer: tuple[str, Run] | None = None, size: int = 0
) -> Row:
    """The row of a run; `peer` is a name and its run, compared by the clock."""
    ratio = run.wall / peer[1].wall if peer else None
    return Row(part, name, runs, run.wall, run.processor, run.memory, told, ratio, peer[0] if peer else "", size)


def printed(told: Row | Check) -> str:
    """One line."""
    if isinstance(told, Check):
        value = "not measured" if told.value is None else f"{told.value:.3g}"
        verdict = {True: "holds", False: "MISSED", None: "MISSING"}[told.holds]
        return f"  {verdict:7} {told.name}: {value} ({told.side} {told.limit:g}){_after(told.told)}"
    figures = [
        f"{told.wall:.2f} s" if told.wall is not None else "",
        f"{told.processor:.2f} s processor" if told.processor is not None else "",
        f"{told.memory:.0f} MiB" if told.memory is not None else "",
        f"{told.ratio:.2f} of {told.peer}" if told.ratio is not None else "",
        f"median of {told.runs}" if told.runs > 1 else "",
        told.told,
    ]
    return f"{told.part:10} {told.name}: {', '.join(figure for figure in figures if figure)}"


def _after(text: str) -> str:
    return f" {text}" if text else ""


def as_line(told: Row | Check) -> str:
    """JSON, for the file of what was measured."""
    return json.dumps({"kind": type(told).__name__} | asdict(told), ensure_ascii=False)


def from_line(line: str) -> Row | Check:
    """What `as_line` gave. Raises ValueError, KeyError or TypeError."""
    held = json.loads(line)
    kinds: dict[str, type[Row] | type[Check]] = {"Row": Row, "Check": Check}
    return kinds[held.pop("kind")](**held)
