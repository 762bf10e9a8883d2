"""The search index of a built site: `python -m theme.searchindex output`.

It lies in parts, one for each span of time (theme/search/parts.py), and only those are made anew that tell of a page
which has changed. Nothing of the last index is touched before all of them are there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from theme.search.keys import INDEX, key_in, key_of, same_pages, sign_in
from theme.search.pagefind import ENGINE, NotMade, check_whole, make_part, sign_anew
from theme.search.pages import SearchablePage, named_parts, searchable_pages
from theme.search.parts import part_at

_WAITING = ".indeks-baru"


def build_index(site: Path) -> str:
    """Indexes the event pages with Pagefind and returns a line that says so. Raises RuntimeError with one line."""
    try:
        with _alone(site):
            return _build(site)
    except (OSError, NotMade) as error:
        raise RuntimeError(f"{site}: the search index was not made: {error}; the last one stays") from None


def _build(site: Path) -> str:
    parts = named_parts(site)
    held: dict[str, list[SearchablePage]] = {part.nama: [] for part in parts}
    for page in searchable_pages(site):
        held[part_at(parts, page.day).nama if parts else ""].append(page)
    held = {name: pages for name, pages in held.items() if pages}
    if not held:
        raise RuntimeError(f"{site}: no event pages to index; build the site first")
    signs = {part.nama: part.tanda for part in parts}
    keys = {name: key_of(pages, signs[name]) for name, pages in held.items()}
    engine = (site / INDEX / ENGINE).is_file()
    stale = [name for name in held if not (engine and _holds(site / INDEX / name, keys[name], len(held[name])))]
    waiting = site / _WAITING
    shutil.rmtree(waiting, ignore_errors=True)  # of a run that was ended
    try:
        for name in stale:
            make_part(held[name], signs[name], waiting / name)
        _take_over(site / INDEX, waiting, stale, keys)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    told = f"{len(stale)} of {len(held)} parts made anew" if stale else "unchanged"
    return f"search index: {sum(map(len, held.values()))} event pages, {site / INDEX}, {told}"


def _holds(part: Path, key: str, pages: int) -> bool:
    """Whether a part is whole and tells of just these pages."""
    if not same_pages(key_in(part), key):
        return False
    try:
        check_whole(part, pages)
    except (NotMade, OSError):
        return False
    return (part / f"pagefind.{sign_in(key_in(part))}.pf_meta").is_file()


def _take_over(index: Path, waiting: Path, made: list[str], keys: dict[str, str]) -> None:
    index.mkdir(exist_ok=True)
    for name in made:
        (waiting / name / ENGINE).replace(index / ENGINE)
        if (index / name).exists():
            (index / name).replace(waiting / f"{name}.lama")
        (waiting / name).replace(index / name)
    for name, key in keys.items():
        if sign_in(key_in(index / name)) != sign_in(key):
            sign_anew(index / name, key, sign_in(key))
    for other in index.iterdir():
        if other.name != ENGINE and other.name not in keys:  # spans that are no more, an index of an earlier form
            shutil.rmtree(other) if other.is_dir() else other.unlink()


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    lock = os.open(site, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RuntimeError(f"{site}: a build or another index run is at work there") from None
    else:
        yield
    finally:
        os.close(lock)


def main(arguments: list[str]) -> int:
    """The command: one line on success, one on failure with status 1."""
    if len(arguments) != 1:
        print("usage: python -m theme.searchindex SITE", file=sys.stderr)
        return 2
    try:
        print(build_index(Path(arguments[0])))
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
