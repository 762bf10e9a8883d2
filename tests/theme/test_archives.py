"""Archived copies: which lines count, and which are refused with the file and the row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
