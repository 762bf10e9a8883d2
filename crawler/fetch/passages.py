"""Passages: what was read of a span of a WARC file, as plain data; the same in every process and on every machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawler.fetch.captures import Capture, CaptureReader, relevant_record
from crawler.fetch.spans import Span, SpanReader
from crawler.items import Article
from crawler.record import Record


class OtherRules(RuntimeError):
    """A worker has other code or tables than who asked it; the message is one line."""


@dataclass(frozen=True)
class Passage:
    """What a span held: its captures in order, how many responses it looked at, and what SpanReader tells of it."""

    span: Span
    captures: tuple[Capture, ...]
    responses: int
    first: int | None
    following: int | None
    fault: str | None


@dataclass(frozen=True)
class Order:
    """How a worker that shares no memory with who asks is to read: `recogniser` is what KABAR_NETRAL_NER says here,
    `rules` the fingerprint of the code and tables to be used, None where the worker cannot have others."""

    any_host: bool
    recogniser: str | None
    rules: str | None


def read_span(reader: CaptureReader, span: Span) -> Passage:
    """Reads a span of a file. Never raises for what is in it."""
    told, before = SpanReader(span), reader.responses
    captures = tuple(map(reader.read, told.responses(reader.wants)))
    return Passage(span, captures, reader.responses - before, told.first, told.following, told.fault)


def read_span_there(order: Order, span: Span) -> Passage:
    """The same in a worker. Raises OtherRules."""
    return read_span(_readers(order)[0], span)


def records_there(order: Order, articles: Sequence[tuple[Article, datetime]]) -> list[Record | None]:
    """The records of articles with the moments at which they were retrieved, where they are on the subject."""
    assemble = _readers(order)[1]
    return [relevant_record(assemble, article, on) for article, on in articles]


def own_order(*, any_host: bool, elsewhere: bool) -> Order:
    """The order of this process and its environment, for workers of this machine or also of others."""
    from crawler.extract.recognising import VARIABLE

    return Order(any_host, os.environ.get(VARIABLE), rules() if elsewhere else None)


@cache
def rules() -> str:
    """Sixteen hexadecimal digits, the same for the same code and tables of the crawler."""
    home, told = Path(__file__).parents[1], hashlib.sha256()
    for file in sorted(home.rglob("*")):
        if file.suffix in (".py", ".toml", ".csv", ".txt"):
            told.update(f"{file.relative_to(home)}\0".encode() + file.read_bytes())
    return told.hexdigest()[:16]


@cache
def _readers(order: Order) -> tuple[CaptureReader, Any]:
    from crawler.extract.recognising import VARIABLE
    from crawler.sources import load_sources
    from crawler.write.desk import default_assemble

    if order.rules not in (None, rules()):
        raise OtherRules("a worker has other code or tables than this machine: bring both to the same commit")
    assemble = default_assemble({VARIABLE: order.recogniser} if order.recogniser else {})
    return CaptureReader(load_sources(), assemble, any_host=order.any_host), assemble
