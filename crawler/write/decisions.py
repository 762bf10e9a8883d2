"""What people have decided about events: `events.csv` in the content folder, one decision a line.

    relation,one,other,by,on,why
    apart,1f0c9a2b77de,92c4c434353d,Redaksi,2026-11-22,dua apel di hari yang sama
    together,0a51c39cee33,4fd9d2c0a8f2,Redaksi,2026-11-22,satu deklarasi dengan tanggal salah cetak

`apart`: the two records are never put into one event, whatever they have in common. `together`: they are always.
The file is read at every grouping, so that what a person undid stays undone at every later crawl; a later line
about the same pair replaces an earlier one. `python -m crawler review apart` and `review together` write it; it may
be edited by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("relation", "one", "other", "by", "on", "why")
APART, TOGETHER = "apart", "together"
FILE = "events.csv"


class BrokenDecisions(ValueError):
    """A decisions file that cannot be relied on; the message is one line with the file and the line."""


@dataclass(frozen=True)
class Decisions:
    """Pairs of record ids, each in order."""

    apart: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[tuple[str, str]] = frozenset()


NONE = Decisions()


def ordered(one: str, other: str) -> tuple[str, str]:
    """The pair in order, as Decisions hold it."""
    return (one, other) if one < other else (other, one)


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file, none where there is no file. Raises BrokenDecisions for the first line that is no
    decision: grouping on in spite of it would join what somebody told apart."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenDecisions(f"{path}: {error}") from error
    try:
        pairs = dict(_pairs(lines))
    except (csv.Error, BrokenDecisions) as error:
        raise BrokenDecisions(f"{path}: {error}") from error
    return Decisions(
        frozenset(pair for pair, relation in pairs.items() if relation == APART),
        frozenset(pair for pair, relation in pairs.items() if relation == TOGETHER),
    )


def _pairs(lines: Iterable[str]) -> Iterable[tuple[tuple[str, str], str]]:
    rows = csv.reader(lines)
    header = next(rows, None)
    if header is not None and tuple(header[:3]) != COLUMNS[:3]:
        raise BrokenDecisions(f"the first line must be {','.join(COLUMNS)}")
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        relation, one, other = (cell.strip() for cell in (*row, "", "", "")[:3])
        if relation not in (APART, TOGETHER) or not one or not other or one == other:
            wanted = f"{APART} or {TOGETHER} and two record ids"
            raise BrokenDecisions(f"line {rows.line_num}: not {wanted}: {','.join(row)}")
        yield ordered(one, other), relation
