"""A tiny content folder of invented records: one of each kind that the site must treat in its own way.

People and sentences are invented; places, laws and institutions are real.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from crawler.record import (
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Record,
    Relevance,
    Review,
    Status,
    dump,
    record_id,
)
from tests.running import run_module

ROOT = Path(__file__).resolve().parents[2]
WITA = timezone(timedelta(hours=8))
MARKUP = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7*7 }}"""
REVIEWED = Review("redaksi", date(2024, 12, 1))


def record(slug: str, kind: EventType, day: date | None, kabupaten: str, **changes: Any) -> Record:
    """A published record of an invented outlet; `changes` replace its fields, `venue` and `event_id` its event's."""
    url = changes.pop("url", f"https://kabar-contoh.example/{slug}")
    own = record_id(url)
    event = Event(changes.pop("event_id", own), kind, day, changes.pop("venue", None))
    base = Record(
        id=own,
        url=url,
        outlet="kabar-contoh",
        headline=f"Berita rekaan {slug}",
        published=datetime(day.year, day.month, day.day, 9, 30, tzinfo=WITA) + timedelta(days=1) if day else None,
        published_raw=None,
        retrieved=None,
        authors=(),
        relevance=Relevance(0.9, ("netralitas",)),
        event=event,
        kabupaten=(kabupaten,) if kabupaten else (),
        status=Status.PUBLISHED,
    )
    return replace(base, **changes)


def official(name: str, title: str, institution: str, **flags: Any) -> Official:
    return Official(name, (Position(title, institution),), **flags)


SPEAKER = official("Anselmus Contohan", "Ketua", "Bawaslu Kabupaten Belu", speaker=True)
GUEST = official("Brigita Misalnya", "Sekda", "Pemerintah Kabupaten Belu")

DECLARATION = record(
    "deklarasi-belu",
    EventType.DEKLARASI,
    date(2024, 9, 20),
    "Kabupaten Belu",
    headline="Aparatur Belu ikrar bersama jaga netralitas",
    venue="Aula Rekaan Atambua",
    kecamatan=("Tasifeto Timur",),
    officials=(SPEAKER, GUEST),
    institutions=("Bawaslu Kabupaten Belu", "Pemerintah Kabupaten Belu"),
    laws=("UU 20/2023",),
    election="Pilkada 2024",
    groups=("ASN", "Kepala Desa"),
    evidence=(
        Evidence("event.date", "Ikrar itu diucapkan di Atambua, Jumat (20/9/2024).", "tanggal"),
        Evidence("officials.0.positions", "Anselmus Contohan meminta semua pegawai tidak memihak.", "jabatan"),
        Evidence("officials.0.speaker", "Ia juga meminta warga ikut mengawasi.", "ujaran"),
        Evidence("officials.1.positions", "Brigita Misalnya tampak hadir.", "jabatan"),
    ),
    summary="Aparatur di Belu mengucapkan *ikrar* bersama.\n\n<script>alert(3)</script> Semua hadir.",
)
SECOND_REPORT = record(
    "deklarasi-belu-lagi",
    EventType.SOSIALISASI,
    date(2024, 9, 20),
    "Kabupaten Belu",
    outlet="kupang-tribunnews",
    event_id=DECLARATION.id,
    officials=(official("Anselmus Contohan", "Koordinator", "Gakkumdu Belu", speaker=True),),
)
APPEAL = record(
    "imbauan-kupang",
    EventType.IMBAUAN,
    date(2023, 11, 2),
    "Kota Kupang",
    headline="Pegawai Kota Kupang diminta tidak ikut kampanye",
    officials=(official("Cornelis Andaian", "Penjabat Wali Kota", "Pemerintah Kota Kupang", speaker=True),),
    election="Pemilu 2024",
    summary="Penjabat wali kota mengimbau pegawai tidak ikut kampanye.",
)
OLDER = record("sosialisasi-belu", EventType.SOSIALISASI, date(2023, 5, 4), "Kabupaten Belu", election="Pemilu 2024")
PROVINCE = record("koordinasi-provinsi", EventType.KOORDINASI, date(2024, 1, 8), "Provinsi NTT")
BARE = record("tanpa-apa-apa", EventType.LAINNYA, None, "", headline="Berita rekaan tanpa keterangan")

# Everything that names "Bonifasius Rahasia", "Yudit Tersembunyi" or "Yos Terlewat" (missed by reading) must stay unseen.
ALLEGED = record(
    "camat-bonifasius-rahasia-diduga-tidak-netral",
    EventType.DUGAAN_PELANGGARAN,
    date(2024, 10, 3),
    "Kabupaten Alor",
    headline="Camat Bonifasius Rahasia diduga ikut kampanye",
    venue="rumah Bonifasius Rahasia",
    officials=(
        official("Bonifasius Rahasia", "Camat", "Kecamatan Rekaan", subject=True, subject_state=CaseState.DIPERIKSA),
        official("Yudit Tersembunyi", "Sekcam", "Kecamatan Rekaan"),
        official("Klara Bicaraan", "Ketua", "Bawaslu Kabupaten Alor", speaker=True),
    ),
    institutions=("Bawaslu Kabupaten Alor", "Tim Bonifasius"),
    case_state=CaseState.DIPERIKSA,
    evidence=(
        Evidence("event.type", "Camat Bonifasius diduga ikut kampanye.", "jenis"),
        Evidence("kabupaten", "Menurut Bawaslu, Yos Terlewat juga terlihat di sana.", "wilayah"),
        Evidence("officials.0.subject", "Ia kudamengajak pegawai memilih seorang calon.", "dugaan"),
        Evidence("institutions", "Laporan itu diterima Bawaslu Kabupaten Alor.", "lembaga"),
    ),
    summary="Bonifasius Rahasia dilaporkan kepada Bawaslu.",
)
ALLEGED_AGAIN = record(
    "pejabat-alor-diperiksa",
    EventType.SOSIALISASI,
    date(2024, 10, 3),
    "Kabupaten Alor",
    event_id=ALLEGED.id,
    headline="Bonifasius Rahasia hadir dalam sosialisasi",
    officials=(official("Bonifasius Rahasia", "Camat", "Kecamatan Rekaan", speaker=True),),
)
VENUE_REVIEWED_ONLY = record(
    "penanganan-ende",
    EventType.PENANGANAN_PELANGGARAN,
    date(2024, 10, 9),
    "Kabupaten Ende",
    headline="Oktaviana Sebagian disidang",
    officials=(official("Oktaviana Sebagian", "Kepala Dinas", "Pemerintah Kabupaten Ende", subject=True),),
    reviewed=Review("redaksi", None, ("event.venue",)),
)
SUBJECT_ELSEWHERE = record(
    "pengawasan-sikka",
    EventType.PENGAWASAN,
    date(2024, 10, 12),
    "Kabupaten Sikka",
    headline="Gaspar Teramati terpantau di kampanye",
    officials=(official("Gaspar Teramati", "Lurah", "Kelurahan Rekaan", subject=True),),
)
REVIEWED_CASE = record(
    "penanganan-sumba-timur",
    EventType.PENANGANAN_PELANGGARAN,
    date(2024, 10, 15),
    "Kabupaten Sumba Timur",
    headline="Fidelis Tertinjau diperiksa Bawaslu",
    officials=(
        official("Fidelis Tertinjau", "Camat", "Kecamatan Rekaan", subject=True, subject_state=CaseState.DIPERIKSA),
        official("Hermina Umpama", "Anggota", "Bawaslu Kabupaten Sumba Timur", speaker=True),
    ),
    reviewed=REVIEWED,
)
DRAFT = record(
    "konsep", EventType.IMBAUAN, date(2024, 8, 1), "Kabupaten Ngada", headline="Kudakonsep", status=Status.DRAFT
)
HIDDEN = record(
    "tutup", EventType.IMBAUAN, date(2024, 8, 2), "Kabupaten Ngada", headline="Kudatutup", status=Status.HIDDEN
)
HOSTILE = record(
    "jahat",
    EventType.SURVEI,
    date(2024, 7, 1),
    MARKUP,
    url="javascript:alert(4)//" + MARKUP.replace(" ", ""),
    outlet=MARKUP,
    headline="=1+1 " + MARKUP,
    published_raw=MARKUP,
    venue="@" + MARKUP,
    kecamatan=(MARKUP,),
    officials=(official(MARKUP, MARKUP, MARKUP, speaker=True),),
    institutions=("-" + MARKUP,),
    laws=("+" + MARKUP,),
    election=MARKUP,
    groups=(MARKUP,),
    evidence=(Evidence("event.date", MARKUP, MARKUP),),
    reviewed=Review(MARKUP),
    summary=MARKUP + "\n\n[klik](javascript:alert(5)) ![x](https://jahat.example/x.png)",
)

RECORDS = (
    DECLARATION, SECOND_REPORT, APPEAL, OLDER, PROVINCE, BARE, ALLEGED, ALLEGED_AGAIN, VENUE_REVIEWED_ONLY,
    SUBJECT_ELSEWHERE, REVIEWED_CASE, DRAFT, HIDDEN, HOSTILE,
)  # fmt: skip
NEVER_SHOWN = (
    "Rahasia", "Bonifasius", "Tersembunyi", "Terlewat", "Oktaviana", "Teramati", "Kudakonsep", "Kudatutup", "kudamengajak",
    DRAFT.id,
)  # fmt: skip
SHOWN_EVENTS = 10


def write_records(content: Path, records: tuple[Record, ...] = RECORDS) -> None:
    """Writes the records below `content`; the hostile headline gets a line break that only a hand can write."""
    folder = content / "records" / "2024"
    folder.mkdir(parents=True)
    for one in records:
        text = dump(one)
        if one is HOSTILE:
            by_hand = json.dumps(one.headline.replace(" ", "\nSlug: pindah\x07 ", 1))
            lines = [f"headline: {by_hand}" if x.startswith("headline: ") else x for x in text.split("\n")]
            text = "\n".join(lines)
        (folder / f"{one.id}.md").write_text(text, encoding="utf-8")


def build(
    content: Path, output: Path, settings: str = "pelicanconf.py", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A real Pelican run, from a folder that is not the project's."""
    words = (content, "-s", ROOT / settings, "-o", output)
    return run_module("pelican", *words, cwd=content, environment=environment)
