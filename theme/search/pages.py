"""The pages that the search is about: the events' own, as they stand in a built site."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from theme.search.parts import Part, from_json

SEARCH_PAGE = "cari.html"
_PARTS = re.compile(r'data-bagian="([^"]*)"')
_BODY, _BODY_END = b"data-pagefind-body", b"</article>"
_DAY = b'data-hari="'


@dataclass(frozen=True, slots=True)
class SearchablePage:
    """`day` is ISO, "0000-00-00" where there is none; `digest` stands for all that the index tells of the page."""

    path: Path
    day: str
    digest: str

    @property
    def id(self) -> str:
        return self.path.stem


def searchable_pages(site: Path) -> Iterator[SearchablePage]:
    """Every event page below a site, by name; redirects and tombstones are none. Raises OSError."""
    for path in sorted((site / "kegiatan").glob("*.html")):
        data = path.read_bytes()
        start = data.find(_BODY)
        if start >= 0:
            body = data[start : data.find(_BODY_END, start)]
            at = body.find(_DAY) + len(_DAY)
            day = body[at : at + len("2024-01-01")].decode("ascii", "replace")
            yield SearchablePage(path, day, hashlib.blake2b(body, digest_size=8).hexdigest())


def named_parts(site: Path) -> list[Part]:
    """The parts that the site's search page asks for. Raises RuntimeError with one line where it names none."""
    page = site / SEARCH_PAGE
    try:
        found = _PARTS.search(page.read_text(encoding="utf-8"))
        return from_json(html.unescape(found[1])) if found else []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RuntimeError(f"{page}: names no parts of the search index; build the site first: {error}") from None
