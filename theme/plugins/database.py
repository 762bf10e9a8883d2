"""The downloads as one SQLite file, which opens in Datasette: a table of events, of reports, and of what they name."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from theme.plugins.exports import COLUMNS

_LISTS = ("kabupaten", "kecamatan", "institutions", "laws", "groups")
_PEOPLE = ("speakers", "mentioned", "subjects")
_PLAIN = tuple(column for column in COLUMNS if column not in (*_LISTS, *_PEOPLE))

_SCHEMA = f"""
CREATE TABLE reports ({", ".join(_PLAIN)}, PRIMARY KEY (id)) WITHOUT ROWID;
CREATE TABLE names (report_id TEXT REFERENCES reports (id), kind TEXT, name TEXT);
CREATE TABLE officials (
  report_id TEXT REFERENCES reports (id), role TEXT, name TEXT, title TEXT, institution TEXT, state TEXT
);
CREATE TABLE evidence (report_id TEXT REFERENCES reports (id), field TEXT, quote TEXT, rule TEXT);
CREATE VIEW events AS
  SELECT event_id AS id, min(page) AS page, min(event_date) AS date, min(event_type) AS type, count(*) AS reports
  FROM reports GROUP BY event_id;
CREATE INDEX reports_by_event ON reports (event_id);
CREATE INDEX reports_by_date ON reports (event_date);
CREATE INDEX names_by_name ON names (kind, name);
CREATE INDEX officials_by_name ON officials (name);
"""


def as_sqlite(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows of the other downloads as an SQLite file; the same rows give the same bytes."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_SCHEMA)
        for row in rows:
            _insert(database, row)
        database.commit()
        database.execute("VACUUM")
        return database.serialize()
    finally:
        database.close()


def _insert(database: sqlite3.Connection, row: Mapping[str, Any]) -> None:
    marks = ", ".join("?" * len(_PLAIN))
    database.execute(f"INSERT INTO reports VALUES ({marks})", [row[column] for column in _PLAIN])
    names = [(row["id"], kind, name) for kind in _LISTS for name in row[kind]]
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", names)
    people = [
        (row["id"], role, one["name"], position["title"], position["institution"], one.get("state"))
        for role in _PEOPLE
        for one in row[role]
        for position in one["positions"] or [{"title": None, "institution": None}]
    ]
    database.executemany("INSERT INTO officials VALUES (?, ?, ?, ?, ?, ?)", people)
    evidence = [(row["id"], one["field"], one["quote"], one["rule"]) for one in row["evidence"]]
    database.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?)", evidence)
