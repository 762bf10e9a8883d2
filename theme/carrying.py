"""Takes over the last site's search index where no searchable page changed: `python -m theme.carrying SITE LAST`.

Pagefind names and orders its files anew at every run, so an index made again of the same pages would be other bytes.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from theme.plugins.output import SEARCH_INDEX

SEARCHABLE = "kegiatan/*.html"
_SCRIPT = "theme/cari.js"
_CHANGED = 3


def carry_index(site: Path, last: Path) -> bool:
    """Whether the index was taken over: the same searchable pages and the same script to read it. Raises OSError."""
    if not (last / SEARCH_INDEX).is_dir() or _bytes(site) != _bytes(last):
        return False
    shutil.rmtree(site / SEARCH_INDEX, ignore_errors=True)
    shutil.copytree(last / SEARCH_INDEX, site / SEARCH_INDEX)
    return True


def _bytes(site: Path) -> dict[str, bytes]:
    paths = [*site.glob(SEARCHABLE), site / _SCRIPT]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def main(arguments: Sequence[str]) -> int:
    """The command: 0 when it was taken over, 3 when it must be made, 1 for a folder that cannot be read."""
    if len(arguments) != 2:
        print("usage: python -m theme.carrying SITE LAST", file=sys.stderr)
        return 2
    try:
        carried = carry_index(Path(arguments[0]), Path(arguments[1]))
    except OSError as error:
        # shutil.copytree gathers what went wrong with each file: (source, target, why).
        why = error.args[0][0][2] if isinstance(error, shutil.Error) else error.strerror or error
        print(f"error: {error.filename or arguments[0]}: {why}", file=sys.stderr)
        return 1
    if carried:
        print("the last site's index holds: no searchable page changed")
    return 0 if carried else _CHANGED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
