"""Archived copies: which lines count, and which are refused with the file and the row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.theme.samples import ALLEGED, DECLARATION, build, write_records
from theme.plugins.archives import ArchivedCopy, read_archives
from theme.plugins.tables import BrokenTable

ID = "1f0c9a2b77de"
COPY = "https://web.archive.org/web/20240929021409/https://kabar-contoh.example/berita"


def written(folder: Path, *rows: str) -> Path:
    (folder / "archives.csv").write_text("\n".join(("id,address,on", *rows)), encoding="utf-8")
    return folder


def test_a_copy_has_its_archive_and_day(tmp_path: Path) -> None:
    rows = (f"{ID},https://archive.ph/AbC12,", f"{ID},{COPY},2024-09-29")
    assert read_archives(written(tmp_path, *rows)) == {ID: ArchivedCopy(COPY, "Internet Archive", date(2024, 9, 29))}
    assert read_archives(tmp_path / "nowhere") == {}


def test_the_event_page_and_its_citations_name_the_copy(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_records(content, (DECLARATION, ALLEGED))
    page = tmp_path / "out" / "kegiatan" / f"{DECLARATION.id}.html"
    assert build(content, tmp_path / "out").returncode == 0
    assert "arsip" not in page.read_text(encoding="utf-8").lower()
    hidden = "https://archive.ph/camat-bonifasius-rahasia"
    written(content, f"{DECLARATION.id},{COPY},2024-09-29", f"{ALLEGED.id},{hidden},")
    assert build(content, tmp_path / "out").returncode == 0
    told = page.read_text(encoding="utf-8")
    assert f'href="{COPY}"' in told and "Salinan arsip di Internet Archive</a>, 29 September 2024" in told
    assert f"Arsip berita: {COPY}" in told and f"\\url{{{COPY}}}" in told and "archive_location" in told
    assert hidden not in (tmp_path / "out" / "kegiatan" / f"{ALLEGED.id}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "row",
    [
        f"../keluar,{COPY},2024-09-29",
        f"{ID},{COPY},kemarin",
        f"{ID},http://web.archive.org/web/2024/x,2024-09-29",
        f"{ID},https://web.archive.org.jahat.example/x,2024-09-29",
        f"{ID},javascript:alert(1),2024-09-29",
        f"{ID},https://[rusak,2024-09-29",
        f"{ID},https://web.archive.org/a b,2024-09-29",
        f"{ID}",
    ],
)
def test_what_is_no_copy_is_refused_with_its_row(tmp_path: Path, row: str) -> None:
    with pytest.raises(BrokenTable, match=r"archives\.csv: left out: row 2") as refused:
        read_archives(written(tmp_path, row))
    assert "\n" not in str(refused.value)
