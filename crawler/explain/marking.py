"""The article as pieces: which sentence stands behind which fact, which words are the fact's own, what was dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.explain.locating import Locator
from crawler.items import Article
from crawler.record import Record, clean_line
from crawler.text import read_text

KINDS = ("event", "place", "people", "law", "dropped")
"""What a piece or a fact is about; `dropped` are lines that reading took for page furniture."""

_KIND_OF = {
    "kabupaten": "place", "kecamatan": "place", "officials": "people", "institutions": "people", "laws": "law",
    "election": "law", "groups": "law",
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One fact with its evidence. `number` counts from 1; `span` is [start, end) in the article's text, None for
    a fact that was read in the headline."""

    number: int
    field: str
    value: str
    rule: str
    quote: str
    span: tuple[int, int] | None
    kind: str


@dataclass(frozen=True)
class Piece:
    """A run of the article's text. `facts` are the numbers whose sentence it belongs to, `closing` those whose
    sentence ends with it, `kind` is that of a value printed here ("" for none)."""

    text: str
    facts: tuple[int, ...]
    closing: tuple[int, ...]
    kind: str

    @property
    def printable(self) -> str:
        """The text without control, bidi and zero-width characters, its lines and its blanks at both ends kept: a
        page must not move a terminal's cursor, and pieces must not grow together."""
        return "\n".join(_printable(line) for line in self.text.split("\n"))


@dataclass(frozen=True)
class Explained:
    """One article with all that is said about it."""

    id: str
    headline: str
    record: Record
    facts: tuple[Fact, ...]
    pieces: tuple[Piece, ...]


def explain(id: str, article: Article, record: Record) -> Explained:
    """The article's text in pieces whose concatenation is the text again, and its facts numbered."""
    locator = Locator(article.text)
    facts = tuple(
        Fact(
            number,
            item.field,
            _value(record, item.field),
            item.rule,
            item.quote,
            locator.find(item.quote),
            kind(item.field),
        )
        for number, item in enumerate(record.evidence, 1)
    )
    values = [*_values(record, article.text), *_dropped(article, read_text(article).plain)]
    return Explained(id, article.headline, record, facts, tuple(_pieces(article.text, facts, values)))


def _printable(line: str) -> str:
    cleaned = clean_line(line)
    if not cleaned:
        return " " if line else ""
    return f"{' ' if line[0].isspace() else ''}{cleaned}{' ' if line[-1].isspace() else ''}"


def kind(field: str) -> str:
    """The kind of a dotted field, "event" for what happened, when and where."""
    return _KIND_OF.get(field.partition(".")[0], "event")


def _value(record: Record, field: str) -> str:
    """What the record says in a dotted field of evidence, on one line."""
    name, _, rest = field.partition(".")
    value = getattr(record, name, "")
    if name == "officials":
        number, _, part = rest.partition(".")
        official = record.officials[int(number)]
        offices = "; ".join(" ".join(word for word in (p.title, p.institution) if word) for p in official.positions)
        return f"{official.name}: {offices if part == 'positions' else part}"
    if name == "event":
        value = getattr(record.event, rest)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)


def _values(record: Record, text: str) -> Iterator[tuple[int, int, str]]:
    """Where the text prints a value itself: names, the venue, places, institutions."""
    printed = {official.name: "people" for official in record.officials}
    printed |= dict.fromkeys(record.institutions, "people")
    printed |= dict.fromkeys((*record.kabupaten, *record.kecamatan), "place")
    if record.event.venue:
        printed[record.event.venue] = "event"
    for value, of in printed.items():
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value), of
            at = text.find(value, at + len(value))


def _dropped(article: Article, kept: str) -> Iterator[tuple[int, int, str]]:
    """Lines of the body that are no paragraph of the text that was judged."""
    at = 0
    for line in article.text.split("\n"):
        cleaned = clean_line(line)
        tail = cleaned[-40:]
        if cleaned and tail not in kept:
            yield at, at + len(line), "dropped"
        at += len(line) + 1


def _pieces(text: str, facts: Iterable[Fact], values: Iterable[tuple[int, int, str]]) -> Iterator[Piece]:
    spans = [(fact.span[0], fact.span[1], fact.number) for fact in facts if fact.span]
    shown = sorted(values, key=lambda value: (value[2] != "dropped", value[0] - value[1]))
    cuts = sorted({0, len(text), *(at for start, end, _ in (*spans, *shown) for at in (start, end))})
    for start, end in pairwise(cuts):
        yield Piece(
            text[start:end],
            tuple(number for first, last, number in spans if first <= start and end <= last),
            tuple(number for _, last, number in spans if last == end),
            next((of for first, last, of in shown if first <= start and end <= last), ""),
        )
