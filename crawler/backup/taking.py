"""Taking a backup: the database first, so that everything it speaks of is in what is copied after it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from crawler.backup.bodies import dump_bodies
from crawler.backup.manifest import BrokenBackup, Kept, Manifest
from crawler.backup.pool import SCRATCH, Pool
from crawler.backup.rows import dump_tables
from crawler.fetch.archive import BrokenArchive, archived_responses
from crawler.write.texts import FILE as TEXTS_FILE
from crawler.write.texts import Texts

_GROWING = timedelta(hours=1)
"""An archive file that was written to so lately may be one that a crawl is writing."""

Heard = Callable[[int, int], None]
"""Hears how many files are done, and of how many."""


@dataclass(frozen=True)
class Taken:
    """A backup that was made; `skipped` names what is no plain file, `added` counts files that were not kept yet."""

    manifest: Manifest
    added: int
    skipped: tuple[Path, ...]


def take(
    pool: Pool, content: Path, var: Path, engine: Engine, now: datetime, heard: Heard = lambda done, of: None
) -> Taken:
    """Makes a backup of a content and a var folder and of the crawl database into a pool that is held for writing.

    Archive files that are on the machine no longer stay in it as retired. May run while a crawl runs. Raises
    BrokenBackup where there is nothing to keep or the last backup is damaged, OSError, SQLAlchemyError.
    """
    last = pool.newest()
    earlier = {kept.place: kept for kept in last.files} if last else {}
    before = {kept.digest for kept in earlier.values()}
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=pool.folder) as scratch:
        rows, database = _database(pool, engine, Path(scratch), now)
        texts = _texts(pool, var, Path(scratch), now)
    places, skipped = _places(content, var)
    files: list[Kept] = []
    for number, (place, path) in enumerate(places.items(), 1):
        kept = _file(pool, place, path, earlier.get(place), now)
        files += [kept] if kept else []
        heard(number, len(places))
    if not files and not any(rows.values()):
        raise BrokenBackup(f"nothing to back up in {content} and {var}")
    here = {kept.place for kept in files}
    retired = [
        replace(kept, retired=True) for kept in earlier.values() if kept.room == "archive" and kept.place not in here
    ]
    found = tuple(sorted([*files, *retired, *database, *texts], key=lambda kept: kept.place))
    manifest = Manifest(now, rows, found)
    pool.add(manifest)
    return Taken(manifest, len({kept.digest for kept in found} - before), skipped)


def _database(pool: Pool, engine: Engine, scratch: Path, now: datetime) -> tuple[Mapping[str, int], list[Kept]]:
    rows, files = {}, []
    for table, number, path in dump_tables(engine, scratch):
        rows[table] = number
        files.append(_put(pool, path, f"database/{path.name}", now))
    return rows, files


def _texts(pool: Pool, var: Path, scratch: Path, now: datetime) -> list[Kept]:
    if not (var / TEXTS_FILE).exists():
        return []
    texts = Texts(var / TEXTS_FILE)
    try:
        return [_put(pool, path, f"texts/{path.name}", now) for path in dump_bodies(texts, scratch)]
    finally:
        texts.close()


def _put(pool: Pool, path: Path, place: str, now: datetime) -> Kept:
    with path.open("rb") as stream:
        return pool.put(stream, place, int(now.timestamp()) * 10**9)


def _places(content: Path, var: Path) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """The files to keep by their place in the backup, and what cannot be kept."""
    rooms = {"archive": var / "archive", "content": content, "reports": var / "reports"}
    places, skipped = {}, []
    for room, folder in rooms.items():
        for path in _below(folder):
            if path.is_symlink() or not path.is_file():
                skipped.append(path)
            else:
                places[f"{room}/{path.relative_to(folder).as_posix()}"] = path
    return places, tuple(skipped)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)  # files half written, .git
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


def _file(pool: Pool, place: str, path: Path, earlier: Kept | None, now: datetime) -> Kept | None:
    try:
        state = path.stat()
        unchanged = earlier and (earlier.size, earlier.modified) == (state.st_size, state.st_mtime_ns)
        if earlier and unchanged and pool.holds(earlier):
            return replace(earlier, retired=False)
        growing = place.startswith("archive/") and now.timestamp() - state.st_mtime < _GROWING.total_seconds()
        with path.open("rb") as stream:
            kept = pool.put(stream, place, state.st_mtime_ns)
    except FileNotFoundError:  # withdrawn by a person or the retention while we were at work
        return None
    return _whole(pool, kept) if growing else kept


def _whole(pool: Pool, kept: Kept) -> Kept:
    """An archive file without the record that a crawl was writing at this moment."""
    path, last = pool.path_of(kept), 0

    def note(byte: int) -> None:
        nonlocal last
        last = byte

    try:
        for _ in archived_responses(path, lambda url: False, at=note):
            pass
    except BrokenArchive:
        if last:
            with path.open("rb") as stream:
                return pool.put(stream, kept.place, kept.modified, last)
    return kept
