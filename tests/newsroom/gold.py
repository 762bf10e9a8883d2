"""The facts of each article in the form that the scorer of the evaluation reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.newsroom.model import NewsArticle, load_articles, load_outlets

# Keys in the order of the evaluation's files, each with what it is when an article file leaves it out.
DEFAULTS: Mapping[str, Any] = {
    "relevant": None,
    "borderline": False,
    "kabupaten": None,
    "kabupaten_alt": [],
    "kabupaten_mentioned_other": [],
    "kecamatan": [],
    "event_type": "lainnya",
    "event_type_alt": [],
    "event_date": None,
    "event_date_alt": [],
    "other_dates": [],
    "venue": None,
    "venue_alt": [],
    "venue_optional": False,
    "officials": [],
    "institutions": [],
    "laws": [],
    "election": None,
    "election_alt": [],
    "group": [],
    "case_state": None,
    "duplicates": [],
    "same_case": [],
}


class UnknownFact(ValueError):
    """A key in an article's [gold] that the evaluation does not know; the message names file and key."""


def gold_record(article: NewsArticle) -> dict[str, Any]:
    """The article as one file of the evaluation: url, outlet, title, published (a day), text, gold, notes."""
    if unknown := sorted(set(article.gold) - set(DEFAULTS)):
        raise UnknownFact(f"{article.name}: {', '.join(unknown)}")
    gold = {key: article.gold.get(key, default) for key, default in DEFAULTS.items()}
    gold["officials"] = [_official(official) for official in gold["officials"]]
    gold["fields_scored"] = "all" if gold["relevant"] else "relevant,kabupaten"
    return {
        "url": article.url,
        "outlet": load_outlets()[article.outlet].host,
        "title": " ".join(article.title.split()),
        "published": article.published.date().isoformat() if article.published else None,
        "text": "\n".join(captured_lines(article)),
        "gold": gold,
        "notes": "",
    }


def write_gold(folder: Path) -> int:
    """Writes one JSON file for each article and returns their number."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in load_articles():
        text = json.dumps(gold_record(article), ensure_ascii=False, indent=1)
        (folder / f"{article.name}.json").write_text(text + "\n", encoding="utf-8")
    return len(load_articles())


def captured_lines(article: NewsArticle) -> Iterator[str]:
    """The text as a plain extractor leaves it: the body with bylines, captions and "Baca juga" lines between."""
    yield from filter(
        None, (article.topic, article.keywords_line, article.caption, article.reporter_line, article.byline)
    )
    for number, paragraph in enumerate(article.body, start=1):
        last = number == len(article.body)
        yield f"{paragraph} {article.mark}" if last and article.mark else paragraph
        yield from (f"Baca juga: {line.title}" for line in article.related if line.after == number)
    if article.editor:
        yield f"Editor: {article.editor}"


def _official(entry: Mapping[str, Any]) -> dict[str, Any]:
    """`institution_only` stands for a person named with an institution but without a title."""
    positions = list(entry.get("positions", ()))
    if "institution_only" in entry:
        positions = [{"title": None, "institution": entry["institution_only"]}]
    return {
        "name": entry["name"],
        "mentions": list(entry["mentions"]),
        "positions": positions,
        "speaker": entry.get("speaker", False),
        "subject": entry.get("subject", False),
        "subject_state": entry.get("subject_state"),
        "kind": entry.get("kind", "pejabat"),
    }
