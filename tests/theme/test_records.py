"""Bad record files: one line each with the file's name, and the rest is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.record import dump
from tests.theme.samples import APPEAL, DECLARATION, DRAFT, OLDER, build, write_records
from theme.plugins.shelf import read_shelf

BROKEN = {
    "no front matter": "Berita tanpa kepala.",
    "broken YAML": "---\nid: [\n---\n",
    "a key is missing": "---\nid: 0123456789ab\n---\n",
    "not UTF-8": b"---\nid: \xff\xfe\n---\n",
    "an id that is a path": dump(OLDER).replace(f"id: {OLDER.id}", "id: ../../keluar"),
    "an event id that is a path": dump(OLDER).replace(f"event: {{id: {OLDER.id}", "event: {id: ../../keluar"),
    "an unknown event type": dump(OLDER).replace("type: sosialisasi", "type: pesta"),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_named_and_left_out(tmp_path: Path, text: str | bytes) -> None:
    write_records(tmp_path, (DECLARATION,))
    bad = tmp_path / "records" / "rusak.md"
    bad.write_bytes(text if isinstance(text, bytes) else text.encode())
    shelf = read_shelf(tmp_path / "records")
    assert [record.id for record in shelf.published] == [DECLARATION.id]
    assert len(shelf.complaints) == 1
    assert str(bad) in shelf.complaints[0]
    assert "\n" not in shelf.complaints[0]


def test_two_files_with_one_id_are_both_refused(tmp_path: Path) -> None:
    write_records(tmp_path, (DECLARATION, APPEAL))
    first = tmp_path / "records" / "2024" / f"{APPEAL.id}.md"
    second = tmp_path / "records" / "salinan.md"
    second.write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    shelf = read_shelf(tmp_path / "records")
    assert [record.id for record in shelf.published] == [DECLARATION.id]
    assert str(first) in shelf.complaints[0]
    assert str(second) in shelf.complaints[0]


def test_the_build_warns_in_one_line_and_goes_on(tmp_path: Path) -> None:
    write_records(tmp_path / "content", (DECLARATION,))
    (tmp_path / "content" / "records" / "rusak.md").write_text("bukan catatan", encoding="utf-8")
    done = build(tmp_path / "content", tmp_path / "out")
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "rusak.md" in line and line.startswith("warning: ")]
    assert (tmp_path / "out" / "kegiatan" / f"{DECLARATION.id}.html").is_file()


def test_nothing_to_build_from_is_an_error_and_spares_the_last_site(tmp_path: Path) -> None:
    write_records(tmp_path / "content", (DRAFT,))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("the last good site")
    done = build(tmp_path / "content", tmp_path / "out")
    assert done.returncode == 1
    assert "nothing to build from" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert (tmp_path / "out" / "index.html").read_text() == "the last good site"
