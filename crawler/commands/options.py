"""What all commands share: folders, one-line errors, and the look of the output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

Content = Annotated[Path, typer.Option("--content", metavar="DIR", help="The records' folder.")]
Var = Annotated[Path, typer.Option("--var", metavar="DIR", help="Crawl database, archive, logs, caches.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes; as many as there are cores without.")
]

CONTENT, VAR = Path("content"), Path("var")

BROKEN, MISUSED, ALL_FAILED = 1, 2, 3
"""Exit statuses: something is broken on our side; a wrong command line; no source could be read."""

_LINES = 20


def fail(line: str, status: int = BROKEN) -> NoReturn:
    """Ends the command with one line on standard error."""
    print(f"error: {line}", file=sys.stderr)
    raise typer.Exit(status)


def warn(lines: Iterable[str]) -> None:
    """Writes warnings to standard error, one line each; after twenty only how many more there are."""
    told = list(lines)
    for line in told[:_LINES]:
        print(f"warning: {line}", file=sys.stderr)
    if len(told) > _LINES:
        print(f"warning: and {len(told) - _LINES} more", file=sys.stderr)


def parse_day(text: str | None, option: str) -> date | None:
    """The day that an option names, as 2024-09-28."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{option} {text!r} is no date like 2024-09-28", MISUSED)
