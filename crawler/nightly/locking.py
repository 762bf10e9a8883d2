"""The lock: one night at a time. The system keeps it, and it ends with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO


class Locked(RuntimeError):
    """Another run holds the lock; the message is one line with the file and, where known, the process."""


@contextmanager
def locked(file: Path, *more: Path) -> Iterator[None]:
    """Holds the locks of files, made where they are missing; the first one names the process that holds it. Raises
    Locked, or OSError where a file cannot be made.

    The files stay: removing one would let two runs hold locks on two files of one name.
    """
    with ExitStack() as held:
        handle = held.enter_context(_held(file))
        for other in more:
            held.enter_context(_held(other))
        with suppress(OSError):  # a full disk keeps the lock, if not its holder's number
            handle.truncate(0)
            os.write(handle.fileno(), f"{os.getpid()}\n".encode())
        yield


@contextmanager
def _held(file: Path) -> Iterator[TextIO]:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Python opens files so that children do not inherit them: no orphan can hold the lock.
    with file.open("a+", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read(20).strip()
            who = f", process {holder}" if holder.isdecimal() else ""
            raise Locked(f"{file}: another nightly run is going on{who}") from None
        yield handle
