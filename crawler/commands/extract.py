"""`extract`: articles in, records out, without network and without store."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from crawler.assemble import record_of
from crawler.explain.locating import Locator
from crawler.extract.recognising import Recogniser, configured_recogniser
from crawler.items import WITA, Article
from crawler.read.canonical import canonical_url
from crawler.record import Record, as_json, record_id
from crawler.text import read_text
from crawler.write.copies import mark_copies
from crawler.write.grouping import group_events
from crawler.write.merging import with_fact

_TOGETHER = 32
"""Articles that a process is given at a time."""
_WORTH = 800
"""Articles from which processes are worth their start, a second of reading tables."""


class BadArticle(ValueError):
    """An input line that is no article; the message is one line."""


@dataclass(frozen=True)
class Given:
    """One article of the input under the `id` that it came with."""

    id: str
    article: Article


@dataclass(frozen=True)
class Extracted:
    """An article of the input with its record, which knows its event among the input's."""

    given: Given
    record: Record


def extract_files(
    paths: Sequence[Path],
    output: TextIO,
    errors: TextIO,
    stdin: TextIO,
    recognise: Recogniser | None = None,
    jobs: int | None = 1,
) -> int:
    """Write one JSON record a line for every article of the files ("-" is standard input), in the order of
    the input, each with its `id` and `relevant`; `event.id` is the same for articles of one event. Each piece of
    evidence tells `start` and `end` of its sentence in the input's "text", null where it stands in the title.
    What is no article gives one line on `errors`. `jobs` are processes, None as many as pay. Returns the exit status:
    1 when there was such a line or no article at all."""
    articles, status = read_articles(paths, errors, stdin)
    with _few_collections():
        for extracted in extract_articles(articles, recognise, jobs):
            row = _JSON.encode(_row(extracted))
            # Half a surrogate pair, which JSON may hold as an escape, can be written as nothing else.
            print(row.encode("utf-8", "backslashreplace").decode(), file=output)
    return status


_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)
"""Rows hold no cycles, so that none need be looked for."""


@contextmanager
def _few_collections() -> Iterator[None]:
    """Python looks for reference cycles less often: articles leave next to none, and each search goes through the
    vocabularies too, a twentieth of the time at Python's own threshold."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


_ALLOCATIONS = 50_000
"""Objects made and not freed, after which a search for cycles starts; a batch of thirty articles."""


def read_articles(paths: Sequence[Path], errors: TextIO, stdin: TextIO) -> tuple[list[Given], int]:
    """The articles of the files and the exit status so far; what is no article gives one line on `errors`."""
    given, wrong = [], 0
    for name, line, text in _lines(paths, errors, stdin):
        try:
            given.append(_given(name, line, text))
        except BadArticle as error:
            wrong += 1
            print(f"{name}:{line}: {error}", file=errors)
    if not given:
        print("no article to read", file=errors)
        return [], 1
    unread = sum(1 for path in paths if str(path) != "-" and not path.is_file())
    return given, 1 if wrong or unread else 0


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


def extract_articles(
    given: Sequence[Given], recognise: Recogniser | None = None, jobs: int | None = 1
) -> Iterator[Extracted]:
    """Each article's record, in the order of the input. Records are grouped under their places in the input, which
    are unique even where two articles came without an address."""
    records, bodies = [], {}
    for at, (made, body) in enumerate(_made([item.article for item in given], recognise, jobs)):
        record = _under(f"{at:08d}", made)
        records.append(record)
        if record.relevance.relevant:
            bodies[record.id] = body
    events = group_events([record for record in records if record.relevance.relevant], bodies)
    grouped = {record.id: _of_event(record, events.get(record.id, record.id)) for record in records}
    grouped |= {record.id: record for record in mark_copies(list(grouped.values()), bodies)}
    names = {record.id: _identity(item) for record, item in zip(records, given, strict=True)}
    for key, item in zip(grouped, given, strict=True):
        record = grouped[key]
        event = replace(record.event, id=names[record.event.id])
        yield Extracted(item, replace(record, id=names[key], event=event))


def _of_event(record: Record, identity: str) -> Record:
    """The record itself where it is the event's only or first one."""
    return record if record.event.id == identity else with_fact(record, "event.id", identity)


def _made(articles: Sequence[Article], recognise: Recogniser | None, jobs: int | None) -> Iterator[tuple[Record, str]]:
    """Records with their plain bodies, in order; by processes where more than one is worth it."""
    wanted = jobs or (None if len(articles) >= _WORTH else 1)
    if wanted == 1:
        yield from (made_of(article, recognise) for article in articles)
        return
    from crawler.spread.processes import Processes, cores  # late: a few articles need none of it

    tasks = (articles[at : at + _TOGETHER] for at in range(0, len(articles), _TOGETHER))
    with Processes(wanted or cores()) as workers:
        for made in workers.each(made_there, tasks):
            yield from made


def made_there(articles: Sequence[Article]) -> list[tuple[Record, str]]:
    """What `made_of` gives for articles, in a process that has the recogniser of its environment."""
    recognise = configured_recogniser(os.environ)
    return [made_of(article, recognise) for article in articles]


def made_of(article: Article, recognise: Recogniser | None) -> tuple[Record, str]:
    """An article's record and its plain body."""
    text = read_text(article)
    return record_of(article, text, None, recognise), text.plain


def _row(extracted: Extracted) -> dict[str, Any]:
    row = as_json(extracted.record)
    locator = Locator(extracted.given.article.text)
    for item in row["evidence"]:
        item["start"], item["end"] = locator.find(item["quote"]) or (None, None)
    return row | {"id": extracted.given.id, "relevant": extracted.record.relevance.relevant}


def _under(identity: str, record: Record) -> Record:
    return replace(record, id=identity, event=replace(record.event, id=identity))


def _identity(item: Given) -> str:
    return record_id(item.article.canonical_url or item.id)
