"""Test cases: a page as it was seen and its fields as they are read now, for a person to check."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.fetch.onramp.survey import Survey
from crawler.items import Article
from crawler.read.pages import page_for

CHECK = (
    "compare every field with the page; put invented people and sentences in place of the outlet's in both files, "
    "whose text is the outlet's; then delete this line"
)
"""Value of the key "check" in a new case. A test fails while a case has this key."""


class NothingToSave(ValueError):
    """The survey has no article page; the message is one line."""


def save_case(survey: Survey, folder: Path) -> Path:
    """Writes `<folder>/<family>/<name>.html` and `.json` and returns the path of the second; never over another case.

    Raises NothingToSave, and OSError where the folder cannot be written.
    """
    if survey.sight.article is None:
        raise NothingToSave(f"{survey.sight.url}: no article page was read, so there is no case to save")
    answer, _ = survey.sight.article
    case = _free(folder / (survey.family or "default"), survey.name)
    case.parent.mkdir(parents=True, exist_ok=True)
    case.with_suffix(".html").write_text(answer.html or "", encoding="utf-8")
    told = json.dumps(_expected(survey, answer.url, answer.html or ""), ensure_ascii=False, indent=2)
    case.write_text(told + "\n", encoding="utf-8")
    return case


def _expected(survey: Survey, url: str, html: str) -> dict[str, Any]:
    page = page_for(survey.family)(url, html, survey.name, survey.zone)
    article = page.to_item()
    read = {
        one.name: _plain(getattr(article, one.name)) for one in fields(Article) if one.name not in ("url", "outlet")
    }
    return {
        "check": CHECK,
        "url": url,
        "family": survey.family,
        "zone": survey.zone,
        "outlet": survey.name,
        "expected": {name: value for name, value in read.items() if value},
        "absent": [name for name, value in read.items() if not value],
        "next_pages": list(page.next_pages()),
        "all_pages_url": page.all_pages_url(url),
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _free(folder: Path, name: str) -> Path:
    case, number = folder / f"{name}.json", 2
    while case.exists() or case.with_suffix(".html").exists():
        case, number = folder / f"{name}-{number}.json", number + 1
    return case
