"""What stands beside the records: the log of corrections, the crawl's status, the figures; and what they may not break."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from crawler.record import Evidence, Status
from tests.theme.samples import APPEAL, DECLARATION, HIDDEN, SECOND_REPORT, build, official, write_records
from theme.plugins.coverage import SHUT, SILENT, coverage, read_status
from theme.plugins.events import gather_events
from theme.plugins.listed import listed
from theme.plugins.quality import read_figures
from theme.plugins.tables import BrokenTable
from theme.plugins.withdrawn import read_log

WITHDRAWN = replace(APPEAL, status=Status.HIDDEN)
LOST = "0123456789ab"
LOG = f"""on,id,what,why
2026-11-02,{WITHDRAWN.id},hidden,Bukan tentang netralitas aparatur.
2026-11-03,{LOST},hidden,Beritanya dicabut medianya.
2026-11-04,{HIDDEN.id},hidden,Kornelis Disebutkan meminta namanya dihapus.
besok,{DECLARATION.id},dates,Tanggal diperbaiki.
2026-11-05,../../keluar,hidden,Bukan nomor catatan.
"""
MONTHS = {"2024-09": {"ok": 3}, "2024-08": {"ok": 2, "failed": 1}, "2024-07": {"failed": 4}}
SOURCES: list[dict[str, Any]] = [
    {
        "source": "kabar-contoh",
        "state": "ok",
        "failing": False,
        "last_crawl": "2026-11-20T02:00:00+00:00",
        "months": MONTHS,
    },
    {"source": "suara-tertutup", "state": "failed", "failing": True, "why": "listings: HTTP 403", "last_crawl": None},
]
FIGURES = [
    {"set": "Berita karangan", "date": "2026-11-22", "articles": 76, "fields": {"event.date": {"f1": 0.934, "n": 70}}},
    {"set": "Berita lain", "note": "Belum <b>dikenal</b>.", "date": "2026-11-21", "fields": {"laws": {"f1": 0.5}}},
]


def page(folder: Path, name: str) -> str:
    body = lxml.html.parse(str(folder / name)).getroot().find("body")
    return " ".join(" ".join(body.itertext()).split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out")
    hidden = replace(HIDDEN, officials=(official("Kornelis Disebutkan", "Camat", "Kecamatan Rekaan"),))
    write_records(content, (DECLARATION, SECOND_REPORT, WITHDRAWN, hidden))
    (content / "corrections.csv").write_text(LOG, encoding="utf-8")
    (content / "status.json").write_text(json.dumps({"crawled": 2, "sources": SOURCES}), encoding="utf-8")
    (content / "quality.json").write_text(json.dumps(FIGURES), encoding="utf-8")
    done = build(content, output)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    return output


def test_a_withdrawn_record_leaves_a_dated_note_and_no_facts(site: Path) -> None:
    told = page(site, f"kegiatan/{WITHDRAWN.id}.html")
    assert "ditarik pada 2 November 2026" in told
    assert "Bukan tentang netralitas aparatur." in told
    assert "Cornelis" not in told
    assert "Kota Kupang" not in told
    assert "3 November 2026" in page(site, f"kegiatan/{LOST}.html"), "its file is gone, its address is not"
    assert "Cornelis Andaian" not in "".join(
        path.read_text("utf-8", "replace") for path in site.rglob("*.*") if path.is_file()
    )


def test_a_reason_that_names_somebody_withdrawn_is_withheld(site: Path) -> None:
    assert "4 November 2026" in page(site, f"kegiatan/{HIDDEN.id}.html")
    for path in site.rglob("*"):
        assert not path.is_file() or b"Disebutkan" not in path.read_bytes(), path


def test_the_log_is_public(site: Path) -> None:
    told = page(site, "koreksi.html")
    assert "2 November 2026" in told
    assert "Ditarik" in told
    assert "Tanggal diperbaiki." in told
    assert "keluar" not in told
    assert not (site.parent / "keluar.html").exists()


def test_an_event_that_moved_is_found_at_its_old_address(site: Path) -> None:
    old = lxml.html.parse(str(site / "kegiatan" / f"{SECOND_REPORT.id}.html")).getroot()
    target = f"{DECLARATION.id}.html"
    assert old.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={target}"]
    assert old.xpath("//link[@rel='canonical']/@href") == [target]
    assert old.xpath("//main//a/@href") == [target]


def test_coverage_tells_silence_from_a_closed_door(site: Path) -> None:
    told_by = {source["source"]: source for source in SOURCES}
    outlets = {
        one.slug: one
        for one in coverage([listed(event, {}) for event in gather_events([DECLARATION])], {}, told_by).outlets
    }
    assert outlets["kabar-contoh"].months == {(2024, 9): "1", (2024, 8): SILENT, (2024, 7): SHUT}
    assert outlets["suara-tertutup"].state == "menolak dibaca"
    told = page(site, "status.html")
    assert "terbaca 1 2026-11-20" in told
    assert "menolak dibaca 0 –" in told
    rows = lxml.html.parse(str(site / "status.html")).getroot().xpath("//table[@class='bulanan']/tbody/tr/th")
    named = [row.text_content() for row in rows]
    assert "kabar-contoh" in named
    assert "suara-tertutup" not in named, "of no month of the year is anything known"
    assert "media lain: tidak ada berita yang tercatat" in told
    assert "dibangun tanpa laporan" not in told


def test_figures_are_shown(site: Path) -> None:
    told = page(site, "mutu.html")
    assert "76 berita, diukur 22 November 2026" in told
    assert "Tanggal kegiatan 0,934 70" in told
    assert "Belum <b>dikenal</b>." in told


def test_without_the_files_the_pages_say_so(tmp_path: Path) -> None:
    write_records(tmp_path / "content", (DECLARATION,))
    assert build(tmp_path / "content", tmp_path / "out").returncode == 0
    assert "dibangun tanpa laporan pembacaan" in page(tmp_path / "out", "status.html")
    assert "Belum ada angka." in page(tmp_path / "out", "mutu.html")
    assert "Belum ada koreksi." in page(tmp_path / "out", "koreksi.html")


BROKEN: dict[str, list[str | bytes]] = {
    "corrections.csv": ["on,id,what\n2026-01-01,0123456789ab,hidden\n", b"\xff\xfe", 'on,id,what,why\n"a'],
    "status.json": ["{", "[]", '{"sources": [1]}', "[" * 100_000],
    "quality.json": ["{", "[1]", '[{"set": "a"}]', '[{"set": "a", "date": "kemarin", "fields": {"x": {"f1": 1}}}]'],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BROKEN.items() for text in texts])
def test_a_broken_file_is_one_line_that_names_it(tmp_path: Path, name: str, text: str | bytes) -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BrokenTable) as error:
        _ = (read_log(tmp_path, ()), read_status(tmp_path), read_figures(tmp_path))
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_broken_file_costs_its_page_and_not_the_site(tmp_path: Path) -> None:
    write_records(tmp_path / "content", (DECLARATION,))
    (tmp_path / "content" / "status.json").write_text("{")
    done = build(tmp_path / "content", tmp_path / "out")
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if line.startswith("warning: ") and "status.json" in line]
    assert (tmp_path / "out" / "status.html").is_file()


def test_reprints_are_marked_and_not_counted_as_reports(tmp_path: Path) -> None:
    copied = replace(SECOND_REPORT, evidence=(Evidence("event.id", "Aparatur ikrar bersama.", "salinan"),))
    (event,) = gather_events([DECLARATION, copied])
    assert event.reprints == 1
    write_records(tmp_path / "content", (DECLARATION, copied))
    assert build(tmp_path / "content", tmp_path / "out").returncode == 0
    assert "1 laporan sendiri dan 1 salinan" in page(tmp_path / "out", f"kegiatan/{DECLARATION.id}.html")
    assert "(2 berita, 1 di antaranya salinan)" in page(tmp_path / "out", "wilayah/kabupaten-belu.html")
