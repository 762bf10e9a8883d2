"""A week at four invented outlets: what each shows on each night, and what must be known of every article by morning.

The outlets answer out of an archive, one file a night, so that each night has its own day and needs no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.record import record_id
from tests.crawler.invented import page, warc

FIRST = datetime(2024, 10, 7, 18, 0, tzinfo=UTC)
"""The first night begins on 8 October 2024 at 02:00 WITA."""
NIGHTS = 7
OUTLETS = ("senja", "fajar", "kemarau", "penghujan")
SEARCH = "/wp-json/wp/v2/posts?search=netralitas"


@dataclass(frozen=True)
class Text:
    """What an article says."""

    headline: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """An article as its outlet shows it this night. `appeared` is its first night, `modified` that of its last change;
    `listed` whether the outlet lists it."""

    outlet: str
    name: str
    text: Text
    appeared: int
    modified: int
    status: int = 200
    listed: bool = True

    @property
    def url(self) -> str:
        return f"https://kabar{self.outlet}.example/2024/10/07/{self.name}"

    @property
    def id(self) -> str:
        return record_id(self.url)


@dataclass
class Known:
    """What must be known of an article: headline, for each revision a field that it must name, whether readers see it,
    and the name of the article whose event it belongs to."""

    headline: str
    revisions: list[str] = field(default_factory=list)
    shown: bool = True
    event: str | None = None


def moment(night: int) -> datetime:
    """When a night begins, counted from 1."""
    return FIRST + timedelta(days=night - 1)


def told(place: str, chair: str, day: str, *more: str) -> Text:
    """An appeal for neutrality in a place, by its Bawaslu's chair, on a day as printed."""
    return Text(
        f"Bawaslu {place} Ingatkan ASN Netral, Kata {chair}",
        (
            f"Bawaslu Kabupaten {place} mengingatkan aparatur sipil negara menjaga netralitas pada Pilkada 2024.",
            f"Imbauan itu disampaikan Ketua Bawaslu {place}, {chair}, di Aula Kantor Bupati {place}, {day}.",
            f"Menurut {chair}, netralitas ASN diatur dalam Undang-Undang Nomor 20 Tahun 2023 tentang ASN.",
            *more,
        ),
    )


NGADA = told("Ngada", "Wigbertus Waribela", "Senin (7/10/2024)", "Acara diikuti lima puluh pegawai.")
BELU = told("Belu", "Domingga Tandoruk", "Minggu (6/10/2024)", "Pesan itu ditujukan pula kepada guru.")
ALOR = told("Alor", "Efraimus Lokemara", "Sabtu (5/10/2024)", "Kegiatan ditutup dengan ikrar bersama.")
SIKKA = told("Sikka", "Filomina Sumbaraya", "Jumat (4/10/2024)", "Posko aduan dibuka di setiap kecamatan.")
ENDE = told("Ende", "Gaudens Petawali", "Kamis (3/10/2024)", "Camat diminta memberi contoh yang baik.")
ROTE = told("Rote Ndao", "Katarinus Nggorodima", "Rabu (2/10/2024)", "Kepala desa juga diundang.")
LEMBATA = told("Lembata", "Hilarina Manekoro", "Rabu (9/10/2024)", "Pengawas kecamatan ikut hadir.")
MALAKA = told("Malaka", "Isidora Tolanbuki", "Kamis (10/10/2024)", "Surat edaran dikirim ke semua dinas.")
NAGEKEO = told("Nagekeo", "Benyaminus Ratewalu", "Jumat (11/10/2024)", "Pelanggar akan dilaporkan ke BKN.")
SECOND = Text(
    "Aula Kantor Bupati Malaka Penuh, ASN Dengar Imbauan Netral",
    (
        "Puluhan aparatur sipil negara memenuhi Aula Kantor Bupati Malaka, Kamis (10/10/2024).",
        "Mereka mendengarkan imbauan netralitas dari Ketua Bawaslu Malaka, Isidora Tolanbuki.",
        "Isidora Tolanbuki menyebut Bawaslu Kabupaten Malaka mengawasi ASN pada Pilkada 2024.",
    ),
)


def week() -> Iterator[tuple[dict[str, Page], dict[str, Known], frozenset[str]]]:
    """For each night the pages by name, what must be known by name, and the outlets that are down."""
    pages: dict[str, Page] = {}
    known: dict[str, Known] = {}

    def appears(night: int, outlet: str, name: str, text: Text, *, reached: bool = True) -> None:
        pages[name] = Page(outlet, name, text, night, night)
        if reached:
            known[name] = Known(text.headline)

    def changes(night: int, name: str, text: Text, *revisions: str) -> None:
        pages[name] = replace(pages[name], text=text, modified=night, status=200)
        known[name].revisions += revisions
        known[name].headline = text.headline

    for outlet, name, text in (
        ("senja", "ngada", NGADA),
        ("senja", "belu", BELU),
        ("fajar", "alor", ALOR),
        ("kemarau", "sikka", SIKKA),
        ("penghujan", "ende", ENDE),
        ("penghujan", "rote", ROTE),
    ):
        appears(1, outlet, name, text)
    yield pages, known, frozenset()

    appears(2, "senja", "lembata", LEMBATA)
    changes(2, "ngada", replace(NGADA, headline="Bawaslu Ngada: ASN Harus Netral"), "headline")
    yield pages, known, frozenset()

    corrected = (*BELU.body[:1], BELU.body[1].replace("Minggu (6/10/2024)", "Selasa (8/10/2024)"), *BELU.body[2:])
    changes(3, "belu", Text(BELU.headline, (*corrected, "Ralat: hari acara diperbaiki.")), "event.date")
    pages["sikka"] = replace(pages["sikka"], status=410, modified=3)
    known["sikka"].revisions.append("gone")
    pages["ende"] = replace(pages["ende"], status=404, listed=False)  # nobody is told, so nobody asks
    yield pages, known, frozenset()

    appears(4, "kemarau", "lembata-lagi", LEMBATA)  # a reprint, word for word
    known["lembata-lagi"].event = "lembata"
    appears(4, "fajar", "malaka", MALAKA)
    appears(4, "penghujan", "nagekeo", NAGEKEO, reached=False)
    yield pages, known, frozenset({"penghujan"})

    known["nagekeo"] = Known(NAGEKEO.headline)  # the outlet is back
    changes(5, "sikka", SIKKA, "back")
    known["ngada"].shown = False  # hidden by a person during the day
    known["alor"].headline = "Judul dari kurator"  # set by a person during the day
    yield pages, known, frozenset()

    appears(6, "senja", "malaka-aula", SECOND)
    known["malaka-aula"].event = "malaka"
    changes(6, "ngada", replace(NGADA, headline="ASN Ngada Diminta Netral"), "headline")  # kept, and still hidden
    pages["alor"] = replace(
        pages["alor"], modified=6, text=replace(ALOR, headline="ASN di Alor Wajib Netral Kata Bawaslu")
    )
    known["alor"].revisions.append("text")
    yield pages, known, frozenset()

    yield pages, known, frozenset()


def archive(folder: Path, night: int, pages: dict[str, Page], down: frozenset[str]) -> Path:
    """The WARC file of what the outlets answer this night."""
    on, answers = moment(night), []
    for outlet in OUTLETS:
        own = [page for page in pages.values() if page.outlet == outlet]
        home = f"https://kabar{outlet}.example"
        if outlet in down:
            answers.append((f"{home}/robots.txt", 503, "text/plain", "sebentar"))
            continue
        answers.append((f"{home}/robots.txt", 200, "text/plain", "User-agent: *\n"))
        listed = json.dumps([_post(one) for one in own if one.listed])
        answers.append((f"{home}{SEARCH}", 200, "application/json", listed))
        answers += [(one.url, one.status, "text/html", _printed(one)) for one in own]
    return warc(folder / f"night-{night}", answers, on)


def write_table(path: Path) -> None:
    """The table of sources that describes the outlets."""
    path.write_text(
        '[topic]\nwords = ["netralitas"]\ntitle_stems = ["netral", "asn"]\n'
        + "".join(
            f'[[source]]\nname = "kabar-{name}"\ntitle = "Kabar {name.capitalize()}"\nzone = "WITA"\nstatus = "active"\n'
            f'hosts = ["kabar{name}.example"]\nfamily = "wordpress"\nnote = "2024-10-07: invented."\n'
            f'discovery = [{{ kind = "rest", url = "https://kabar{name}.example{SEARCH}" }}]\n'
            for name in OUTLETS
        ),
        encoding="utf-8",
    )


def _printed(one: Page) -> str:
    return page(one.text.headline, one.text.body, published=_afternoon(one.appeared).isoformat())


def _post(one: Page) -> dict[str, object]:
    appeared, modified = (_afternoon(night).replace(tzinfo=None).isoformat() for night in (one.appeared, one.modified))
    title = {"rendered": one.text.headline}
    return {"link": one.url, "title": title, "date_gmt": appeared, "modified_gmt": modified}


def _afternoon(night: int) -> datetime:
    """When the articles of a night were written: after the last night, before this one."""
    return moment(night) - timedelta(hours=8)
