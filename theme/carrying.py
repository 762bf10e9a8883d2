"""Takes over the last site's search index where no searchable page changed: `python -m theme.carrying SITE LAST`.

Pagefind names and orders its files anew at every run, so an index made again of the same pages would be other bytes.
Where some pages changed, it is taken over too, and `theme.searchindex` then makes the parts anew that tell of them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from theme.plugins.output import SEARCH_INDEX
from theme.search.pagefind import link_or_copy
from theme.search.pages import named_parts, searchable_pages
from theme.search.parts import Part

_SCRIPTS = ("theme/cari.js", "theme/indeks.js", "theme/awal.js")
_CHANGED = 3


def carry_index(site: Path, last: Path) -> bool:
    """Whether the index that was taken over is the one to be shown: the same searchable pages, in parts of the same
    names, and the same scripts to read it. Raises OSError."""
    if not (last / SEARCH_INDEX).is_dir():
        return False
    same = _told(site) == _told(last)
    if same or not (site / SEARCH_INDEX).is_dir():
        shutil.rmtree(site / SEARCH_INDEX, ignore_errors=True)
        shutil.copytree(last / SEARCH_INDEX, site / SEARCH_INDEX, copy_function=link_or_copy)
    return same


def _told(site: Path) -> tuple[list[tuple[str, str]], list[Part], list[bytes]]:
    try:
        parts = named_parts(site)
    except RuntimeError:  # a site of an earlier form, whose index had no parts
        parts = []
    pages = [(page.id, page.digest) for page in searchable_pages(site)]
    return pages, parts, [(site / name).read_bytes() for name in _SCRIPTS if (site / name).is_file()]


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
