"""Files beside the records that the site reads where there are any: tables and figures made by commands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class BrokenTable(ValueError):
    """One line that names the file and says what is wrong with it."""


def read_csv(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; none where there is no file.

    Raises BrokenTable where a column is missing or the file cannot be read.
    """
    text = _text(path)
    if text is None:
        return []
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise BrokenTable(f"{path}: left out: {error}") from None
    for number, row in enumerate(rows, 2):
        missing = [name for name in columns if row.get(name) is None]
        if missing:
            raise BrokenTable(f"{path}: left out: row {number} has no {missing[0]}")
    return rows


def read_json(path: Path) -> Any:
    """What a JSON file holds, None where there is no file. Raises BrokenTable."""
    text = _text(path)
    if text is None:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenTable(f"{path}: left out: no JSON: {error}") from None


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenTable(f"{path}: left out: {error}") from None
