"""Restoring a backup: all of it is laid out and checked beside what is there, and then moved into place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine

from crawler.backup.bodies import load_bodies
from crawler.backup.manifest import BrokenBackup, Kept, Manifest
from crawler.backup.moving import OURS, STAGED, Moves
from crawler.backup.pool import Pool
from crawler.backup.rows import holds_rows, load_tables
from crawler.backup.taking import Heard
from crawler.fetch.memory import SQLITE_FILE
from crawler.fetch.tables import prepare
from crawler.write.texts import FILE as TEXTS_FILE
from crawler.write.texts import Texts


class NotEmpty(RuntimeError):
    """There is something where the backup would go; the message is one line that names it."""


def check(pool: Pool, manifest: Manifest, heard: Heard = lambda done, of: None) -> None:
    """Reads every file of a backup. Raises BrokenBackup for the first that is missing or damaged."""
    for number, kept in enumerate(manifest.files, 1):
        pool.copy(kept, None)
        heard(number, len(manifest.files))


def restore(
    pool: Pool,
    manifest: Manifest,
    content: Path,
    var: Path,
    engine: Engine,
    now: datetime,
    *,
    force: bool = False,
    heard: Heard = lambda done, of: None,
) -> list[Path]:
    """Puts a backup in place and returns the folders to which what was there before was moved, with `force`.

    Raises NotEmpty without `force` where something is there, BrokenBackup where the backup is damaged, OSError,
    SQLAlchemyError: then everything is as it was.
    """
    if not force:
        _refuse(content, var, engine)
    with _staging(content) as records, _staging(var) as rest:
        scratch = rest / "scratch"
        for number, kept in enumerate(manifest.files, 1):
            pool.copy(kept, _target(kept, records, rest, scratch))
            heard(number, len(manifest.files))
        _lay_out_texts(rest, scratch / "texts")
        tables = {path.name.partition(".")[0]: path for path in (scratch / "database").glob("*")}
        own = _is_own(engine, var)
        if own:
            with _own_database(rest) as connection:
                _fill(connection, tables, manifest)
        else:
            prepare(engine)
        with Moves(f".before-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}") as moves:
            if own:
                moves.move_in(content, var, leaving="scratch")
            else:  # a server's rows stand at once with the files, or not at all
                with engine.begin() as connection:
                    _fill(connection, tables, manifest)
                    moves.move_in(content, var, leaving="scratch")
        return moves.aside


def _is_own(engine: Engine, var: Path) -> bool:
    """Whether the database is the file below the var folder, which is moved with it."""
    return engine.dialect.name == "sqlite" and engine.url.database == str(var / SQLITE_FILE)


def _refuse(content: Path, var: Path, engine: Engine) -> None:
    for folder in (content, var):
        if folder.is_dir() and any(path.name not in OURS for path in folder.iterdir()):
            raise NotEmpty(f"{folder} is not empty: restore into another folder, or move what is there aside (--force)")
    if not _is_own(engine, var) and holds_rows(engine):
        address = engine.url.render_as_string(hide_password=True)
        raise NotEmpty(f"{address} holds a crawl database: use an empty one, or replace its rows (--force)")


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder inside the one it is for: a rename out of it never crosses to another disk."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    staged = folder / STAGED
    shutil.rmtree(staged, ignore_errors=True)  # of a restore that was killed
    try:
        staged.mkdir(parents=True)
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def _target(kept: Kept, records: Path, rest: Path, scratch: Path) -> Path:
    _, _, below = kept.place.partition("/")
    folder = {"content": records, "archive": rest / "archive", "reports": rest / "reports"}.get(kept.room)
    path = (folder or scratch / kept.room) / below
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _lay_out_texts(rest: Path, files: Path) -> None:
    if files.is_dir():
        texts = Texts(rest / TEXTS_FILE)
        load_bodies(texts, sorted(files.iterdir()))
        texts.close()


@contextmanager
def _own_database(rest: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{rest / SQLITE_FILE}")
    prepare(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _fill(connection: Connection, tables: Mapping[str, Path], manifest: Manifest) -> None:
    rows = load_tables(connection, tables)
    for table, number in manifest.rows.items():
        if rows.get(table, 0) != number:
            raise BrokenBackup(f"{manifest.name}: {rows.get(table, 0)} of {number} rows of table {table}")
