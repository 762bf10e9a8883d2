"""Whole files: none is empty, cut off or unreadable in its format."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree  # nosec B405 # see where it reads

from theme.checking.faults import Fault

LEAST_TEXT = 40
"""Letters of the shortest page in its main part; a redirect says about ninety."""

_TAG = re.compile(r"<[^<>]*>")


def broken(site: Path, name: str, data: bytes) -> Iterator[Fault]:
    """What is wrong with a file as one of its format. The site's own XML is read, nobody else's."""
    if not data:
        yield Fault("whole", name, "is empty")
        return
    try:
        yield from _broken(site, name, data)
    except (ValueError, OSError, EOFError, zlib.error, ElementTree.ParseError, sqlite3.Error) as error:
        yield Fault("whole", name, f"is no whole {Path(name).suffix.removeprefix('.')}: {type(error).__name__}")


def plain(data: bytes) -> bytes:
    """The bytes, decompressed where they are gzip. Raises OSError, EOFError or zlib.error for broken gzip."""
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def _broken(site: Path, name: str, data: bytes) -> Iterator[Fault]:
    suffix = Path(name).suffix
    plain(data)
    if suffix == ".html":
        yield from _broken_page(name, data.decode("utf-8"))
    elif suffix == ".xml":
        ElementTree.fromstring(data)  # nosec B314 # the site's own files; expat itself ends entities that multiply
    elif suffix == ".json":
        json.loads(data)
    elif suffix == ".jsonl":
        for line in data.splitlines():
            json.loads(line)
    elif suffix == ".sqlite":
        with sqlite3.connect(f"file:{site / name}?mode=ro", uri=True) as database:
            if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                yield Fault("whole", name, "is a damaged database")
    elif suffix == ".png" and not (data.startswith(b"\x89PNG") and data.endswith(b"IEND\xaeB`\x82")):
        yield Fault("whole", name, "is no whole picture")


def _broken_page(name: str, page: str) -> Iterator[Fault]:
    if not page.rstrip().endswith("</html>"):
        yield Fault("whole", name, "is cut off: it does not end with </html>")
        return
    main = page.partition("<main")[2].partition("</main>")[0] or page.partition("<body")[2]
    if len("".join(_TAG.sub(" ", main).split())) < LEAST_TEXT:
        yield Fault("whole", name, "has next to no text")
