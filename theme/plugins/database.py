"""The downloads as one SQLite file, which opens in Datasette: a table of events, of reports, and of what they name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from theme.plugins.exports import COLUMNS

_LISTS = ("kabupaten", "kecamatan", "institutions", "laws", "groups")
_PEOPLE = ("speakers", "mentioned", "subjects")
_PLAIN = tuple(column for column in COLUMNS if column not in (*_LISTS, *_PEOPLE))

_TABLES = f"""
CREATE TABLE reports ({", ".join(_PLAIN)}, PRIMARY KEY (id));
CREATE TABLE names (report_id TEXT REFERENCES reports (id), kind TEXT, name TEXT);
CREATE TABLE officials (
  report_id TEXT REFERENCES reports (id), role TEXT, name TEXT, title TEXT, institution TEXT, state TEXT
);
CREATE TABLE evidence (report_id TEXT REFERENCES reports (id), field TEXT, quote TEXT, rule TEXT);
CREATE VIEW events AS
  SELECT event_id AS id, min(page) AS page, min(event_date) AS date, min(event_type) AS type, count(*) AS reports
  FROM reports GROUP BY event_id;
"""  # nosec B608 # the columns are this module's own
_REPORT = f"INSERT INTO reports VALUES ({', '.join('?' * len(_PLAIN))})"  # nosec B608 # question marks only
_AT_ONCE = 1000  # rows held in memory
_NO_POSITION = ({"title": None, "institution": None},)
_INDEXES = """
CREATE INDEX reports_by_event ON reports (event_id);
CREATE INDEX reports_by_date ON reports (event_date);
CREATE INDEX names_by_name ON names (kind, name);
CREATE INDEX officials_by_name ON officials (name);
"""


def write_sqlite(path: Path, lines: Iterable[bytes]) -> None:
    """Writes the rows of the other downloads, given as JSON Lines, to a new SQLite file.

    The same rows give the same bytes. Raises sqlite3.Error where the disk is full.
    """
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        # A half-written file is thrown away: no journal is needed to mend it.
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")
        rows = map(json.loads, lines)
        while some := list(islice(rows, _AT_ONCE)):
            _insert(database, some)
        database.executescript(_INDEXES)  # which ends the transaction first
    finally:
        database.close()


def _insert(database: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    database.executemany(_REPORT, [[row[column] for column in _PLAIN] for row in rows])
    names = [(row["id"], kind, name) for row in rows for kind in _LISTS for name in row[kind]]
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    people = [
        (row["id"], role, one["name"], position["title"], position["institution"], one.get("state"))
        for row in rows
        for role in _PEOPLE
        for one in row[role]
        for position in one["positions"] or _NO_POSITION
    ]
    database.executemany("INSERT INTO officials VALUES (?, ?, ?, ?, ?, ?)", people)
    evidence = [(row["id"], one["field"], one["quote"], one["rule"]) for row in rows for one in row["evidence"]]
    database.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?)", evidence)
