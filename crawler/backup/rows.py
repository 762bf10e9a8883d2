"""Rows: the crawl database's tables as JSON Lines, the same from SQLite and PostgreSQL, so that either takes them."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from crawler.backup.manifest import BrokenBackup
from crawler.fetch.tables import Base, Moment, prepare

_BATCH = 1000


def dump_tables(engine: Engine, scratch: Path) -> Iterator[tuple[str, int, Path]]:
    """Each table's name, its number of rows and a file of them below `scratch`; all as of one moment, while a crawl
    may go on writing. Raises SQLAlchemyError, OSError."""
    if engine.dialect.name == "sqlite":
        engine = _still(engine, scratch)
    prepare(engine)  # an older file lacks the newer columns
    # One snapshot for all tables; the copy of a SQLite file does not change at all.
    level = {"postgresql": "REPEATABLE READ"}.get(engine.dialect.name)
    options = {"isolation_level": level} if level else {}
    with engine.connect().execution_options(**options) as connection:
        for table in Base.metadata.sorted_tables:
            yield table.name, *_dump(connection, table, scratch / f"{table.name}.jsonl.gz")
    engine.dispose()


def load_tables(connection: Connection, files: Mapping[str, Path]) -> dict[str, int]:
    """Puts the rows of files by table name in the place of those that are there, and returns how many of each.
    Raises BrokenBackup for a file that holds no rows of its table."""
    numbers = {}
    for table in Base.metadata.sorted_tables:
        connection.execute(table.delete())
        numbers[table.name] = 0
        if table.name in files:
            with gzip.open(files[table.name], "rt", encoding="utf-8") as lines:
                numbers[table.name] = _load(connection, table, lines, files[table.name].name)
    return numbers


def holds_rows(engine: Engine) -> bool:
    """Whether any table has a row."""
    prepare(engine)
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return any(connection.scalar(select(func.count()).select_from(table)) for table in tables)


@contextmanager
def packing(path: Path) -> Iterator[io.TextIOWrapper]:
    """A text file to write, zipped without name and time: equal rows are equal bytes, kept once."""
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=0) as zipped,
        io.TextIOWrapper(zipped, "utf-8", "replace", newline="\n") as text,
    ):
        yield text


def _still(engine: Engine, scratch: Path) -> Engine:
    """A copy of a SQLite database by its online backup, which waits for no writer and holds none up."""
    still = scratch / "crawl.sqlite"
    with engine.connect() as connection:
        source = connection.connection.dbapi_connection
        target = sqlite3.connect(still)
        try:
            source.backup(target)  # type: ignore[union-attr]
        except sqlite3.Error as error:
            raise BrokenBackup(f"{engine.url.database}: {error}") from error
        finally:
            target.close()
    return create_engine(f"sqlite:///{still}")


def _dump(connection: Connection, table: Table, path: Path) -> tuple[int, Path]:
    number = 0
    rows = connection.execution_options(yield_per=_BATCH).execute(select(table).order_by(*table.primary_key))
    with packing(path) as file:
        for row in rows.mappings():
            told = {column.name: row[column] for column in table.columns if column is not _numbering(table)}
            print(json.dumps(told, ensure_ascii=False, default=datetime.isoformat), file=file)
            number += 1
    return number, path


def _load(connection: Connection, table: Table, lines: Iterable[str], name: str) -> int:
    number, batch = 0, []
    try:
        for line in lines:
            batch.append(_row(table, json.loads(line)))
            number += 1
            if len(batch) == _BATCH:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, OSError, SQLAlchemyError) as error:
        told = str(error).partition("\n")[0]
        raise BrokenBackup(f"database/{name}: row {number}: {told}") from error
    return number


def _row(table: Table, told: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(told) - {column.name for column in table.columns}
    if unknown:
        raise KeyError(f"unknown column {sorted(unknown)[0]}")
    moments = {column.name for column in table.columns if isinstance(column.type, Moment)}
    return {
        column.key: datetime.fromisoformat(value) if column.name in moments and value else value
        for column in table.columns
        if column is not _numbering(table)
        for value in [told.get(column.name)]
    }


def _numbering(table: Table) -> Any:
    """The column that the database numbers by itself: rows keep their order, and a server its own count."""
    return table.autoincrement_column
