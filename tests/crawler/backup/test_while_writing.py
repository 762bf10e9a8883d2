"""A backup beside a crawl: what is being written is kept as far as it is whole, and a failing restore undoes itself."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.backup.manifest import BrokenBackup, Kept, Manifest, dump_manifest, load_manifest
from crawler.backup.pool import Pool
from crawler.backup.restoring import restore
from crawler.backup.taking import take
from crawler.fetch.archive import archived_responses
from crawler.fetch.memory import Seen, Verdict, crawl_engine, open_memory
from tests.crawler.invented import page, warc

NOW = datetime.now(UTC)  # archive files are told by their age
PAGE = "text/html; charset=utf-8"


def houses(folder: Path) -> tuple[Path, Path]:
    content, var = folder / "content", folder / "var"
    (content / "records").mkdir(parents=True)
    (content / "records" / "satu.md").write_text("satu\n", encoding="utf-8")
    return content, var


def keep(folder: Path, content: Path, var: Path, now: datetime = NOW) -> tuple[Pool, Manifest]:
    pool = Pool(folder)
    with pool.writing():
        return pool, take(pool, content, var, crawl_engine(var, {}), now).manifest


def test_a_record_that_is_being_written_is_left_for_the_next_backup(tmp_path: Path) -> None:
    content, var = houses(tmp_path)
    answers = [(f"https://voxntt.com/{n}", 200, PAGE, page(f"Judul {n}")) for n in range(3)]
    (path,) = (p for p in [warc(var / "archive" / "voxntt", answers)])
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    pool, manifest = keep(tmp_path / "kept", content, var)
    (kept,) = manifest.in_room("archive").values()
    assert [one.url for one in archived_responses(pool.path_of(kept))] == [f"https://voxntt.com/{n}" for n in (0, 1)]
    path.write_bytes(whole)
    _, later = keep(tmp_path / "kept", content, var, NOW + timedelta(minutes=1))
    (kept,) = later.in_room("archive").values()
    assert pool.path_of(kept).read_bytes() == whole


def test_a_crawl_may_write_meanwhile(tmp_path: Path) -> None:
    content, var = houses(tmp_path)
    memory = open_memory(var, {})
    memory.remember("https://voxntt.com/2024/10/02/imbauan/1", "voxntt", Seen(Verdict.STORED, NOW))
    writer = sqlite3.connect(var / "crawl.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE address SET verdict = 'gone'")
    _, manifest = keep(tmp_path / "kept", content, var)
    writer.execute("ROLLBACK")
    assert manifest.rows == {"address": 1, "crawl": 0}


def test_two_backups_at_once_are_refused(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "kept")
    with pool.writing(), pytest.raises(BrokenBackup, match="another backup"), Pool(tmp_path / "kept").writing():
        pytest.fail("both hold the folder")


def test_a_backup_that_was_killed_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, var = houses(tmp_path)
    pool, first = keep(tmp_path / "kept", content, var)
    (content / "records" / "dua.md").write_text("dua\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Pool, "add", _full)
        with pytest.raises(OSError, match="full"):
            keep(tmp_path / "kept", content, var, NOW + timedelta(minutes=1))
    assert pool.newest() == first
    (tmp_path / "kept" / ".taking-killed").mkdir()
    _, second = keep(tmp_path / "kept", content, var, NOW + timedelta(minutes=2))
    assert len(second.files) == len(first.files) + 1
    assert not list((tmp_path / "kept").glob(".taking-*"))


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_restore_that_cannot_move_puts_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    content, var = houses(tmp_path / "old")
    pool, manifest = keep(tmp_path / "kept", content, var)
    content, var = houses(tmp_path / "new")
    (content / "records" / "satu.md").write_text("yang lain\n", encoding="utf-8")
    before = sorted(content.rglob("*"))
    real, moves = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == fails_at:
            raise OSError(5, "input/output error", str(self))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        with pytest.raises(OSError, match="input/output"):
            restore(pool, manifest, content, var, crawl_engine(var, {}), NOW, force=True)
    assert sorted(content.rglob("*")) == before
    assert (content / "records" / "satu.md").read_text(encoding="utf-8") == "yang lain\n"
    assert not list(var.iterdir())


def test_a_manifest_comes_back_as_it_went() -> None:
    files = (Kept("archive/voxntt/a.warc.gz", 5, "ab" * 32, 7, retired=True), Kept("content/a.md", 1, "cd" * 32, 8))
    manifest = Manifest(NOW, {"address": 2}, files)
    assert load_manifest(dump_manifest(manifest), manifest.name) == manifest


@pytest.mark.parametrize("place", ["/etc/passwd", "content/../../x", "elsewhere/x", "content//x", "content/./x", "var"])
def test_a_place_outside_is_refused(place: str) -> None:
    manifest = Manifest(NOW, {}, (Kept(place, 1, "ab" * 32, 7),))
    with pytest.raises(BrokenBackup):
        load_manifest(dump_manifest(manifest), manifest.name)


def _full(pool: Pool, manifest: Manifest) -> None:
    raise OSError(28, "disk full")
