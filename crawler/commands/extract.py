"""`extract`: articles in, records out, without network and without store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from crawler.assemble import record_from
from crawler.items import WITA, Article
from crawler.read.canonical import canonical_url
from crawler.record import Record, as_json, record_id
from crawler.text import read_text
from crawler.write.grouping import group_events


class BadArticle(ValueError):
    """An input line that is no article; the message is one line."""


@dataclass(frozen=True)
class Given:
    """One article of the input under the `id` that it came with."""

    id: str
    article: Article


def extract_files(paths: Sequence[Path], output: TextIO, errors: TextIO, stdin: TextIO) -> int:
    """Write one JSON record a line for every article of the files ("-" is standard input), in the order of
    the input, each with its `id` and `relevant`; `event.id` is the same for articles of one event.
    What is no article gives one line on `errors`. Returns the exit status: 1 when there was such a line or
    no article at all."""
    given, wrong = [], 0
    for name, line, text in _lines(paths, errors, stdin):
        try:
            given.append(_given(name, line, text))
        except BadArticle as error:
            wrong += 1
            print(f"{name}:{line}: {error}", file=errors)
    if not given:
        print("no article to read", file=errors)
        return 1
    for row in _rows(given):
        print(json.dumps(row, ensure_ascii=False), file=output)
    unread = sum(1 for path in paths if str(path) != "-" and not path.is_file())
    return 1 if wrong or unread else 0


def _lines(paths: Sequence[Path], errors: TextIO, stdin: TextIO) -> Iterator[tuple[str, int, str]]:
    """(file, line number, JSON text); a `.txt` file is one article, under its stem."""
    for path in paths or [Path("-")]:
        try:
            text = stdin.read() if str(path) == "-" else path.read_bytes().decode("utf-8", errors="replace")
        except OSError as error:
            print(f"{path}: {error.strerror}", file=errors)
            continue
        if path.suffix == ".txt":
            yield str(path), 1, json.dumps({"id": path.stem, "text": text})
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield str(path), number, line


def _given(name: str, line: int, text: str) -> Given:
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadArticle(f"not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadArticle('not an article: it needs a "text"')
    address = _field(row, "url")
    url = canonical_url(address) if address else ""
    article = Article(
        url=address,
        canonical_url=url,
        outlet=_field(row, "outlet"),
        headline=_field(row, "title"),
        body=tuple(row["text"].split("\n")),
        published=_published(_field(row, "published")),
        published_raw=_field(row, "published") or None,
        reader="extract",
    )
    return Given(str(row.get("id") or f"{name}:{line}"), article)


def _field(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadArticle(f'"{key}" is not text: {value!r}')
    return value.strip()


def _published(printed: str) -> datetime | None:
    """A date or a time in ISO 8601; without an offset it is read in WITA, a date alone as its midnight."""
    if not printed:
        return None
    try:
        moment = datetime.fromisoformat(printed)
    except ValueError as error:
        raise BadArticle(f'"published" is no date in ISO 8601: {printed!r}') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=WITA)


def _rows(given: Iterable[Given]) -> Iterator[dict[str, Any]]:
    """The rows of output. Records are grouped under the ids of the input, which are unique even where two
    articles came without an address."""
    articles = list(given)
    records = [_under(f"{at:08d}", record_from(item.article, None)) for at, item in enumerate(articles)]
    texts = {record.id: read_text(item.article).plain for record, item in zip(records, articles, strict=True)}
    relevant = [record for record in records if record.relevance.relevant]
    events = group_events(relevant, texts)
    names = {record.id: _identity(item) for record, item in zip(records, articles, strict=True)}
    for record, item in zip(records, articles, strict=True):
        row = as_json(record) | {"id": item.id, "relevant": record.relevance.relevant}
        row["event"]["id"] = names[events.get(record.id, record.id)]
        yield row


def _under(identity: str, record: Record) -> Record:
    return replace(record, id=identity, event=replace(record.event, id=identity))


def _identity(item: Given) -> str:
    return record_id(item.article.canonical_url or item.id)
