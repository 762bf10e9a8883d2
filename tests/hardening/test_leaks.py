"""No draft, no withheld name and no sentence that names one in any file of a built site; and a leak would be found."""

from __future__ import annotations

import base64
import gzip
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.record import CaseState, Event, EventType, Evidence, Record, Status
from tests.hardening.looking import found_in
from tests.theme.samples import RECORDS, build, official, record, write_records
from theme.searchindex import build_index

ACCUSED, SHORT, WITNESS, OBSERVED = (
    "Krisologus Ba'i Tersamarkan",
    "Oan Lo",
    "Dionisia Terlindungi",
    "Zefirinus Terpantau",
)
SENTENCES = (
    "Krisologus\u00ad Tersamarkan mengajak pegawai memilih.",
    "K r i s o l o g u s diperiksa Bawaslu.",
    "Kriso-logus mengakuinya.",
    "Кrisologus memakai huruf lain.",
    "KRISOLOGUS hadir bersama Dionisia.",
    "Bupati memanggil Oan kemarin.",
    "Hermenegilda Terlupakan juga berada di tempat itu.",
)
CASE = record(
    "camat-krisologus-tersamarkan-diperiksa", EventType.PENANGANAN_PELANGGARAN, date(2024, 10, 8), "Kabupaten Flores Timur",
    headline=f"Camat {ACCUSED} diperiksa", venue=f"rumah {WITNESS}", case_state=CaseState.DIPERIKSA,
    officials=(
        official(ACCUSED, "Camat", f"Kantor {ACCUSED}", subject=True, subject_state=CaseState.DIPERIKSA),
        official(SHORT, "Lurah", "Kelurahan Rekaan", subject=True), official(WITNESS, "Sekcam", "Kecamatan Rekaan"),
    ),
    institutions=("Bawaslu Kabupaten Flores Timur", f"Tim {ACCUSED}"), laws=(f"Putusan {ACCUSED}",),
    evidence=(*(Evidence("event.type", one, "jenis") for one in SENTENCES),
              Evidence(f"officials.{ACCUSED}.subject", "Ia diperiksa tadi pagi.", f"aturan {ACCUSED}")),
    summary=f"{ACCUSED} diperiksa bersama {WITNESS}.",
)  # fmt: skip
WATCHED = record(
    "pengawasan-lembata", EventType.PENGAWASAN, date(2024, 10, 9), "Kabupaten Lembata",
    url="https://kabar-contoh.example/%5A%65firinus%2Dterpantau", headline="Z\u200befirinus terpantau",
    officials=(official(OBSERVED, "Lurah", "Kelurahan Rekaan", subject=True),),
    evidence=(Evidence("event.type", "Zеfirinus terlihat.", "jenis"), Evidence("kabupaten", "Zefi-rinus ada.", "x")),
    election=f"Pilkada {OBSERVED}", groups=(OBSERVED,), kecamatan=(OBSERVED,), summary="Z e f i r i n u s terlihat.",
)  # fmt: skip
SECOND = replace(
    record("laporan-kedua", EventType.SOSIALISASI, date(2024, 10, 8), "Kabupaten Flores Timur",
           headline="Krisologus bicara", officials=(official("Krisologus Tersamarkan", "Camat", "Rekaan", speaker=True),)),
    event=Event(CASE.id, EventType.SOSIALISASI, date(2024, 10, 8)),
)  # fmt: skip
WAITING = record(
    "naskah-tertunda-kudalumping", EventType.IMBAUAN, date(2024, 8, 3), "Kabupaten Ngada", status=Status.DRAFT,
    headline="Kudalumping menunggu tinjauan", officials=(official("Walburga Menunggu", "Camat", "Rekaan", speaker=True),),
    evidence=(Evidence("event.type", "Kalimat rahasiakudalumping.", "jenis"),), summary="Ringkasan kudalumping.",
)  # fmt: skip
CLOSED = replace(WAITING, id="", headline="Kudatertutup ditarik", status=Status.HIDDEN, officials=())
CLOSED = replace(
    CLOSED, id=record("x-kudatertutup", EventType.SURVEI, None, "").id, url="https://kabar-contoh.example/kudatertutup"
)
CLOSED = replace(CLOSED, event=Event(CLOSED.id), summary="kudatertutup", evidence=())
SECRET: tuple[Record, ...] = (CASE, WATCHED, SECOND, WAITING, CLOSED)

NEVER = (
    *("Krisologus", "Tersamarkan", ACCUSED, "Krisologus Tersamarkan", "Kriso logus", "K r i s o l o g u s"),
    *("Dionisia", "Terlindungi", "Zefirinus", "Terpantau", "Hermenegilda", "Terlupakan", "Walburga"),
    *("Kudalumping", "rahasiakudalumping", "kudatertutup", WAITING.id, "naskah-tertunda-kudalumping", SHORT),
    *(sentence for sentence in SENTENCES),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out") / "situs"
    write_records(content, (*RECORDS, *SECRET))
    done = build(content, output, "publishconf.py", {"KABAR_NETRAL_URL": "https://kabar.example"})
    assert done.returncode == 0, done.stderr
    build_index(output)
    return output


def test_nothing_withheld_is_in_any_file(site: Path) -> None:
    assert found_in(site, NEVER) == {}


def test_the_case_itself_is_shown(site: Path) -> None:
    shown = found_in(site, [CASE.id, WATCHED.id, "Bawaslu Kabupaten Flores Timur"])
    for name in (CASE.id, WATCHED.id):
        assert {"index.html", f"kegiatan/{name}.html", "data/catatan.csv", "sitemap.xml"} <= set(shown[name])


def test_a_withdrawn_record_is_an_id_at_its_own_address(site: Path) -> None:
    assert set(found_in(site, [CLOSED.id])[CLOSED.id]) <= {f"kegiatan/{CLOSED.id}.html", "koreksi.html", "sitemap.xml"}


LEAK = "Krisologus Tersamarkan"
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR" + bytes(17)


def _png(kind: bytes, text: bytes) -> bytes:
    return _PNG + len(text).to_bytes(4) + kind + text + bytes(4)


def _sqlite(_: bytes) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE reports (venue)")
    database.execute("INSERT INTO reports VALUES (?)", [f"rumah {LEAK}"])
    return database.serialize()


SEEDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "html": ("index.html", lambda old: old + LEAK.encode()),
    "html entities": ("index.html", lambda old: old + "".join(f"&#x{ord(c):x};" for c in LEAK).encode()),
    "an attribute, percent-encoded": ("index.html", lambda old: old + b'<a href="/camat-%6Brisologus%20tersamarkan">'),
    "a slug": ("wilayah/krisologus-tersamarkan.html", lambda old: b"<p>"),
    "a word run together": ("index.html", lambda old: old + b"camatkrisologustersamarkandiperiksa"),
    "accents and case": ("index.html", lambda old: old + "KRISÓLOGUS TERSÀMARKAN".encode()),
    "full width and soft hyphens": ("index.html", lambda old: old + "Ｋriso\u00adlogus Ter\u200bsamarkan".encode()),
    "xml": ("umpan/semua.xml", lambda old: old + b"<!-- Krisologus&#32;Tersamarkan -->"),
    "json with escapes": ("umpan/semua.json", lambda old: old + json.dumps("Кк" + LEAK).encode() + b"\\u004brisologus Tersamarkan"),
    "json lines": ("data/catatan.jsonl", lambda old: old + json.dumps({"a": LEAK}).encode()),
    "csv": ("data/catatan.csv", lambda old: old + b'"Tersamarkan; ""Krisologus Tersamarkan"""'),
    "sqlite": ("data/kabar-netral.sqlite", _sqlite),
    "a gzip shard": ("data/linimasa/x.gz", lambda old: gzip.compress(LEAK.encode())),
    "the search index": ("pagefind/fragment/id_x.pf_fragment", lambda old: gzip.compress(LEAK.encode())),
    "a picture's text": ("gambar/situs.png", lambda old: _png(b"tEXt", b"Title\0" + LEAK.encode())),
    "a picture's packed text": ("gambar/situs.png", lambda old: _png(b"zTXt", b"Title\0\0" + zlib.compress(LEAK.encode()))),
    "base64": ("index.html", lambda old: old + base64.b64encode(LEAK.encode())),
    "a style sheet": ("theme/gaya.css", lambda old: old + f"/* {LEAK} */".encode()),
    "svg": ("theme/tanda.svg", lambda old: old + f"<title>{LEAK}</title>".encode()),
}  # fmt: skip


@pytest.mark.parametrize("kind", SEEDS)
def test_a_leak_in_any_format_is_found(site: Path, tmp_path: Path, kind: str) -> None:
    name, seeded = SEEDS[kind]
    leaking = tmp_path / name
    leaking.parent.mkdir(parents=True, exist_ok=True)
    source = site / name
    leaking.write_bytes(seeded(source.read_bytes() if source.is_file() else b""))
    assert found_in(tmp_path, [LEAK]) == {LEAK: [name]}


def test_an_empty_site_is_no_clean_site(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "keluar", ignore_errors=True)
    with pytest.raises(ValueError, match="nothing to look"):
        found_in(tmp_path, NEVER)
