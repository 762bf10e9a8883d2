"""Withdrawn records: what the public log says of them, and where a page must say that they are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path

from crawler.record import Record, clean_line
from theme.plugins.records import ID
from theme.plugins.tables import read_csv
from theme.plugins.withholding import Veil, name_words, veil_over
from theme.plugins.wording import CASE_STATES, TYPES, day_in_words

LOG = "corrections.csv"
"""The log's file in the content folder, written by `python -m crawler hide` and `correct`."""
WHATS = {"hidden": "Ditarik", "corrected": "Dikoreksi", "restored": "Ditayangkan kembali"}
"""The log's words for what was done -> what readers see; other words are shown as they stand."""

FIELDS = {
    "headline": "judul",
    "published": "waktu terbit",
    "event.type": "jenis kegiatan",
    "event.date": "tanggal kegiatan",
    "event.venue": "tempat",
    "kabupaten": "kabupaten/kota",
    "kecamatan": "kecamatan",
    "officials": "pejabat",
    "institutions": "lembaga",
    "laws": "dasar hukum",
    "election": "pemilihan",
    "groups": "kelompok",
    "case_state": "status perkara",
    "summary": "ringkasan",
    "status": "penayangan",
}
"""Fields whose change readers are told of -> what they are called."""


Row = Mapping[str, str]


@dataclass(frozen=True)
class Correction:
    """One line of the log; `on` is None where it is no date, `why` None where it would name somebody withheld.

    `field` is the dotted field that was corrected, `was` and `now` its values where the log tells them; else empty.
    """

    id: str
    on: Day | None
    what: str
    why: str | None
    field: str = ""
    was: str = ""
    now: str = ""

    @property
    def when(self) -> str | None:
        """The day in Indonesian; Pelican renders the log's page, where the theme's own filters are not at hand."""
        return day_in_words(self.on) if self.on else None

    @property
    def told(self) -> str:
        """What was corrected, and how, where the log tells it."""
        name = FIELDS.get(self.field, self.field)
        if self.field == "status" or not (self.was or self.now):
            return name
        return f"{name}, dari {_value(self.was)} menjadi {_value(self.now)}"

    @property
    def withdraws(self) -> bool:
        return self.what == WHATS["hidden"]


def read_log(content: Path, hidden: Iterable[Record], published: Iterable[Record] = ()) -> list[Correction]:
    """The log, the latest first; a line whose id is none is left out.

    A reason that repeats a name from the record that was withdrawn, or a name that a published record withholds, is
    withheld: the page states no facts. Raises BrokenTable.
    """
    return corrections(log_rows(content), hidden, published)


def log_rows(content: Path) -> list[Row]:
    """The rows of the log that name a record, in the file's order. Raises BrokenTable."""
    return [row for row in read_csv(content / LOG, ("on", "id", "what", "why")) if ID.fullmatch(row["id"])]


def corrections(rows: Sequence[Row], hidden: Iterable[Record], published: Iterable[Record]) -> list[Correction]:
    """Rows of the log as readers may see them, the latest first; `hidden` and `published` are those they tell of."""
    told = {row["id"] for row in rows}
    veils = {record.id: veil_over([record]) for record in published if record.id in told}
    veils |= {record.id: Veil(tuple(name_words(official.name) for official in record.officials)) for record in hidden}
    lines = [_correction(row, veils.get(row["id"], Veil())) for row in rows]
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


def _correction(row: Mapping[str, str | None], veil: Veil) -> Correction:
    def shown(name: str) -> str:
        text = row.get(name) or ""
        return "" if veil.hides(text) else clean_line(text)

    return Correction(
        row["id"] or "",
        _day(row["on"] or ""),
        WHATS.get(row["what"] or "", clean_line(row["what"] or "")),
        shown("why") or None,
        *(shown(name) for name in ("field", "was", "now")),
    )


def _reviewed(record: Record) -> Day | None:
    return record.reviewed.on if record.reviewed else None


def _value(text: str) -> str:
    day = _day(text)
    words = {str(kind): label for kind, label in TYPES.items()} | {
        str(state): label for state, label in CASE_STATES.items()
    }
    return day_in_words(day) if day else words.get(text, text).replace("; ", ", ") or "(kosong)"


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text.strip())
    except ValueError:
        return None
