"""Progress bars, when a terminal is attached."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
def reading(task: str, sizes: Mapping[str, int]) -> Iterator[Callable[[str, int], None]]:
    """A bar over the bytes of files; what it gives is to be told the file and the byte that reading has come to."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    before: dict[str, int] = {}
    total = 0
    for file, size in sizes.items():
        before[file] = total
        total += size
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(task, total=total)
        yield lambda file, byte: progress.update(bar, completed=before[file] + byte)
        progress.update(bar, completed=total)


@contextmanager
def counting(task: str) -> Iterator[Callable[[int, int], None]]:
    """A bar over a number of things; what it gives is to be told how many are done, and of how many."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task(task, total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)


_DONE = (
    "stored",
    "updated",
    "unchanged",
    "irrelevant",
    "withdrawn",
    "not_article",
    "gone",
    "refused",
    "failed",
    "missing",
    "broken",
)
