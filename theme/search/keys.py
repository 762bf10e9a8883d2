"""What a part of the index was made of: a file beside it, and a part that it does not vouch for is made anew.

Two lines tell of the maker and of the sign in the part's file names, each further one of a page: its id and digest.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from importlib.metadata import version
from pathlib import Path

from theme.search.pages import SearchablePage

INDEX = "pagefind"
"""The folder of the search index in a site."""
KEY = "kunci.txt"
_FORMAT = 2


def key_of(pages: Iterable[SearchablePage], sign: str) -> str:
    """The text of the file for a part of these pages."""
    lines = (f"{page.id} {page.digest}" for page in pages)
    return "\n".join((f"kabar-netral {_FORMAT} pagefind {version('pagefind')}", sign, *lines, ""))


def key_in(part: Path) -> str:
    """The text of a part's file; empty where there is none that can be read."""
    try:
        return (part / KEY).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def same_pages(key: str, other: str) -> bool:
    """Whether two keys differ in their signs at most."""
    return _but_sign(key) == _but_sign(other)


def sign_in(key: str) -> str:
    """The sign that a key tells; empty where it tells none."""
    return "".join(key.split("\n")[1:2])


def forget(site: Path, ids: Collection[str]) -> None:
    """Removes the parts of a site's index that tell of these events as they were, or may do so. Raises OSError."""
    index = site / INDEX
    for part in index.iterdir() if index.is_dir() else ():
        if part.is_dir() and (not (key := key_in(part)) or not _told(key).isdisjoint(ids)):
            shutil.rmtree(part)


def _but_sign(key: str) -> list[str]:
    lines = key.split("\n")
    return lines[:1] + lines[2:]


def _told(key: str) -> set[str]:
    return {line.partition(" ")[0] for line in key.split("\n")[2:]}
