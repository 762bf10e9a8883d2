"""A measurement: annotated articles through the same door as `python -m crawler extract`, then scored."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from crawler.commands.extract import extract_files
from tests.quality.scoring import Scores, score

GIVEN = ("url", "outlet", "title", "published", "text")
"""All that extraction is told of an article; the annotation stays behind."""


def annotated(folder: Path) -> dict[str, dict[str, Any]]:
    """The articles of a folder by name. Raises ValueError when there is none: measuring nothing proves nothing."""
    articles = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    if not articles:
        raise ValueError(f"{folder}: no annotated article")
    return articles


def extracted(folder: Path) -> dict[str, dict[str, Any]]:
    """What extraction says about each article of a folder, by the article's name."""
    articles = annotated(folder)
    given = "\n".join(
        json.dumps({"id": name} | {key: article.get(key) for key in GIVEN}) for name, article in articles.items()
    )
    output, errors = io.StringIO(), io.StringIO()
    status = extract_files([Path("-")], output, errors, io.StringIO(given))
    if status:
        raise ValueError(f"{folder}: {errors.getvalue()}")
    rows = [json.loads(line) for line in output.getvalue().splitlines()]
    return {row["id"]: row for row in rows}


def measure(folder: Path) -> Scores:
    """The scores of extraction on a folder of annotated articles."""
    return score(annotated(folder), extracted(folder))
