"""Progress bars, when a terminal is attached."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.fetch.tally import Tally


@contextmanager
def showing(tallies: Sequence[Tally]) -> Iterator[None]:
    """Shows a line for each tally while it is being filled; nothing where no terminal is attached."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks = {tally.name: progress.add_task(tally.name, total=None, told="") for tally in tallies}

        def show(tally: Tally) -> None:
            counts = tally.counts
            done = sum(counts[name] for name in _DONE)
            told = f"{done} of {counts['fetched']} read, {counts['stored']} stored"
            progress.update(tasks[tally.name], total=counts["fetched"] or None, completed=done, told=told)

        for tally in tallies:
            tally.on_change = show
        yield


@contextmanager
def reading(task: str, files: Sequence[Path]) -> Iterator[Callable[[Path, int], None]]:
    """A bar over the bytes of files; what it gives is to be told the file and the byte that reading has come to."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    before: dict[Path, int] = {}
    total = 0
    for file in files:
        before[file] = total
        total += file.stat().st_size if file.exists() else 0
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(task, total=total)
        yield lambda file, byte: progress.update(bar, completed=before[file] + byte)
        progress.update(bar, completed=total)


_DONE = (
    "stored",
    "updated",
    "unchanged",
    "irrelevant",
    "not_article",
    "gone",
    "refused",
    "failed",
    "missing",
    "broken",
)
