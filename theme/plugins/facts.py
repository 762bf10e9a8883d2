"""The facts of one event as rows for its page, each with the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.record import Official
from theme.plugins.events import ShownEvent
from theme.plugins.evidence import is_about
from theme.plugins.wording import CASE_STATES, SUBJECT_STATES, TYPES, day_in_words


@dataclass(frozen=True)
class Quote:
    """A sentence and the slug of the outlet that printed it."""

    text: str
    outlet: str


@dataclass(frozen=True)
class Value:
    """One value of a row; `kind` says whose page shows it (a key of KINDS, or "kecamatan"), `filter` the search
    filter that it feeds."""

    text: str
    kind: str | None = None
    filter: str | None = None


@dataclass(frozen=True)
class Row:
    title: str
    values: tuple[Value, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Person:
    """An official as the page shows one: positions in words, and what is alleged (subjects only)."""

    name: str
    positions: tuple[str, ...]
    allegation: str | None
    also_spoke: bool
    quotes: tuple[Quote, ...]


def fact_rows(event: ShownEvent) -> list[Row]:
    """The rows that have a value, in reading order."""
    places = [Value(name, "wilayah", "kabupaten") for name in event.kabupaten]
    places += [Value(f"Kecamatan {name}", "kecamatan") for name in event.kecamatan]
    dates = [Value(day_in_words(event.date))] if event.date else []
    state = [Value(CASE_STATES[event.case_state])] if event.case_state else []
    rows = [
        ("Tanggal kegiatan", dates, ("event.date",)),
        ("Tempat", _plain([event.venue] if event.venue else []), ("event.venue",)),
        ("Wilayah", places, ("kabupaten", "kecamatan")),
        ("Jenis", [Value(TYPES[event.type], "jenis", "jenis")], ("event.type",)),
        ("Status perkara", state, ("case_state",)),
        ("Kelompok", _plain(event.groups), ("groups",)),
        ("Pemilihan", [Value(event.election, "pemilihan", "pemilihan")] if event.election else [], ("election",)),
        ("Lembaga", [Value(name, "lembaga", "lembaga") for name in event.institutions], ("institutions",)),
        ("Dasar hukum", _plain(event.laws), ("laws",)),
    ]
    return [Row(title, tuple(values), quotes_for(event, fields)) for title, values, fields in rows if values]


def quotes_for(event: ShownEvent, fields: Sequence[str]) -> tuple[Quote, ...]:
    """The sentences behind the dotted fields (or keys below them), each once."""
    found = (
        Quote(item.quote, record.outlet)
        for record, item in event.evidence
        if any(item.field == f or item.field.startswith((f + ".", f + "[")) for f in fields)
    )
    return tuple(dict.fromkeys(found))


def people(event: ShownEvent, officials: Iterable[Official]) -> list[Person]:
    """Officials of the event in the page's form."""
    return [_person(official, event) for official in officials]


def _person(official: Official, event: ShownEvent) -> Person:
    positions = (" ".join(_not_twice(p.title, p.institution)) for p in official.positions)
    quotes = (
        Quote(item.quote, record.outlet)
        for record, item in event.evidence
        if item.field.startswith("officials") and is_about(item.field, official.name, item.quote)
    )
    return Person(
        official.name,
        tuple(position for position in positions if position),
        SUBJECT_STATES[official.subject_state] if official.subject else None,
        official.subject and official.speaker,
        tuple(dict.fromkeys(quotes)),
    )


def _not_twice(title: str | None, institution: str | None) -> list[str]:
    # "Ketua Bawaslu Kabupaten Belu", but "Kepala Lapas Kelas IIB, Lapas Kelas IIB Waikabubak" would stammer.
    if title and institution:
        start = institution.removeprefix("Pemerintah ")
        overlap = next((n for n in range(len(start), 3, -1) if title.endswith(start[:n].rstrip())), 0)
        return [title, start[overlap:].strip()] if overlap else [title, start]
    return [part for part in (title, institution) if part]


def _plain(texts: Iterable[str]) -> list[Value]:
    return [Value(text) for text in texts]
