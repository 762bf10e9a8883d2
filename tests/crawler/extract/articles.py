"""Texts for extraction tests: a headline, lines and a day, read the way the crawler reads them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.items import WITA, Article
from crawler.text import Text, read_text

CASES = Path(__file__).parent / "cases"


def text_of(body: str, headline: str = "", published: str | None = None) -> Text:
    """The text of an article whose paragraphs are the lines of `body`; `published` is an ISO day."""
    day = date.fromisoformat(published) if published else None
    return read_text(
        Article(
            url="https://example.org/a",
            canonical_url="https://example.org/a",
            outlet="contoh",
            headline=headline,
            body=tuple(line for line in body.split("\n") if line.strip()),
            published=datetime(day.year, day.month, day.day, 9, tzinfo=WITA) if day else None,
        )
    )


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of cases/<name>.toml. Raises when there are none."""
    found: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    assert found, name
    return found
