"""One run of a command: its time by the clock, the processor's time and the memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
_EVERY = 0.05
"""Seconds between two looks at the memory."""


class Failed(RuntimeError):
    """A command that was to be measured failed, or made something other than it should; one line."""


@dataclass(frozen=True)
class Run:
    """Seconds by the clock and of processor time, children included; peak memory of the whole process tree in MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: Sequence[str], *, log: Path | None = None) -> Run:
    """Runs the command in the checkout to its end. Raises Failed with its last line where its status is not 0.

    Memory: the most that all its processes held at one look, pages that they share counted once (PSS), or the most that
    one of them held at any time, whichever is more. The system's own ru_maxrss is of no use: it begins with the memory
    of the process that started the command.
    """
    with (log or Path(os.devnull)).open("wb") as said:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT if log else None)
        watch = _Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
    if process.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log else []
        raise Failed(f"{command[0]} ended with {process.returncode}: {(lines or ['no line told'])[-1]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, watch.peak)


def middle(runs: Iterable[Run]) -> Run:
    """The median of each figure; of the memory too."""
    held = list(runs)
    return Run(*(median(getattr(run, name) for run in held) for name in ("wall", "processor", "memory")))


def python(*arguments: str) -> list[str]:
    """A command that runs a module with this interpreter."""
    return [sys.executable, "-m", *arguments]


class _Watch(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.ended.wait(_EVERY):
            tree = list(_tree(self.pid))
            alone = [_told(pid, "status", "VmHWM:") for pid in tree]
            # A look at PSS holds a large process up: only where there are several.
            together = sum(_told(pid, "smaps_rollup", "Pss:") for pid in tree) if len(tree) > 1 else 0.0
            self.peak = max(self.peak, together, *alone)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):
                for child in file.read_text(encoding="ascii").split():
                    yield from _tree(int(child))


def _told(pid: int, file: str, name: str) -> float:
    """MiB of a line of the process's file; 0 where the process has ended."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/{file}").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0
