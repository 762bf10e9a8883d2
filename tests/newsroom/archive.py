"""The newsroom as a WARC file: the same bytes each time it is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.sources import load_sources
from tests.newsroom.discovery import discovery_answers
from tests.newsroom.model import Answer, load_articles, load_elsewhere, load_outlets
from tests.newsroom.rendering import article_answers, render

WARC_DATE = "2026-10-01T18:00:00Z"
PHRASES = {200: "200 OK", 404: "404 Not Found", 410: "410 Gone"}


class Contradiction(ValueError):
    """Two different answers to one address; the message names it."""


@cache
def answers() -> tuple[Answer, ...]:
    """Everything that the outlets answer, by address. Raises Contradiction for an address with two answers."""
    known: dict[str, Answer] = {}
    for answer in _all_answers():
        if known.setdefault(answer.url, answer) != answer:
            raise Contradiction(f"two answers to {answer.url}")
    return tuple(known[url] for url in sorted(known))


def write_warc(path: Path, given: Sequence[Answer] | None = None) -> int:
    """Writes the WARC 1.1 file, of the newsroom's answers unless others are given, and returns how many."""
    responses = answers() if given is None else given
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        for answer in responses:
            writer.write_record(
                writer.create_warc_record(
                    answer.url,
                    "response",
                    payload=io.BytesIO(answer.body),
                    http_headers=_http(answer),
                    warc_headers_dict={
                        "WARC-Date": WARC_DATE,
                        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, answer.url)}>",
                    },
                )
            )
    return len(responses)


def _all_answers() -> Iterable[Answer]:
    sources = load_sources()
    for name in load_outlets():
        yield from discovery_answers(sources.by_name[name])
    for article in load_articles():
        yield from article_answers(article)
    for gone in load_elsewhere():
        body = render(gone.page, outlet=load_outlets()[gone.outlet])
        for url in (gone.url, f"{gone.url}?page=all"):
            yield Answer(url, body, PHRASES[gone.status])


def _http(answer: Answer) -> StatusAndHeaders:
    headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
    return StatusAndHeaders(answer.status, headers, protocol="HTTP/1.1")
