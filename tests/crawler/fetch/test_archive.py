"""WARC files: what is written is read back, by other tools too, and a broken file is one line."""

from __future__ import annotations

import gzip
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.fetch.archive import ArchiveWriter, BrokenArchive, archived_responses, warc_files
from crawler.fetch.replay import Replay
from tests.crawler.invented import MOMENT, warc

ANSWERS = [
    ("https://voxntt.com/robots.txt", 200, "text/plain", "User-agent: *\nAllow: /\n"),
    ("https://voxntt.com/ada", 200, "text/html; charset=utf-8", "<p>Ada – ya</p>" * 200),
    ("https://voxntt.com/hilang", 404, "text/html", "tidak ada"),
]


def test_responses_come_back_as_they_were(tmp_path: Path) -> None:
    file = warc(tmp_path, ANSWERS)
    found = list(archived_responses(file))
    assert [(r.url, r.status, r.body.decode()) for r in found] == [(u, s, b) for u, s, _, b in ANSWERS]
    assert {r.on for r in found} == {MOMENT}
    assert dict(found[1].headers)["Content-Type"] == "text/html; charset=utf-8"


def test_warcio_finds_nothing_wrong(tmp_path: Path) -> None:
    file = warc(tmp_path, ANSWERS)
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == len(ANSWERS)


def test_compressed_bodies_are_kept_as_sent_and_read_decoded(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, MOMENT)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    writer.add("https://voxntt.com/a", "200 OK", headers, gzip.compress(b"isi"), MOMENT)
    writer.close()
    (found,) = archived_responses(next(tmp_path.glob("*.warc.gz")))
    assert found.body == b"isi"
    assert not {"Content-Encoding", "Transfer-Encoding"} & {name for name, _ in found.headers}


def test_a_bomb_is_a_fault_and_not_a_body(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, MOMENT)
    headers = [("Content-Encoding", "gzip")]
    writer.add("https://voxntt.com/bom", "200 OK", headers, gzip.compress(b"\0" * 20_000_000), MOMENT)
    writer.close()
    (found,) = archived_responses(next(tmp_path.glob("*.warc.gz")))
    assert found.body == b""
    assert found.fault
    assert "when decompressed" in found.fault


def test_unwanted_records_are_skipped(tmp_path: Path) -> None:
    file = warc(tmp_path, ANSWERS)
    assert [r.url for r in archived_responses(file, lambda url: url.endswith("/ada"))] == ["https://voxntt.com/ada"]


def test_files_are_rotated_and_never_overwritten(tmp_path: Path) -> None:
    for _ in range(2):
        writer = ArchiveWriter(tmp_path, MOMENT, rotate_at=1)
        for url, _, _, body in ANSWERS:
            writer.add(url, "200 OK", [], body.encode(), MOMENT)
        writer.close()
    files = warc_files([tmp_path])
    assert len(files) == 2 * len(ANSWERS)
    assert all(len(list(archived_responses(file))) == 1 for file in files)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no WARC record"),
        (b"junk" * 500, "Invalid WARC header"),
        (gzip.compress(b"junk\r\n" * 500, mtime=0), "Invalid WARC header"),
    ],
)
def test_what_is_no_warc_is_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "rusak.warc.gz"
    file.write_bytes(content)
    with pytest.raises(BrokenArchive) as caught:
        list(archived_responses(file))
    assert str(caught.value).startswith(f"{file}: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("missing", [1, 40, 300])
@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_cut_off_gives_what_it_has_and_then_a_line(tmp_path: Path, missing: int, zipped: bool) -> None:
    whole = warc(tmp_path / "whole", ANSWERS).read_bytes()
    cut = tmp_path / "cut.warc"
    cut.write_bytes((whole if zipped else gzip.decompress(whole).rstrip(b"\r\n"))[:-missing])
    found = []
    with pytest.raises(BrokenArchive, match="cut off"):
        for response in archived_responses(cut):
            found.append(response)
    assert [r.url for r in found if not r.fault][:2] == [u for u, *_ in ANSWERS[:2]]


def test_a_folder_or_nothing_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BrokenArchive, match="No such file"):
        list(archived_responses(tmp_path / "nirgends.warc.gz"))


def test_the_latest_record_of_an_address_answers(tmp_path: Path) -> None:
    later = datetime(2024, 11, 1, tzinfo=UTC)
    new = warc(tmp_path / "b", [("https://voxntt.com/a", 200, "text/html", "baru")], later)
    old = warc(tmp_path / "a", [("https://voxntt.com/a", 200, "text/html", "lama")])
    replay = Replay([new, old])
    answer = replay.answer("http://voxntt.com/a", 1000)
    assert answer is not None
    assert answer.body == b"baru"
    assert replay.ended == later
    assert replay.hosts == {"voxntt.com"}


def test_queries_match_whatever_their_escapes(tmp_path: Path) -> None:
    file = warc(tmp_path, [("https://voxntt.com/?s=ASN%20netral&page=2", 200, "text/html", "x")])
    replay = Replay([file])
    assert replay.answer("https://voxntt.com/?page=2&s=ASN+netral", 1000)
    assert replay.answer("https://voxntt.com/?page=3&s=ASN+netral", 1000) is None


def test_a_broken_file_in_a_replay_is_a_warning(tmp_path: Path) -> None:
    good = warc(tmp_path / "a", ANSWERS)
    bad = tmp_path / "rusak.warc.gz"
    bad.write_bytes(b"junk" * 500)
    replay = Replay([bad, good])
    assert len(replay.warnings) == 1
    assert replay.answer("https://voxntt.com/ada", 10_000)
