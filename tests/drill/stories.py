"""Stories: invented news in as many as are asked for, two thirds of it on the subject. Pure: chance comes in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from crawler.data import DATA
from tests.newsroom.printing import DAYS, MONTHS

FIRST_DAY = date(2024, 8, 5)
SPAN = 170
"""Days over which the stories are spread."""

_GIVEN = ("Albertina", "Benyaminus", "Katarinus", "Domingga", "Efraimus", "Filomina", "Gaudens", "Hilarina", "Isidora")
_FAMILY = (
    "Waribela",
    "Tandoruk",
    "Lokemara",
    "Sumbaraya",
    "Petawali",
    "Nggorodima",
    "Manekoro",
    "Tolanbuki",
    "Ratewalu",
)
_ACCUSED = ("Bolimausa", "Keratangi", "Wunggudae", "Seralobe", "Tifanoko")
"""Family names of those alleged in breaches, who must stand nowhere on the site."""

# fmt: off
_ON_SUBJECT = (
    ("imbauan", "Bawaslu {short} Ingatkan ASN di Kecamatan {kec} Jaga Netralitas", (
        "Bawaslu {kab} mengingatkan aparatur sipil negara di Kecamatan {kec} menjaga netralitas selama Pilkada 2024.",
        "Imbauan itu disampaikan Ketua Bawaslu {kab}, {nama}, di Aula Kantor Camat {kec}, {hari}.",
        "Menurut {nama}, netralitas ASN diatur dalam Undang-Undang Nomor 20 Tahun 2023. Sebanyak {angka} pegawai hadir.")),
    ("sosialisasi", "Sosialisasi Netralitas ASN di {kec}, {short}, Diikuti {angka} Pegawai", (
        "Pemerintah {kab} menggelar sosialisasi netralitas ASN bagi {angka} pegawai Kecamatan {kec}.",
        "Kegiatan berlangsung di Aula Kantor Camat {kec}, {hari}, dan dibuka Sekretaris Daerah {kab}, {nama}.",
        "\"ASN wajib netral dalam Pilkada 2024,\" kata {nama}. Peserta juga mempelajari aturan disiplin pegawai.")),
    ("deklarasi", "{angka} ASN Kecamatan {kec} Deklarasi Netralitas Pilkada, Kata Camat {nama}", (
        "Sebanyak {angka} aparatur sipil negara di Kecamatan {kec}, {kab}, membacakan deklarasi netralitas.",
        "Camat {kec}, {nama}, memimpin pembacaan ikrar di halaman kantor camat, {hari}.",
        "Naskah deklarasi netralitas ASN ditandatangani semua peserta untuk Pilkada 2024, ujar {nama}.")),
    ("koordinasi", "Rapat Koordinasi Netralitas ASN {short} Bahas {angka} Titik Rawan di {kec}", (
        "Rapat koordinasi pengawasan netralitas ASN digelar di Kantor Bupati, {kab}, {hari}.",
        "Kepala Badan Kepegawaian {kab}, {nama}, menyebut {angka} titik rawan, antara lain di Kecamatan {kec}.",
        "Bawaslu dan pemerintah daerah sepakat menjaga netralitas aparatur sipil negara pada Pilkada 2024.")),
    ("dugaan", "Bawaslu {short} Terima Laporan ke-{angka} Dugaan ASN Tidak Netral di {kec}", (
        "Bawaslu {kab} menerima laporan dugaan pelanggaran netralitas ASN di Kecamatan {kec}, {hari}.",
        "Terlapor, ASN berinisial dan bernama {tersangka}, diduga mengunggah dukungan kepada pasangan calon.",
        "Ketua Bawaslu {kab}, {nama}, mengatakan laporan ke-{angka} itu dikaji untuk Pilkada 2024.")),
)
_BESIDE = (
    ("Harga Ikan di Pasar {kec} Turun {angka} Persen Jelang Akhir Pekan", (
        "Harga ikan di pasar Kecamatan {kec}, {kab}, turun {angka} persen, {hari}.",
        "Pedagang {nama} mengatakan pasokan dari nelayan sedang melimpah karena cuaca tenang.")),
    ("Bupati Resmikan Jembatan {angka} Meter di {kec}, {short}", (
        "Jembatan sepanjang {angka} meter di Kecamatan {kec}, {kab}, diresmikan, {hari}.",
        "Warga setempat, {nama}, berharap hasil kebun lebih mudah dibawa ke kota saat musim hujan.")),
    ("Turnamen Voli Desa di {kec} Diikuti {angka} Tim dari Seluruh {short}", (
        "Turnamen bola voli antardesa di Kecamatan {kec}, {kab}, diikuti {angka} tim, {hari}.",
        "Ketua panitia {nama} mengatakan pertandingan final digelar pekan depan di lapangan desa.")),
)
# fmt: on


@dataclass(frozen=True)
class Story:
    """One piece of news. `day` is when it happened, `accused` the family name that must be withheld, if any."""

    number: int
    title: str
    body: tuple[str, ...]
    day: date
    relevant: bool
    accused: str | None = None


def stories(number: int, chance: Random) -> list[Story]:
    """So many stories with a title of its own each; every third is beside the subject."""
    found: dict[str, Story] = {}
    while len(found) < number:
        story = _story(len(found), chance)
        found.setdefault(story.title, story)
    return list(found.values())


def retold(story: Story, by: str) -> Story:
    """The same event as another outlet reports it: a title and first words of its own, the body reprinted."""
    return Story(story.number, f"{story.title}, Lapor {by}", story.body, story.day, story.relevant, story.accused)


def _story(number: int, chance: Random) -> Story:
    kab, short, kec = chance.choice(_places())
    day = FIRST_DAY + timedelta(days=chance.randrange(SPAN))
    accused = chance.choice(_ACCUSED)
    words = {
        "kab": kab,
        "short": short,
        "kec": kec,
        "nama": f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
        "tersangka": f"{chance.choice(_GIVEN)} {accused}",
        "angka": str(chance.randrange(12, 990)),
        "hari": f"{DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})",
    }
    if number % 3 == 2:
        beside, text = chance.choice(_BESIDE)
        return Story(number, beside.format(**words), _filled(text, words, day), day, relevant=False)
    kind, title, body = chance.choice(_ON_SUBJECT)
    told = accused if kind == "dugaan" else None
    return Story(number, title.format(**words), _filled(body, words, day), day, relevant=True, accused=told)


def _filled(body: tuple[str, ...], words: dict[str, str], day: date) -> tuple[str, ...]:
    last = f"Keterangan itu dihimpun hingga akhir {MONTHS[day.month - 1]} {day.year} dari {{kec}}, {{kab}}."
    return tuple(part.format(**words) for part in (*body, last))


@cache
def _places() -> tuple[tuple[str, str, str], ...]:
    return tuple(_read_places())


def _read_places() -> Iterator[tuple[str, str, str]]:
    """Official name, short name, kecamatan."""
    with (DATA / "kabupaten.csv").open(encoding="utf-8") as file:
        units = {row["code"]: (row["name"], row["short"]) for row in csv.DictReader(file)}
    with (DATA / "kecamatan.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield (*units[row["kabupaten"]], row["name"])
