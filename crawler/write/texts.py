"""The bodies of kept articles, on the maintainer's machine only: grouping compares a new article with them all."""

from __future__ import annotations

import errno
import sqlite3
import zlib
from collections.abc import Iterator, MutableMapping
from pathlib import Path

FILE = "texts.sqlite3"


class BrokenTexts(ValueError):
    """A file of texts that cannot be used; the message is one line with its path."""


class Texts(MutableMapping[str, str]):
    """Plain bodies by record id, compressed, in one SQLite file below the var folder. What is set is kept at once.

    The archive has the same texts inside its pages; reading all of them again to group one night's articles would
    take minutes. The file may be deleted: `import` of the archive fills it again.
    """

    def __init__(self, file: Path) -> None:
        """Opens or makes the file. Raises BrokenTexts where it is no database or cannot be written."""
        self._file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(file, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("CREATE TABLE IF NOT EXISTS text (id TEXT PRIMARY KEY, body BLOB NOT NULL)")
        except (OSError, sqlite3.Error) as error:
            raise BrokenTexts(f"{file}: {error}") from error

    def __getitem__(self, key: str) -> str:
        row = self._database.execute("SELECT body FROM text WHERE id = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return zlib.decompress(row[0]).decode()

    def __setitem__(self, key: str, body: str) -> None:
        packed = zlib.compress(body.encode("utf-8", "replace"))
        try:
            self._database.execute("INSERT OR REPLACE INTO text VALUES (?, ?)", (key, packed))
        except sqlite3.Error as error:  # a full disk, a folder gone read-only
            raise OSError(errno.EIO, str(error), str(self._file)) from error

    def __delitem__(self, key: str) -> None:
        if self._database.execute("DELETE FROM text WHERE id = ?", (key,)).rowcount == 0:
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        for (key,) in self._database.execute("SELECT id FROM text ORDER BY id"):
            yield key

    def __len__(self) -> int:
        (count,) = self._database.execute("SELECT count(*) FROM text").fetchone()
        return int(count)

    def close(self) -> None:
        self._database.close()
