"""What a first visit costs: `python -m theme.weigh output` weighs every page of a built site against the limits."""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIMIT = 30_000
"""Bytes of any page on a first visit, compressed, its style and script included."""
LIMITS = {"kegiatan": 10_000}
"""Lower limits, by folder."""
REQUESTS = 3

# What a page asks for by itself; a link to another page or feed is followed by the reader.
_ASKED = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]{1,4096})"|<script src="([^"]{1,4096})"')


@dataclass(frozen=True)
class Weight:
    """Bytes after gzip (level 6, as servers do) and the requests that a page makes by itself, its own included."""

    path: str
    bytes: int
    requests: int

    @property
    def limit(self) -> int:
        return LIMITS.get(self.path.split("/")[0], LIMIT)

    @property
    def too_heavy(self) -> bool:
        return self.bytes > self.limit or self.requests > REQUESTS


def weigh(site: Path) -> list[Weight]:
    """Every page of a site but the search page, whose script goes on to load the index; heaviest first.

    Raises RuntimeError with one line where there is no page or a page asks for a file that is not there.
    """
    pages = sorted(path for path in site.rglob("*.html") if path.name != "cari.html")
    if not pages:
        raise RuntimeError(f"{site}: no pages to weigh; build the site first")
    return sorted((_weight(site, page) for page in pages), key=lambda one: (-one.bytes, one.path))


def _weight(site: Path, page: Path) -> Weight:
    html = page.read_bytes()
    asked = [style or script for style, script in _ASKED.findall(html.decode("utf-8"))]
    files = [(page.parent / name).resolve() for name in asked if not name.startswith("data:")]
    try:
        size = _packed(html) + sum(_packed_file(file) for file in files)
    except OSError as error:
        raise RuntimeError(f"{page}: {error}") from None
    return Weight(page.relative_to(site).as_posix(), size, 1 + len(files))


@cache
def _packed_file(file: Path) -> int:
    return _packed(file.read_bytes())


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


def main(arguments: list[str]) -> int:
    """The command: the heaviest page of each folder, then those over a limit; status 1 when there is one."""
    if len(arguments) != 1:
        print("usage: python -m theme.weigh SITE", file=sys.stderr)
        return 2
    try:
        weights = weigh(Path(arguments[0]))
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    folders: dict[str, list[Weight]] = defaultdict(list)
    for one in weights:
        folders[one.path.rpartition("/")[0] or "."].append(one)
    for folder, held in sorted(folders.items()):
        worst = held[0]
        print(f"{folder:10} {len(held):6} pages, heaviest {worst.bytes:6} bytes in {worst.requests}: {worst.path}")
    heavy = [one for one in weights if one.too_heavy]
    for one in heavy:
        print(f"too heavy: {one.path}: {one.bytes} bytes (limit {one.limit}) in {one.requests}", file=sys.stderr)
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
