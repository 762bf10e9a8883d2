"""The measured figures of extraction, as `content/quality.json` brings them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.record import clean_line
from theme.plugins.tables import BrokenTable, read_json

FIGURES = "quality.json"
"""A list of sets: [{"set": "dev", "date": "2026-11-22", "fields": {"event.date": {"f1": 0.93}}}]."""


@dataclass(frozen=True)
class FigureSet:
    """Figures of one annotated set: `columns` name the figures, `rows` hold a field and one cell for each column."""

    name: str
    on: str
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
    columns = tuple(dict.fromkeys(str(name) for figures in fields.values() for name in figures))
    rows = tuple(
        (clean_line(str(field)), tuple(_cell(figures.get(column)) for column in columns))
        for field, figures in fields.items()
    )
    return FigureSet(clean_line(str(one["set"])), clean_line(str(one["date"])), columns, rows)


def _cell(figure: object) -> str:
    if isinstance(figure, float):
        return f"{figure:.3f}".replace(".", ",")
    return "–" if figure is None else clean_line(str(figure))
