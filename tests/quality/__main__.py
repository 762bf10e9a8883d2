"""`python -m tests.quality [FOLDER …]`: figures and misses of the own sets and of others; moves floors when asked."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tests.quality.figures import FIRST_SIGHT, figures, kept_figures
from tests.quality.floors import FLOORS, Floors, NoSuchFloor, fallen, lower, printed, raised, read_floors
from tests.quality.sets import Measured, measure_sets, measure_unseen
from tests.quality.showing import show

SITE = Path(__file__).parents[2] / "content/quality.json"


def main(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="FOLDER…", help="Further annotated sets.")] = None,
    write: Annotated[bool, typer.Option("--write", help=f"Write the figures to {SITE.name} for the site.")] = False,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of measuring; else today.")] = None,
    lift: Annotated[bool, typer.Option("--raise", help="Lift every floor that lies below its figure.")] = False,
    drop: Annotated[str | None, typer.Option("--lower", metavar="FIELD", help="Let one floor down.")] = None,
    set_name: Annotated[str, typer.Option("--set", metavar="SET", help="The set whose floor it is.")] = "annotated",
    why: Annotated[str, typer.Option("--why", help="Why it may fall; stays in the file.")] = "",
    unseen: Annotated[
        Path | None,
        typer.Option("--first-sight", metavar="FOLDER", help="Measure a set no rule knows; keep the figures."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tables without the misses.")] = False,
) -> None:
    """Measure the own sets, and further folders. Exit status: 1 when a figure lies below its floor."""
    floors, today = read_floors(), _day(on)
    try:
        if unseen:
            FIRST_SIGHT.write_text(figures([measure_unseen(unseen)], today), encoding="utf-8")
        sets = list(measure_sets(folders or ()))
    except ValueError as error:
        _fail(str(error))
    for one in sets:
        show(one, floors, sys.stdout, not quiet)
    if drop:
        floors = _lowered(floors, sets, set_name, drop, why, today)
    if lift:
        floors = raised(floors, sets)
    if drop or lift:
        FLOORS.write_text(printed(floors), encoding="utf-8")
    if write:
        SITE.write_text(figures(sets, today, kept_figures()), encoding="utf-8")
    below = [line for one in sets if one.name in floors.least for line in fallen(floors, one)]
    for line in below:
        print(line, file=sys.stderr)
    raise typer.Exit(1 if below else 0)


def _lowered(floors: Floors, sets: list[Measured], name: str, field: str, why: str, on: date) -> Floors:
    one = next((one for one in sets if one.name == name), None)
    if one is None:
        _fail(f"no set {name!r}: there are {', '.join(one.name for one in sets)}")
    try:
        return lower(floors, one, field, why, on)
    except NoSuchFloor as error:
        _fail(str(error))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        _fail(f"--on {text!r} is no date like 2026-11-22")


def _fail(line: str) -> NoReturn:
    print(f"error: {line}", file=sys.stderr)
    raise typer.Exit(2)


if __name__ == "__main__":
    typer.run(main)
