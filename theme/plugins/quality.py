"""The measured figures of extraction, as `content/quality.json` brings them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawler.record import clean_line
from theme.plugins.tables import BrokenTable, read_json
from theme.plugins.wording import day_in_words

FIGURES = "quality.json"
"""A list of sets, shares from 0 to 1:
[{"set": "Berita karangan", "date": "2026-11-22", "articles": 76, "fields": {"event.date": {"f1": 0.93, "n": 70}}}];
`note`, where there is one, tells readers how to take the figures."""

COLUMNS = {"f1": "F1", "precision": "Ketepatan", "recall": "Kelengkapan", "n": "Jumlah"}
FIELDS = {
    "relevance": "Sesuai atau tidak", "kabupaten": "Kabupaten/kota", "kecamatan": "Kecamatan",
    "event.type": "Jenis kegiatan", "event.date": "Tanggal kegiatan", "event.venue": "Tempat",
    "officials": "Nama pejabat", "officials.positions": "Jabatan", "officials.speaker": "Siapa yang berbicara",
    "officials.subject": "Siapa yang diduga", "institutions": "Lembaga", "laws": "Dasar hukum",
    "groups": "Kelompok aparatur", "election": "Pemilihan", "case_state": "Keadaan perkara",
    "event.id": "Berita tentang kegiatan yang sama",
}  # fmt: skip
"""The file's words -> what readers see; others are shown as they stand."""


@dataclass(frozen=True)
class FigureSet:
    """Figures of one annotated set: `columns` name the figures, `rows` hold a field and one cell for each column."""

    name: str
    note: str | None
    on: str
    articles: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def read_figures(content: Path) -> list[FigureSet]:
    """The sets in the file's order; none where there is no file. Raises BrokenTable."""
    told = read_json(content / FIGURES)
    if told is None:
        return []
    sets = told if isinstance(told, list) else [told]
    try:
        return [_set(one) for one in sets]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BrokenTable(f"{content / FIGURES}: left out: a set needs set, date and fields: {error!r}") from None


def _set(one: dict[str, object]) -> FigureSet:
    fields = one["fields"]
    if not isinstance(fields, dict) or not fields:
        raise ValueError("no fields")
    keys = tuple(dict.fromkeys(str(name) for figures in fields.values() for name in figures))
    rows = tuple(
        (FIELDS.get(field, clean_line(str(field))), tuple(_cell(figures.get(column)) for column in keys))
        for field, figures in fields.items()
    )
    articles = clean_line(str(one["articles"])) if "articles" in one else None
    columns = tuple(COLUMNS.get(key, clean_line(key)) for key in keys)
    note = clean_line(str(one["note"])) if "note" in one else None
    return FigureSet(clean_line(str(one["set"])), note, _day(str(one["date"])), articles, columns, rows)


def _day(text: str) -> str:
    return day_in_words(date.fromisoformat(text))


def _cell(figure: object) -> str:
    if isinstance(figure, float):
        return f"{figure:.3f}".replace(".", ",")
    return "–" if figure is None else clean_line(str(figure))
