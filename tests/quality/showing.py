"""The tables of figures and the misses, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.quality.floors import Floors
from tests.quality.scoring import Miss
from tests.quality.sets import Measured

_PLAIN_WIDTH = 400


def show(measured: Measured, floors: Floors, output: TextIO, misses: bool = True) -> None:
    """One line a field: F1 (for a single answer its accuracy), precision, recall, how often it was asked for, its
    floor; then every miss, by field."""
    console = Console(file=output, highlight=False, width=None if output.isatty() else _PLAIN_WIDTH)
    console.print(Text(f"{measured.name}: {measured.articles} articles", style="bold"))
    table = Table("field", box=None, pad_edge=False)
    for name in ("F1", "P", "R", "n", "floor"):
        table.add_column(name, justify="right")
    least = floors.least.get(measured.name, {})
    for name, count in sorted(measured.scores.counts.items()):
        floor = least.get(name)
        style = "red" if floor is not None and count.f1 < floor else ""
        cells = [f"{count.f1:.1f}", f"{count.precision:.1f}", f"{count.recall:.1f}", str(count.right + count.missing)]
        table.add_row(name, *cells, "" if floor is None else f"{floor:.1f}", style=style)
    console.print(table)
    if misses:
        _show_misses(console, measured.scores.misses)


def _show_misses(console: Console, misses: Iterable[Miss]) -> None:
    """Each miss on two lines: what was wanted and not said, what was said and not wanted."""
    field = ""
    for miss in sorted(misses, key=lambda miss: (miss.field, miss.article)):
        if miss.field != field:
            field = miss.field
            console.print(Text(f"\n{field}", style="bold"))
        want, got = _difference(miss.want, miss.got)
        console.print(Text(f"  {miss.article}  ").append(f"want {want}", "green").append(f"  got {got}", "red"))
    console.print()


def _difference(want: object, got: object) -> tuple[str, str]:
    if isinstance(want, list) and isinstance(got, list):
        return _words([one for one in want if one not in got]), _words([one for one in got if one not in want])
    return str(want), str(got)


def _words(items: list[object]) -> str:
    return "; ".join(map(str, items)) or "–"
