"""Retention: what goes by age and size, and that the archive's last copy never does."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.backup.pool import Pool
from crawler.backup.taking import take
from crawler.fetch.memory import crawl_engine
from crawler.nightly.bounds import load_retention
from crawler.nightly.retention import Retained, retain

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def put(path: Path, days: float, size: int = 1000) -> Path:
    """An invented file of so many bytes that was last written so many days ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))
    return path


def run(var: Path, bounds: str = "", environment: Mapping[str, str] | None = None) -> Retained:
    settings = var / "own.toml"
    settings.write_text(bounds, encoding="utf-8")
    return retain(var, NOW, {"KABAR_NETRAL_RETENTION": str(settings), **(environment or {})})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Four files of 2 MB, of 400, 300, 200 and 10 days ago."""
    for days in (400, 300, 200, 10):
        put(tmp_path / "archive" / "voxntt" / f"{days:03}.warc.gz", days, 2_000_000)
    return tmp_path / "archive"


def keep(var: Path, folder: Path) -> None:
    with Pool(folder).writing():
        take(Pool(folder), var / "content", var, crawl_engine(var, {}), NOW)


def test_by_default_the_archive_stays(archive: Path) -> None:
    assert run(archive.parent).warnings == []
    assert len(names(archive)) == 4


def test_what_no_backup_holds_stays_and_is_told_of(archive: Path) -> None:
    done = run(archive.parent, "[archive]\nmost_mb = 5\n")
    assert len(names(archive)) == 4
    assert "2 files are beyond the bounds but in no backup" in done.warnings[0]
    assert "8 MB, more than the bound of 5 MB" in done.warnings[1]


@pytest.mark.parametrize(
    ("bounds", "left"),
    [
        ("most_mb = 5", ["010.warc.gz", "200.warc.gz"]),
        ("days = 250", ["010.warc.gz", "200.warc.gz"]),
        ("days = 350\nmost_mb = 5", ["010.warc.gz", "200.warc.gz"]),
        ("most_mb = 1", ["010.warc.gz"]),  # the young one stays although it alone is too much
        ("days = 5\nyoung_days = 0", []),
    ],
)
def test_the_oldest_go_that_a_backup_holds(archive: Path, tmp_path: Path, bounds: str, left: list[str]) -> None:
    keep(tmp_path, tmp_path / "kept")
    done = run(tmp_path, f"[archive]\n{bounds}\n", {"KABAR_NETRAL_BACKUP": str(tmp_path / "kept")})
    assert names(archive) == left
    assert done.removed == 4 - len(left)
    assert done.freed == 2_000_000 * done.removed
    assert bool(done.warnings) is ("most_mb = 1" in bounds)


def test_a_changed_file_is_not_what_the_backup_holds(archive: Path, tmp_path: Path) -> None:
    keep(tmp_path, tmp_path / "kept")
    put(archive / "voxntt" / "400.warc.gz", 400, 2_000_001)
    run(tmp_path, "[archive]\nmost_mb = 5\n", {"KABAR_NETRAL_BACKUP": str(tmp_path / "kept")})
    assert names(archive) == ["010.warc.gz", "200.warc.gz", "400.warc.gz"]


def test_a_damaged_backup_lets_nothing_go(archive: Path, tmp_path: Path) -> None:
    keep(tmp_path, tmp_path / "kept")
    for path in (tmp_path / "kept" / "objects").glob("??/*"):
        path.write_bytes(b"x" * path.stat().st_size)
    done = run(tmp_path, "[archive]\nmost_mb = 5\n", {"KABAR_NETRAL_BACKUP": str(tmp_path / "kept")})
    assert len(names(archive)) == 4
    assert "is damaged" in done.warnings[0]


def test_a_person_may_say_that_nothing_need_be_saved(archive: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "[archive]\nmost_mb = 5\nremove_unsaved = true\n").warnings == []
    assert names(archive) == ["010.warc.gz", "200.warc.gz"]


def test_reports_go_by_age_and_the_latest_stays(tmp_path: Path) -> None:
    for name, days in (("2024-01-01.md", 900), ("2024-01-01.json", 900), ("2026-11-21.md", 1), ("latest.md", 900)):
        put(tmp_path / "reports" / name, days)
    assert run(tmp_path).removed == 2
    assert names(tmp_path / "reports") == ["2026-11-21.md", "latest.md"]


def test_a_large_log_is_begun_anew_and_packed_a_night_later(tmp_path: Path) -> None:
    log = put(tmp_path / "log" / "crawl.log", 0.1, 6_000_000)
    told = log.read_bytes()
    with log.open("ab") as crawl:
        assert run(tmp_path).rotated == 1
        crawl.write(b"a line that a running crawl still writes\n")
    assert names(tmp_path / "log") == ["crawl-2026-11-22T030000Z.log"]
    assert run(tmp_path).rotated == 1
    assert names(tmp_path / "log") == ["crawl-2026-11-22T030000Z.log.gz"]
    packed = gzip.decompress((tmp_path / "log" / "crawl-2026-11-22T030000Z.log.gz").read_bytes())
    assert packed == told + b"a line that a running crawl still writes\n"
    assert run(tmp_path).rotated == 0


@pytest.mark.parametrize(("began", "rotated"), [("2026-11-10", 1), ("2026-11-21", 0), ("no date", 0)])
def test_an_old_log_is_begun_anew(tmp_path: Path, began: str, rotated: int) -> None:
    put(tmp_path / "log" / "crawl.log", 0.1).write_text(f"{began} 02:00:00 [scrapy] INFO: mulai\n", encoding="utf-8")
    assert run(tmp_path).rotated == rotated


def test_packed_logs_go_by_age_and_size(tmp_path: Path) -> None:
    for days in (100, 80, 60, 1):
        put(tmp_path / "log" / f"crawl-{days}.log.gz", days, 1_000_000)
    run(tmp_path, "[logs]\nmost_mb = 2\n")
    assert names(tmp_path / "log") == ["crawl-1.log.gz", "crawl-60.log.gz"]


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ("[archive]\nmost_gb = 5\n", "unknown key most_gb"),
        ("[arsip]\n", "unknown table arsip"),
        ("[archive]\nmost_mb = -1\n", "archive.most_mb must be"),
        ("[archive]\nmost_mb = true\n", "archive.most_mb must be"),
        ("[archive]\nremove_unsaved = 1\n", "archive.remove_unsaved must be true or false"),
        ("archive = 5\n", "archive must be a table"),
        ("[archive\n", "own.toml"),
    ],
)
def test_wrong_settings_remove_nothing(archive: Path, tmp_path: Path, bounds: str, told: str) -> None:
    (warning,) = run(tmp_path, bounds).warnings
    assert told in warning
    assert "\n" not in warning
    assert len(names(archive)) == 4


def test_the_projects_own_bounds_are_sane() -> None:
    bounds = load_retention()
    assert bounds.archive.most_mb == bounds.archive.days == 0
    assert not bounds.archive.remove_unsaved
    assert bounds.logs.days > bounds.logs.rotate_days > 0


def test_a_folder_that_is_not_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert run(tmp_path / ".").told == "0 files removed, 0.0 MB set free, 0 logs rotated"
