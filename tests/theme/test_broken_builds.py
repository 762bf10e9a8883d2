"""Builds that go wrong: one line, the last site as it was, and a second run that completes."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.record import dump
from tests.theme.many import records_of
from tests.theme.rebuilding import clean, run, tree
from tests.theme.samples import APPEAL, DECLARATION, ROOT, write_records
from theme.plugins.cache import Cache
from theme.plugins.output import Output, Written
from theme.plugins.pool import aside, spread


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with content, a site made of it and the cache; then one record was changed."""
    write_records(tmp_path / "content", (DECLARATION, APPEAL, *records_of("Kabupaten Alor", 4, "rusak")))
    run(tmp_path / "content", tmp_path / "out", tmp_path / "cache")
    path = tmp_path / "content" / "records" / "2024" / f"{APPEAL.id}.md"
    path.write_text(dump(replace(APPEAL, headline="Judul yang diperbaiki")), encoding="utf-8")
    return tmp_path


def again(folder: Path) -> None:
    """The second run: what a clean build gives."""
    run(folder / "content", folder / "out", folder / "cache")
    assert tree(folder / "out") == clean(folder / "content", folder / "clean")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    path.write_bytes(b"bukan basis data\n" * 500)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 700):
        data[at] ^= 0xFF
    path.write_bytes(data)


def sql(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()

    return change


SPOILT: dict[str, Callable[[Path], None]] = {
    "cut off": cut,
    "something else": overwrite,
    "flipped bits": flip,
    "gone": lambda path: path.unlink(),
    "of a newer version": sql("UPDATE manifest SET data = 'f00', sum = x'00' WHERE name = 'version'"),
    "an entry that nobody made": sql("UPDATE events SET entry = 'palsu'"),
    "rows that nobody made": sql("UPDATE rows SET lines = 'palsu'"),
    "rows that are missing": sql("DELETE FROM rows WHERE id = (SELECT min(id) FROM rows)"),
    "no events": sql("DELETE FROM events"),
    "another form": sql("ALTER TABLE events RENAME COLUMN listed TO terdaftar"),
    "a manifest that does not read": sql("UPDATE manifest SET data = '{' WHERE name = 'files'"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_a_cache_that_cannot_be_trusted_is_dropped(
    built: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    (cache,) = (built / "cache").glob("*.sqlite")
    spoil(cache)
    again(built)
    assert "Traceback" not in capsys.readouterr().err


def test_two_builds_at_once_are_one_too_many(built: Path) -> None:
    before = tree(built / "out")
    first = Output(built / "out")
    first.take()
    with pytest.raises(SystemExit, match="another build is at work there"):
        run(built / "content", built / "out", built / "cache")
    first.leave()
    assert tree(built / "out") == before
    again(built)


@pytest.mark.parametrize("after", [0, 5, 14])
def test_a_disk_that_fills_up_while_pages_are_made(built: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    before, whole, left = tree(built / "out"), Output.stage_pieces, [after]

    def full(self: Output, path: str, pieces: Iterable[bytes], compared: bool = False) -> Written:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return whole(self, path, pieces, compared)

    monkeypatch.setattr(Output, "stage_pieces", full)
    with pytest.raises(SystemExit, match="No space left on device"):
        run(built / "content", built / "out", built / "cache")
    assert tree(built / "out") == before
    monkeypatch.undo()
    again(built)


@pytest.mark.parametrize("step", ["put", "keep"])
def test_a_disk_that_fills_up_while_the_cache_is_kept(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Cache, step, full)
    if step == "put":
        before = tree(built / "out")
        with pytest.raises(SystemExit, match="disk is full"):
            run(built / "content", built / "out", built / "cache")
        assert tree(built / "out") == before
    else:
        run(built / "content", built / "out", built / "cache")
        assert "not kept" in capsys.readouterr().err
        assert "Judul yang diperbaiki" in (built / "out" / "kegiatan" / f"{APPEAL.id}.html").read_text(encoding="utf-8")
    monkeypatch.undo()
    again(built)


def test_a_real_limit_on_files_ends_in_one_line(built: Path) -> None:
    before = tree(built / "out")
    shutil.rmtree(built / "cache")
    command = [sys.executable, "-m", "pelican", str(built / "content"), "-s", str(ROOT / "pelicanconf.py"), "--quiet"]
    command += ["-o", str(built / "out"), "-e", f'CACHE_PATH="{built / "cache"}"']
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
    )
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("error: not built: ")], done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(built / "out") == before
    again(built)


def test_a_cache_folder_that_cannot_be_written_costs_only_time(built: Path) -> None:
    shutil.rmtree(built / "cache")
    (built / "cache").write_text("bukan map")
    run(built / "content", built / "out", built / "cache")
    assert tree(built / "out") == clean(built / "content", built / "clean")


def test_a_lost_worker_costs_only_time(capsys: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if number == 3 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number

    assert list(spread(work, range(8), 2)) == [n * n for n in range(8)]
    assert "a worker of the build was lost" in capsys.readouterr().err
    assert list(spread(work, [1, 2], 1)) == [1, 4]


@pytest.mark.parametrize("processes", [1, 2])
def test_work_aside_is_answered_once(processes: int) -> None:
    with aside(os.getpid, processes) as answer:
        assert (answer() == os.getpid()) is (processes == 1)


def test_a_lost_fork_aside_costs_only_time(capsys: pytest.CaptureFixture[str]) -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    with aside(work, 2) as answer:
        assert answer() == 7
    assert "a worker of the build was lost" in capsys.readouterr().err


def test_a_fork_aside_has_ended_when_the_block_has(tmp_path: Path) -> None:
    def work() -> None:
        (tmp_path / "begun").touch()
        time.sleep(0.3)
        (tmp_path / "late").touch()

    with pytest.raises(ValueError, match="sebab"), aside(work, 2):
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        raise ValueError("sebab")
    assert (tmp_path / "late").is_file(), "it may not write when the stage is cleared"
