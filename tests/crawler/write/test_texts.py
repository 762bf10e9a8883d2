"""Bodies are kept between crawls, and a file that cannot be used is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.write.texts import FILE, BrokenTexts, Texts


def test_texts_are_there_when_opened_again(tmp_path: Path) -> None:
    texts = Texts(tmp_path / "var" / FILE)
    texts["a"] = "satu\ndua"
    texts["b"] = "\ud800 rusak"
    texts["a"] = "tiga"
    again = Texts(tmp_path / "var" / FILE)
    assert dict(again) == {"a": "tiga", "b": "? rusak"}
    assert len(again) == 2
    del again["b"]
    assert "b" not in again
    with pytest.raises(KeyError):
        del again["b"]
    with pytest.raises(KeyError):
        again["b"]


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("bukan basis data " * 100, encoding="utf-8")
    with pytest.raises(BrokenTexts, match=FILE):
        Texts(tmp_path / FILE)
    with pytest.raises(BrokenTexts):
        Texts(tmp_path / FILE / "di-bawah-berkas")
