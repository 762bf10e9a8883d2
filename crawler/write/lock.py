"""One writer at a time: a change that reads a file of the content folder and writes it again is made alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sole_writer(content: Path) -> Iterator[None]:
    """Waits until no other process or thread is inside for the same folder, and keeps others out until the end.

    The lock is the operating system's (flock) on the folder itself: it leaves no file behind and ends with its
    process, however that dies. Everything inside is short, one read and one write. Not to be nested. Raises OSError
    where the folder cannot be made or opened.
    """
    content.mkdir(parents=True, exist_ok=True)
    handle = os.open(content, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
