"""Many invented records, as lively as real ones: for weights, long timelines and a search that has something to find.

`python -m tests.theme.many FOLDER [NUMBER]` writes them below FOLDER/records.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from crawler.record import EventType, Evidence, Record
from tests import names
from tests.theme.samples import official, record, write_records

FIRST, LAST = names.FIRST[:10], names.LAST[:10]
VENUES = ("Aula Kantor Bupati", "Hotel Rekaan", "Gedung Serbaguna", "Lapangan Umum", "Kantor Camat", "Balai Desa")
OUTLETS = ("kupang-tribunnews", "majalahsuaraharapan", "kabar-contoh", "warta-rekaan", "suara-umpama", "berita-andai")
PLACES = (
    "Kabupaten Alor",
    "Kabupaten Ende",
    "Kabupaten Sikka",
    "Kabupaten Ngada",
    "Kabupaten Manggarai",
    "Provinsi NTT",
)
VERBS = ("ingatkan", "ajak", "minta", "imbau", "tegaskan kepada", "dorong")
WHAT = ("menjaga netralitas", "tidak ikut kampanye", "menandatangani pakta integritas", "bijak bermedia sosial")
WHOM = ("ASN", "kepala desa", "perangkat desa", "pegawai kecamatan", "guru", "tenaga kontrak")
KINDS = [kind for kind in EventType if not kind.is_violation]
TODAY = date(2024, 11, 20)


def records_of(place: str, number: int, seed: str, days: int = 900) -> list[Record]:
    """So many events of one place within the days before TODAY; the same for the same arguments."""
    chance = random.Random(f"{place} {seed}")
    return [_one(place, f"{seed}-{n}", chance, days) for n in range(number)]


def _one(place: str, slug: str, chance: random.Random, days: int) -> Record:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    body, venue = chance.choice(("Bawaslu", "Pemerintah", "KPU")), chance.choice(VENUES)
    day, whom, what = TODAY - timedelta(chance.randrange(days)), chance.choice(WHOM), chance.choice(WHAT)
    short, kecamatan = place.removeprefix("Kabupaten "), f"Kecamatan {chance.choice(LAST)}".split()[1]
    headline = f"{body} {short} {chance.choice(VERBS)} {whom} {what}"
    sentence = f"{name} meminta {whom} di {short} {what} pada {day.day}/{day.month}/{day.year} di {venue}."
    return record(
        f"{place}-{slug}".lower().replace(" ", "-"),
        chance.choice(KINDS),
        day if chance.random() > 0.05 else None,
        place,
        headline=headline,
        outlet=chance.choice(OUTLETS),
        venue=venue,
        kecamatan=(kecamatan,) if chance.random() < 0.4 else (),
        officials=(official(name, "Ketua", f"{body} {place}", speaker=True),),
        institutions=(f"{body} {place}",),
        laws=("UU 20/2023",),
        election="Pilkada 2024",
        groups=("ASN",),
        evidence=(Evidence("event.date", sentence, "tanggal"), Evidence("officials.0.positions", sentence, "jabatan")),
        summary=f"{body} {place} {what} bagi {whom} di {venue}.",
    )


def main(arguments: list[str]) -> None:
    """Writes NUMBER records (5,000 unless told) of all PLACES below FOLDER."""
    number = int(arguments[1]) if len(arguments) > 1 else 5000
    share = -(-number // len(PLACES))
    records = [one for place in PLACES for one in records_of(place, share, "banyak")]
    write_records(Path(arguments[0]), tuple(records[:number]))


if __name__ == "__main__":
    main(sys.argv[1:])
