"""The public log of corrections: `corrections.csv` in the content folder, one line for what a person did and why.

    on,id,what,why,field,was,now,by,key
    2026-11-22,1f0c9a2b77de,corrected,salah cetak di medianya,event.date,2024-10-03,2024-10-02,Redaksi,
    2026-11-23,92c4c434353d,hidden,bukan tentang netralitas,,,,Redaksi,5c1d0e3f9a77

`what`: corrected, hidden, restored, or any other word. `was` and `now` are told only of fields that name nobody. `key`
is a hash of what every address variant of a withdrawn article shares: it keeps the article out though its record is no
longer there, and no name can be read from it. Files of the first four columns alone are read as well.
Pure but for reading the file.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from crawler.read.identity import article_key
from crawler.record import clean_line

FILE = "corrections.csv"
COLUMNS = ("on", "id", "what", "why", "field", "was", "now", "by", "key")
CORRECTED, HIDDEN, RESTORED = "corrected", "hidden", "restored"
_NEEDED = 4


class BrokenCorrections(ValueError):
    """A log that cannot be relied on; the message is one line with the file and the line."""


@dataclass(frozen=True)
class Line:
    """One line of the log; `on` is a day as 2026-11-22, `id` a record's."""

    on: str
    id: str
    what: str
    why: str
    field: str = ""
    was: str = ""
    now: str = ""
    by: str = ""
    key: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """What must not come back: records by id, and articles by the key of their address."""

    ids: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    def holds(self, id: str, url: str) -> bool:
        """Whether a record was withdrawn, by its id or as the same article at another address."""
        return id in self.ids or (bool(self.keys) and key_of(url) in self.keys)


def read_corrections(path: Path) -> list[Line]:
    """The log's lines in their order, none where there is no file. Raises BrokenCorrections."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenCorrections(f"{path}: {error}") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(_lines(rows, path))
    except csv.Error as error:
        raise BrokenCorrections(f"{path}:{rows.line_num}: {error}") from error


def with_lines(lines: Iterable[Line]) -> str:
    """The log's text, its header first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([clean_line(cell) for cell in astuple(line)] for line in lines)
    return text.getvalue()


def withdrawn(lines: Iterable[Line]) -> Withdrawn:
    """What the log withdrew and did not restore later."""
    gone: dict[str, str] = {}
    for line in lines:
        if line.what == HIDDEN:
            gone[line.id] = line.key or gone.get(line.id, "")
        elif line.what == RESTORED:
            gone.pop(line.id, None)
    return Withdrawn(frozenset(gone), frozenset(gone.values()) - {""})


def key_of(url: str) -> str:
    """Twelve hexadecimal digits, the same for every address variant of one article; "" for what is no web address."""
    try:
        return hashlib.sha256(article_key(url).encode()).hexdigest()[:12]
    except ValueError:
        return ""


def _lines(rows: Iterable[Sequence[str]], path: Path) -> Iterable[Line]:
    columns: tuple[str, ...] | None = None
    for number, row in enumerate(rows, 1):
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = tuple(row)
            if columns[:_NEEDED] != COLUMNS[:_NEEDED]:
                raise BrokenCorrections(f"{path}:{number}: the first line must begin with on,id,what,why")
        elif len(row) < _NEEDED or not row[1].strip() or not row[2].strip():
            raise BrokenCorrections(f"{path}:{number}: a line needs a day, a record, what was done and why")
        else:
            told = dict(zip(columns, (cell.strip() for cell in row), strict=False))
            yield Line(**{name: told.get(name, "") for name in COLUMNS})
