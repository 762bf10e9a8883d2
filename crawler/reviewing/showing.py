"""A record as a person reviews it: each fact beside the sentences behind it, and the text with those marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.explain.locating import Locator
from crawler.record import Record, clean_line
from crawler.reviewing.values import printed_value, typed_value
from crawler.write.merging import facts
from crawler.write.naming import is_withheld

_NOT_TOLD = frozenset({"officials", "evidence", "status", "published_raw", "relevance.reasons"})


@dataclass(frozen=True)
class Span:
    """A run of text; `marked` where it is what the reader looks for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Quote:
    """A sentence behind a fact: its spans, and the rule that took it."""

    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True)
class Row:
    """One fact. `name` is what `review set` takes, `typed` the value as it takes it, `held` whether a person set it.

    `withheld` and `roles` (speaker, subject, a case state) are of officials only.
    """

    name: str
    value: str
    typed: str
    quotes: tuple[Quote, ...]
    held: bool
    withheld: bool | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A record's facts, its officials, and its article's text in spans, empty where the text is not at hand."""

    record: Record
    facts: tuple[Row, ...]
    officials: tuple[Row, ...]
    text: tuple[Span, ...]


def shown(record: Record, text: str | None) -> Shown:
    """The record laid out; `text` is its article's body where it is at hand."""
    values = facts(record)
    rows = tuple(_row(record, name, value) for name, value in values.items() if name not in _NOT_TOLD)
    people = tuple(_person(record, number) for number in range(len(record.officials)))
    return Shown(record, rows, people, tuple(_marked_text(text, record)) if text else ())


def marked(text: str, wanted: Iterable[str]) -> tuple[Span, ...]:
    """The text in spans, with every appearance of the wanted words marked; longer ones first."""
    spans = []
    for one in sorted({word for word in wanted if word}, key=len, reverse=True):
        at = text.find(one)
        while at >= 0:
            spans.append((at, at + len(one)))
            at = text.find(one, at + len(one))
    return tuple(_cut(text, spans))


def _row(record: Record, name: str, value: object) -> Row:
    printed = clean_line(printed_value(value))
    words = [str(item) for item in value] if isinstance(value, tuple) else [printed]
    return Row(name, printed, typed_value(value), _quotes(record, name, words), _is_held(record, name))


def _person(record: Record, number: int) -> Row:
    official = record.officials[number]
    roles = tuple(word for word in ("speaker", "subject") if getattr(official, word))
    roles += (str(official.subject_state),) if official.subject_state else ()
    told = clean_line(printed_value((official,)))
    words = [official.name, *official.name.split()]
    quotes = _quotes(record, f"officials.{number}", words)
    held = _is_held(record, "officials")
    return Row(official.name, told, official.name, quotes, held, is_withheld(record, official), roles)


def _quotes(record: Record, field: str, words: list[str]) -> tuple[Quote, ...]:
    found = (item for item in record.evidence if item.field == field or item.field.startswith(f"{field}."))
    rules: dict[str, list[str]] = {}
    for item in found:
        rules.setdefault(clean_line(item.quote), []).append(clean_line(item.rule))
    return tuple(Quote(marked(quote, words), ", ".join(dict.fromkeys(names))) for quote, names in rules.items())


def _is_held(record: Record, name: str) -> bool:
    review = record.reviewed
    return review is not None and (
        not review.fields or any(name == held or name.startswith(f"{held}.") for held in review.fields)
    )


def _marked_text(text: str, record: Record) -> Iterator[Span]:
    locator = Locator(text)
    places = (locator.find(item.quote) for item in record.evidence)
    for span in _cut(text, [place for place in places if place]):
        lines = [clean_line(line) for line in span.text.split("\n")]
        start, end = span.text[:1].isspace() and lines[0] != "", span.text[-1:].isspace() and lines[-1] != ""
        yield Span(f"{' ' if start else ''}{chr(10).join(lines)}{' ' if end else ''}", span.marked)


def _cut(text: str, spans: list[tuple[int, int]]) -> Iterator[Span]:
    cuts = sorted({0, len(text), *(at for span in spans for at in span)})
    pieces: list[Span] = []
    for start, end in pairwise(cuts):
        mark = any(first <= start and end <= last for first, last in spans)
        if pieces and pieces[-1].marked == mark:
            pieces[-1] = Span(pieces[-1].text + text[start:end], mark)
        else:
            pieces.append(Span(text[start:end], mark))
    yield from pieces
