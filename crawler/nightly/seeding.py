"""A new site's folder begins with the files of the last one, so that the build makes only what changed.

They are hard links, and the build replaces files by name and never writes into one: the last site stays as it is.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

_MADE_ANEW = frozenset({"theme", "pagefind"})
"""Not taken over: what the build copies without knowing what was there, and the index, which has its own way."""


def seed(site: Path, last: Path) -> None:
    """Links the last site's folders into an empty one; files at the root are made at every build.

    Where the file system refuses links the folder stays empty, and everything is made anew. Raises OSError.
    """
    try:
        for folder in sorted(last.iterdir()):
            if folder.is_dir() and folder.name not in _MADE_ANEW:
                _link(folder, site / folder.name)
    except OSError:
        with suppress(FileNotFoundError):
            shutil.rmtree(site)
        site.mkdir()


def _link(folder: Path, to: Path) -> None:
    to.mkdir()
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _link(Path(entry.path), to / entry.name)
            elif entry.is_file(follow_symlinks=False):
                os.link(entry.path, to / entry.name)
