"""Invented archives for the benchmarks of `import`: as many articles as are asked for, no two alike, in WARC files.

One article in RELEVANT is on the subject. They spread over the years at RATE a day, as many as all outlets of the province
bring in an election year, so that a longer archive is a longer time and not a denser one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from crawler.fetch.archive import ArchiveWriter
from crawler.items import WITA
from tests.bench.pages import with_chrome
from tests.crawler.invented import MOMENT, page
from tests.names import FIRST, LAST

RATE = 20
LAST_DAY = date(2024, 11, 27)

HOSTS = ("voxntt.com", "florespos.net", "ekorantt.com", "majalahsuaraharapan.com")
PLACES = ["Alor", "Belu", "Ende", "Lembata", "Malaka", "Manggarai", "Nagekeo", "Ngada", "Sikka", "Kupang"]
HEADS = ("Ketua Bawaslu", "Ketua KPU", "Bupati", "Sekretaris Daerah", "Kepala BKPSDM")
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "wa", "ge", "di", "ko", "su")
WORDS = [f"{one}{two}{three}" for one in _SYLLABLES for two in _SYLLABLES for three in _SYLLABLES]
"""Two stories share no more of them than real ones share words."""


def article(number: int, day: date, chance: random.Random, relevant: bool) -> tuple[str, list[str]]:
    """Headline and paragraphs, some 250 words."""
    place, name = chance.choice(PLACES), f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}"
    if not relevant:
        return f"Warga {place} bahas {' '.join(chance.choices(WORDS, k=3))} {number}", _filler(chance, place, 6)
    head, printed = chance.choice(HEADS), f"{day.day}/{day.month}/{day.year}"
    told = [
        f"{place} - {head} Kabupaten {place}, {name}, meminta aparatur sipil negara menjaga netralitas pada Pilkada {day.year}.",
        f"Hal itu disampaikan {name} dalam sosialisasi netralitas ASN di Aula Kantor Camat {chance.choice(LAST)}, ({printed}).",
        f'"ASN tidak boleh memihak {chance.choice(WORDS)} dan {chance.choice(WORDS)}," kata {name.split()[0]} di hadapan peserta.',
        "Larangan itu diatur dalam Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara.",
    ]
    return f"{head} {place} ingatkan netralitas ASN ({number})", told + _filler(chance, place, 4)


def write_archive(folder: Path, articles: int, *, size: int = 6_000, relevant: int = 1, files: int = 1) -> list[Path]:
    """WARC files with so many articles of about `size` bytes, one in `relevant` on the subject; the same each time."""
    chance = random.Random(20241127)
    writers = [ArchiveWriter(folder / f"{at:02}", MOMENT, rotate_at=1 << 40) for at in range(files)]
    for number, (url, html) in enumerate(_pages(articles, size, relevant, chance)):
        writers[number * files // articles].add(url, "200 OK", [("Content-Type", "text/html")], html.encode(), MOMENT)
    for writer in writers:
        writer.close()
    return sorted(folder.rglob("*.warc.gz"))


def _pages(articles: int, size: int, relevant: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    for number in range(articles):
        day = LAST_DAY - timedelta(days=number // (RATE * relevant))
        headline, paragraphs = article(number, day, chance, number % relevant == 0)
        printed = f"{day:%Y-%m-%d}T{8 + number % 12:02}:{number % 60:02}:00{_OFFSET}"
        html = page(headline, paragraphs, published=printed)
        url = f"https://{HOSTS[number % len(HOSTS)]}/{day:%Y/%m/%d}/kabar-nomor-{number}-dari-daerah/"
        yield url, with_chrome(html, size, chance)


def _filler(chance: random.Random, place: str, paragraphs: int) -> list[str]:
    return [f"Warga {place} {' '.join(chance.choices(WORDS, k=40))}." for _ in range(paragraphs)]


_OFFSET = MOMENT.astimezone(WITA).strftime("%z")
