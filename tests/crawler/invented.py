"""Invented pages, records and archives for the tests of fetching and storing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from crawler.fetch.archive import ArchiveWriter
from crawler.record import Event, EventType, Official, Record, Relevance, Status, record_id

MOMENT = datetime(2024, 10, 2, 3, 0, tzinfo=UTC)

BODY = (
    "Bawaslu Kabupaten Ngada mengingatkan aparatur sipil negara menjaga netralitas selama masa kampanye Pilkada 2024.",
    "Imbauan itu disampaikan Ketua Bawaslu Ngada, Wigbertus Sarawale, dalam sosialisasi netralitas ASN di Aula Kantor "
    "Camat Golewa, Rabu (2/10/2024).",
    "Menurut Wigbertus, netralitas ASN diatur dalam Undang-Undang Nomor 20 Tahun 2023 dan pelanggarnya dapat dijatuhi "
    "sanksi. Ia meminta pegawai tidak menyukai unggahan pasangan calon di media sosial.",
    "Kegiatan yang diikuti lima puluh pegawai itu ditutup dengan ikrar bersama untuk tidak memihak calon mana pun.",
)


def page(headline: str, paragraphs: Iterable[str] = BODY, *, published: str = "2024-10-02T10:00:00+08:00") -> str:
    """An article page of a plain WordPress theme."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{headline} - Kabar Contoh</title>'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{published}">'
        f'</head><body><article><h1 class="entry-title">{headline}</h1><div class="entry-content">{body}</div></article>'
        "</body></html>"
    )


def listing(*addresses: str) -> str:
    """A listing page with a link to each address, titled by its last words."""
    links = "".join(
        f'<li><h3><a href="{a}">{a.rstrip("/").split("/")[-1].replace("-", " ")}</a></h3></li>' for a in addresses
    )
    return f"<!doctype html><html><body><ul>{links}</ul></body></html>"


def record(address: str = "https://voxntt.com/2024/10/02/imbauan-netral/128001", **changes: object) -> Record:
    """A plain record; `changes` are its fields."""
    id = record_id(address)
    fields: dict[str, object] = {
        "id": id,
        "url": address,
        "outlet": "voxntt",
        "headline": "Bawaslu Ngada Ingatkan ASN",
        "published": datetime.fromisoformat("2024-10-02T10:00:00+08:00"),
        "published_raw": "2 Oktober 2024",
        "retrieved": datetime.fromisoformat("2024-10-03T02:00:00+08:00"),
        "authors": (),
        "relevance": Relevance(0.9, ("netralitas ASN",)),
        "event": Event(id, EventType.IMBAUAN),
        "kabupaten": ("Kabupaten Ngada",),
        "officials": (Official("Wigbertus Sarawale", speaker=True),),
        "status": Status.PUBLISHED,
        "summary": "Bawaslu Ngada mengimbau ASN agar netral.",
    }
    return Record(**(fields | changes))  # type: ignore[arg-type]


def warc(folder: Path, answers: Iterable[tuple[str, int, str, bytes | str]], on: datetime = MOMENT) -> Path:
    """A WARC file of (address, status, content type, body)."""
    writer = ArchiveWriter(folder, on)
    for url, status, kind, body in answers:
        payload = body.encode() if isinstance(body, str) else body
        writer.add(url, f"{status} Status", [("Content-Type", kind)], payload, on)
    writer.close()
    return sorted(folder.glob("*.warc.gz"))[-1]
