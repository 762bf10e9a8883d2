"""Invented records for the benchmarks of the build: as many as are asked for, spread and mixed as real ones are.

They spread over the years at RATE a day, so that ten times as many are ten times as long a time and not a denser one.
One official in ten records, as in the annotated articles, so that pages of officials grow with the records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from crawler.record import CaseState, EventType, Evidence, Record, dump
from tests.bench.archives import WORDS
from tests.names import FIRST, LAST
from tests.theme.many import VENUES, VERBS, WHAT, WHOM
from tests.theme.samples import WITA, official, record
from theme.plugins.units import PROVINCE, load_units

RATE = 20
LAST_DAY = date(2024, 11, 27)
BODIES = ("Bawaslu", "KPU", "Pemerintah", "Polres", "Kodim", "BKPSDM", "Inspektorat", "DPRD")
OUTLETS = tuple(
    f"warta-{first}-rekaan" for first in ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
)
ELECTIONS = ("Pilkada 2024", "Pemilu 2024", "Pilkada 2018", "Pemilu 2019", "Pilkada 2020")
PLACES = [unit.name for unit in (*load_units(), PROVINCE)]
KINDS = [kind for kind in EventType if not kind.is_violation]
VIOLATIONS = [kind for kind in EventType if kind.is_violation]


def invented(number: int) -> Iterator[Record]:
    """So many records, each of an event of its own, the newest first; the same for the same number."""
    chance = random.Random(20241127)
    officials = max(number // 10, 20)
    for at in range(number):
        yield _one(at, chance, officials)


def write(folder: Path, number: int) -> list[Path]:
    """Writes them as the store does, below `folder`/records, and returns the files."""
    return [write_one(folder, one) for one in invented(number)]


def write_one(folder: Path, one: Record) -> Path:
    """Writes a record where the store keeps it."""
    day = one.published.date() if one.published else LAST_DAY
    path = folder / "records" / f"{day:%Y/%m}" / f"{day}-{one.id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(one), encoding="utf-8")
    return path


def changed(one: Record, time: int) -> Record:
    """The record as an outlet's change leaves it: another headline, another venue."""
    event = replace(one.event, venue=f"{one.event.venue} {time}")
    return replace(one, headline=f"{one.headline} (diubah {time})", event=event)


def _name(number: int) -> str:
    # Three words, no two numbers alike up to 567,000.
    word = WORDS[number * 7 % len(WORDS)].capitalize()
    return f"{FIRST[number % len(FIRST)]} {word} {LAST[number // len(WORDS) % len(LAST)]}"


def _one(at: int, chance: random.Random, officials: int) -> Record:
    day, place, body = LAST_DAY - timedelta(at // RATE), chance.choice(PLACES), chance.choice(BODIES)
    # A few are in the news every week, most of them seldom.
    name, guest = (_name(int(officials * chance.random() ** 2)) for _ in range(2))
    whom, what, venue = chance.choice(WHOM), chance.choice(WHAT), chance.choice(VENUES)
    words = " ".join(chance.choices(WORDS, k=2))
    short = place.removeprefix("Kabupaten ")
    sentence = f"{name} meminta {whom} di {short} {what} pada {day.day}/{day.month}/{day.year} di {venue} {words}."
    people = [official(name, "Kepala", f"{body} {place}", speaker=True)]
    kind, state = chance.choice(KINDS), None
    if chance.random() < 0.1:
        kind, state = chance.choice(VIOLATIONS), CaseState.DIPERIKSA
        people.append(official(guest, "Camat", f"Pemerintah {place}", subject=True, subject_state=state))
    elif chance.random() < 0.3:
        people.append(official(guest, "Sekretaris", f"Pemerintah {place}"))
    return record(
        f"{day:%Y/%m/%d}/kabar-nomor-{at}",
        kind,
        day if chance.random() > 0.05 else None,
        place,
        headline=f"{body} {short} {chance.choice(VERBS)} {whom} {what}, {words}",
        published=datetime(day.year, day.month, day.day, 8 + at % 12, at % 60, tzinfo=WITA),
        outlet=chance.choice(OUTLETS),
        venue=f"{venue} {words}",
        kecamatan=(chance.choice(LAST),) if chance.random() < 0.4 else (),
        officials=tuple(people),
        institutions=tuple(dict.fromkeys((f"{body} {place}", f"{chance.choice(BODIES)} {place}"))),
        laws=("UU 20/2023",) if chance.random() < 0.5 else (),
        election=chance.choice(ELECTIONS) if chance.random() < 0.8 else None,
        groups=("ASN",),
        case_state=state,
        evidence=(
            Evidence("event.date", sentence, "tanggal"),
            Evidence("officials.0.positions", sentence, "jabatan"),
            Evidence("officials.0.speaker", f'"{what.capitalize()}," kata {name.split()[0]}.', "ujaran"),
        ),
        summary=f"{body} {place} {what} bagi {whom} di {venue} {words}.",
    )
