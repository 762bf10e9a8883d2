"""What the job says while it works: a moving line in a terminal, one plain line a step in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime


class Voice:
    """Says on standard output when a step begins and how it ended; flushed at once, so that a log shows where a night
    hangs."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def say(self, line: str) -> None:
        print(f"{self._clock():%H:%M:%S} {line}", flush=True)

    def complain(self, line: str) -> None:
        print(f"{line}", file=sys.stderr, flush=True)

    @contextmanager
    def working(self, step: str) -> Iterator[None]:
        """Shows that a step is going on."""
        if not sys.stdout.isatty():
            self.say(f"{step} …")
            yield
            return
        from rich.console import Console

        with Console().status(f"{step} …"):
            yield
