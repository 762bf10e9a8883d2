"""Withdrawn records: what the public log says of them, and where a page must say that they are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path

from crawler.record import Record, clean_line
from theme.plugins.records import ID
from theme.plugins.tables import read_csv
from theme.plugins.withholding import Veil, name_words
from theme.plugins.wording import day_in_words

LOG = "corrections.csv"
"""The log's file in the content folder, written by `python -m crawler review hide`."""
WHATS = {"hidden": "Ditarik"}
"""The log's words for what was done -> what readers see; other words are shown as they stand."""


@dataclass(frozen=True)
class Correction:
    """One line of the log; `on` is None where it is no date, `why` None where it would name somebody withdrawn."""

    id: str
    on: Day | None
    what: str
    why: str | None

    @property
    def when(self) -> str | None:
        """The day in Indonesian; Pelican renders the log's page, where the theme's own filters are not at hand."""
        return day_in_words(self.on) if self.on else None

    @property
    def withdraws(self) -> bool:
        return self.what == WHATS["hidden"]


def read_log(content: Path, hidden: Iterable[Record]) -> list[Correction]:
    """The log, the latest first; a line whose id is none is left out.

    A reason that repeats a name from the record that was withdrawn is withheld: the page states no facts.
    Raises BrokenTable.
    """
    veils = {record.id: Veil(tuple(name_words(official.name) for official in record.officials)) for record in hidden}
    lines = [
        Correction(
            row["id"],
            _day(row["on"]),
            WHATS.get(row["what"], clean_line(row["what"])),
            None if veils.get(row["id"], Veil()).hides(row["why"]) else clean_line(row["why"]) or None,
        )
        for row in read_csv(content / LOG, ("on", "id", "what", "why"))
        if ID.fullmatch(row["id"])
    ]
    lines.sort(key=lambda line: line.on or Day.min)
    return lines[::-1]


def tombstones(hidden: Sequence[Record], log: Iterable[Correction], shown: Iterable[str]) -> list[Correction]:
    """One line for each record that is gone: hidden, or withdrawn by the log and in no file any more.

    `shown` are the ids that have a page; of several lines the latest counts.
    """
    lines = {record.id: Correction(record.id, _reviewed(record), WHATS["hidden"], None) for record in hidden}
    for line in reversed(list(log)):
        if line.withdraws:
            lines[line.id] = line
    taken = set(shown)
    return [lines[id] for id in sorted(lines) if id not in taken]


def _reviewed(record: Record) -> Day | None:
    return record.reviewed.on if record.reviewed else None


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text.strip())
    except ValueError:
        return None
