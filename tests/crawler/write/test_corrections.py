"""The public log: old files are read, broken ones named, and what it withdrew stays out under every address."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.record import record_id
from crawler.write.corrections import BrokenCorrections, Line, key_of, read_corrections, with_lines, withdrawn
from crawler.write.store import Outcome, Store
from tests.crawler.invented import record

URL = "https://voxntt.com/2024/10/02/imbauan-netral/128001"
VARIANTS = [
    "https://voxntt.com/2024/10/02/imbauan-netral/128001",
    "http://www.voxntt.com/2024/10/02/imbauan-netral/128001/?utm_source=wa",
    "https://voxntt.com/2024/10/02/imbauan-netral/128001/amp",
    "https://voxntt.com/2024/10/05/judul-yang-lain/128001",
]
HIDDEN = Line("2026-11-22", record_id(URL), "hidden", "permintaan, hak jawab", by="Redaksi", key=key_of(URL))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    corrected = Line("2026-11-22", "1" * 12, "corrected", 'salah "cetak"', "event.date", "2024-10-03", "", "Redaksi")
    path.write_text(with_lines([HIDDEN, corrected]), encoding="utf-8")
    assert read_corrections(path) == [HIDDEN, corrected]


def test_a_file_of_four_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("on,id,what,why\n2026-11-02,0123456789ab,hidden,uji\n\n", encoding="utf-8-sig")
    assert read_corrections(path) == [Line("2026-11-02", "0123456789ab", "hidden", "uji")]
    assert read_corrections(tmp_path / "tidak-ada.csv") == []


BROKEN = [
    ("id,on\n", ":1:"),
    ("on,id,what,why\n2026-11-02,0123456789ab\n", ":2:"),
    ("on,id,what,why\n2026-11-02,,hidden,uji\n", ":2:"),
    ('on,id,what,why\n2026-11-02,0123456789ab,hidden,"uji', ":"),
]


@pytest.mark.parametrize(("text", "where"), BROKEN)
def test_a_broken_log_is_one_line_with_its_place(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenCorrections) as raised:
        read_corrections(path)
    assert f"{path}{where}" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("url", VARIANTS)
def test_a_withdrawn_article_is_known_under_every_address(tmp_path: Path, url: str) -> None:
    (tmp_path / "corrections.csv").write_text(with_lines([HIDDEN]), encoding="utf-8")
    assert Store(tmp_path).put(record(url)) is Outcome.WITHDRAWN
    assert not list(tmp_path.rglob("*.md"))
    assert Store(tmp_path).put(record("https://voxntt.com/2024/10/02/imbauan-lain/128002")) is Outcome.NEW


def test_what_was_restored_may_come_back() -> None:
    restored = Line("2026-11-23", HIDDEN.id, "restored", "keliru ditarik")
    assert withdrawn([HIDDEN]).holds(record_id(URL), URL)
    assert not withdrawn([HIDDEN, restored]).holds(record_id(URL), URL)
    assert withdrawn([HIDDEN, restored, HIDDEN]).holds(record_id(URL), URL)


def test_nothing_new_is_written_while_the_log_is_broken(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("on,id\n", encoding="utf-8")
    store = Store(tmp_path)
    assert store.put(record(URL)) is Outcome.BROKEN
    assert store.put(record(VARIANTS[-1])) is Outcome.BROKEN
    (line,) = store.warnings
    assert str(tmp_path / "corrections.csv") in line
