"""The building's memory between two builds: what each record file held, every event, and what each output file was
made of.

One SQLite file for each output folder, below Pelican's CACHE_PATH. It is data, never code, and never trusted: a cache
of another version, one that is cut off or whose sums are wrong is dropped whole, and everything is made anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme.plugins.listed import ListedEvent, from_text
from theme.plugins.records import Filed

_SCHEMA = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, data TEXT NOT NULL, sum BLOB NOT NULL);
CREATE TABLE events (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, sum BLOB NOT NULL, listed TEXT NOT NULL, entry TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE rows (
  id TEXT PRIMARY KEY, year TEXT NOT NULL, sum BLOB NOT NULL, lines TEXT NOT NULL, cells TEXT NOT NULL
);
CREATE INDEX rows_by_year ON rows (year, id, sum);
"""
# Light forms and rows lie apart, each with its sum first: every build reads all of the former, few need the latter.


class BadCache(ValueError):
    """The cache cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """What is kept of an event: `source` is the digest of its files, `listed` its light form, `entry` its place in
    lists, `lines` its rows of the downloads as JSON Lines, `cells` as CSV. `year` is "" where nothing is dated."""

    id: str
    source: str
    year: str
    listed: str
    entry: str
    lines: str
    cells: str


@dataclass(frozen=True)
class Manifest:
    """`outputs` maps paths to key, size and time of change; `beside` is the digest of all else that was read, `until`
    the day of the youngest report in words."""

    files: dict[str, Filed]
    outputs: dict[str, tuple[str, int, int]]
    beside: str
    until: str | None


class Cache:
    """The memory in one file; changes are kept together at `keep`, or not at all."""

    def __init__(self, path: Path, version: str, output: Path) -> None:
        self.path, self.version, self.output = path, version, output.resolve()
        self.database = _connected(":memory:")
        self.note: str | None = None  # why an earlier cache was dropped, for the log
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.database = self._opened()
            self.manifest = self._manifest()
        except (BadCache, sqlite3.DatabaseError, OSError) as error:
            self.start_anew(str(error))

    def start_anew(self, why: str) -> None:
        """Drops what is remembered. Where no file can be made, memory serves for this build. Raises sqlite3.Error."""
        self.note = why or self.note
        self.close()
        self.manifest = Manifest({}, {}, "", None)
        try:
            remove_orphans(self.path.parent)
            for ending in ("", "-journal"):
                Path(f"{self.path}{ending}").unlink(missing_ok=True)
            self.database = _connected(str(self.path))
            self.database.executescript(_SCHEMA)
        except (OSError, sqlite3.OperationalError) as error:
            if isinstance(error, sqlite3.OperationalError) and "unable to open" not in str(error):
                raise
            self.note = f"no cache can be kept: {self.path}: {error}"
            self.database = _connected(":memory:")
            self.database.executescript(_SCHEMA)
        self.database.execute("BEGIN")

    def events(self) -> Iterator[tuple[str, ListedEvent]]:
        """Source and light form of every event. Raises BadCache."""
        for id, source, text, entry, sum_ in self._ask("SELECT id, source, listed, entry, sum FROM events ORDER BY id"):
            if _sum(id, source, text, entry) != sum_:
                raise BadCache(f"event {id}: wrong sum")
            yield source, from_text(text, entry)

    def put(self, made: Iterable[MadeEvent]) -> None:
        """Remembers events."""
        held = list(made)
        events = ((e.id, e.source, _sum(e.id, e.source, e.listed, e.entry), e.listed, e.entry) for e in held)
        self.database.executemany("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?)", events)
        rows = ((e.id, e.year, _sum(e.id, e.year, e.lines, e.cells), e.lines, e.cells) for e in held)
        self.database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", rows)

    def forget_but(self, events: Container[str]) -> None:
        """Forgets all events but these."""
        held = [id for (id,) in self.database.execute("SELECT id FROM events") if id not in events]
        for table in ("events", "rows"):
            self.database.executemany(f"DELETE FROM {table} WHERE id = ?", [(id,) for id in held])  # nosec B608 # our own

    def years(self) -> dict[str, str]:
        """Years that have rows, "" for those without one, each with the digest of its rows. Raises BadCache."""
        if list(self._ask("SELECT 1 FROM events WHERE id NOT IN (SELECT id FROM rows) LIMIT 1")):
            raise BadCache("an event without its rows")
        told: dict[str, Any] = {}
        for year, sum_ in self._ask("SELECT year, sum FROM rows ORDER BY year, id"):
            told.setdefault(year, hashlib.blake2b(digest_size=16)).update(sum_)
        return {year: digest.hexdigest() for year, digest in told.items()}

    def rows(self, year: str) -> Iterator[tuple[str, str]]:
        """The rows of a year in order of event, as `lines` and as `cells`. Raises BadCache."""
        question = "SELECT id, lines, cells, sum FROM rows WHERE year = ? ORDER BY id"
        for id, lines, cells, sum_ in self._ask(question, year):
            if _sum(id, year, lines, cells) != sum_:
                raise BadCache(f"rows of event {id}: wrong sum")
            yield lines, cells

    def keep(self, manifest: Manifest) -> None:
        """Makes everything since the start lasting. Raises sqlite3.Error."""
        files = [(f.path, f.stamp, f.digest, f.id, f.event, f.status, f.complaint) for f in manifest.files.values()]
        beside = (manifest.beside, manifest.until)
        for name, value in (("files", files), ("outputs", manifest.outputs), ("beside", beside)):
            self._write(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        self._write("version", self.version)
        self._write("output", str(self.output))
        self.database.execute("COMMIT")

    def close(self) -> None:
        """Leaves the file as it was when last kept."""
        self.database.close()

    def _ask(self, question: str, *values: str) -> Iterator[Any]:
        try:
            yield from self.database.execute(question, values)
        except sqlite3.DatabaseError as error:
            raise BadCache(str(error)) from None

    def _opened(self) -> sqlite3.Connection:
        if not self.path.is_file() or not self.path.stat().st_size:
            raise BadCache("")
        database = _connected(str(self.path))
        self.database = database
        database.execute("BEGIN")
        if self._read("version") != self.version:
            raise BadCache("the program, the theme or the settings have changed")
        return database

    def _manifest(self) -> Manifest:
        try:
            files, outputs = json.loads(self._read("files")), json.loads(self._read("outputs"))
            held = (Filed(path, tuple(stamp) if stamp else None, *rest) for path, stamp, *rest in files)
            return Manifest(
                {one.path: one for one in held},
                {path: (key, size, time) for path, (key, size, time) in outputs.items()},
                *json.loads(self._read("beside")),
            )
        except (ValueError, TypeError) as error:
            raise BadCache(f"the manifest does not read: {error}") from None

    def _read(self, name: str) -> str:
        row = self.database.execute("SELECT data, sum FROM manifest WHERE name = ?", (name,)).fetchone()
        if row is None or not isinstance(row[0], str) or _sum(name, row[0]) != row[1]:
            raise BadCache(f"no {name}, or a wrong sum")
        return row[0]

    def _write(self, name: str, data: str) -> None:
        self.database.execute("INSERT OR REPLACE INTO manifest VALUES (?, ?, ?)", (name, data, _sum(name, data)))


def remove_orphans(folder: Path) -> None:
    """Removes the caches of output folders that are no more; they would pile up, each as large as its site."""
    for path in folder.glob("situs-*.sqlite"):
        with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            row = database.execute("SELECT data FROM manifest WHERE name = 'output'").fetchone()
            if row and not Path(row[0]).exists():
                path.unlink()


def _connected(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")  # a cache that a power cut broke is found out and dropped
    return database


def _sum(*texts: str) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).digest()
