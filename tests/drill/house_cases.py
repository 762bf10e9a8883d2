"""Faults of the house: full disks, broken files, a locked or spoilt database, a second start."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.fetch.memory import SQLITE_FILE
from crawler.write.texts import FILE as TEXTS
from tests.drill.cases import CRAWLED_NOTHING, PUBLISHED, REFUSED, Case, Stage
from tests.drill.night import ROOT, Prank

LOCKED_FOR = 30.0
"""Seconds: a crawl may take long to start, and SQLite waits five before it gives up, at each article anew."""
FULL = "No space left|disk is full|[0-9] KiB are free"


def disk_cases() -> Iterator[Case]:
    """The disk runs full at each step that writes. In the order of a night."""
    yield Case(
        "disk full while storing records",
        FULL,
        PUBLISHED | CRAWLED_NOTHING,
        lambda stage: {"crawl": _fill(stage, "content", 4096)},
    )
    yield Case(
        "disk full while archiving",
        FULL,
        PUBLISHED | CRAWLED_NOTHING | REFUSED,
        lambda stage: {"crawl": _fill(stage, "var", 131_072)},
    )
    yield Case(
        "disk full from the start of the crawl",
        FULL,
        PUBLISHED | CRAWLED_NOTHING | REFUSED,
        lambda stage: {"crawl": _fill(stage, "var", 0, inodes=True)},
    )
    yield Case(
        "disk full while building",
        FULL,
        REFUSED,
        lambda stage: {"build": _fill(stage, "site", 65_536)},
    )
    yield Case(
        "disk full while indexing",
        FULL,
        REFUSED,
        lambda stage: {"index": _fill(stage, "site", 4096)},
    )
    yield Case(
        "disk full while publishing",
        None,  # files that the last site has, too, become links to it, which makes room: it may well be published
        PUBLISHED | REFUSED,
        lambda stage: {"check": _fill(stage, "site", 0)},
    )
    yield Case(
        "disk full while publishing, down to the last file",
        FULL,
        REFUSED,
        lambda stage: {"check": _fill(stage, "site", 0, inodes=True)},
    )


def limit_case() -> Case:
    """A limit on the size of files, which needs no mounting."""
    return Case(
        "no file may grow beyond 40 kB",
        "File too large|too big|disk I/O|SIGXFSZ",
        REFUSED | CRAWLED_NOTHING,
        largest=40_000,
    )


def file_cases() -> Iterator[Case]:
    """Files and databases that something else has spoilt or holds."""
    yield Case("record file broken by hand", r"\.md: ", around=_broken_record, spoils_a_record=True)
    yield Case(
        "crawl database locked by another process",
        "database is locked",
        pranks=lambda stage: {"crawl": _lock(stage.nights.var / SQLITE_FILE)},
    )
    yield Case(
        "crawl database file corrupt",
        f"{SQLITE_FILE}.*(not a database|malformed)",
        PUBLISHED | CRAWLED_NOTHING,
        around=lambda stage: _spoilt(stage.nights.var / SQLITE_FILE),
        mend=_rebuild,
    )
    yield Case(
        "file of texts corrupt",
        f"{TEXTS}.*(not a database|malformed)",
        PUBLISHED | CRAWLED_NOTHING,
        around=lambda stage: _spoilt(stage.nights.var / TEXTS),
        mend=_rebuild,
    )
    yield Case("started a second time while it runs", None, pranks=lambda stage: {"build": _second_start(stage)})


def _fill(stage: Stage, name: str, left: int, *, inodes: bool = False) -> Prank:
    def fill(process: subprocess.Popen[str]) -> None:
        os.killpg(process.pid, signal.SIGSTOP)  # filling takes longer than some steps
        stage.disks[name].fill(left, inodes=inodes)
        os.killpg(process.pid, signal.SIGCONT)

    return fill


@contextmanager
def _broken_record(stage: Stage) -> Iterator[None]:
    path = sorted((stage.nights.content / "records").rglob("*.md"))[0]
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\nurl: ", b"\nurl [ ", 1)[: len(text) * 2 // 3])
    try:
        yield
    finally:
        path.write_bytes(text)


@contextmanager
def _spoilt(path: Path) -> Iterator[None]:
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    with path.open("r+b") as file:
        file.write(b"bukan basis data\n" * 300)
    yield


def _lock(path: Path) -> Prank:
    def lock(process: object) -> None:
        database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA busy_timeout = 5000")
        database.execute("BEGIN EXCLUSIVE")
        threading.Timer(LOCKED_FOR, database.close).start()

    return lock


def _rebuild(stage: Stage) -> None:
    """What a maintainer does: the spoilt file is put aside, and an import of the archive fills a new one."""
    var = stage.nights.var
    for path in (var / SQLITE_FILE, var / TEXTS):
        if path.read_bytes()[:6] != b"SQLite":
            path.unlink()
    command = stage.nights.command("import", var / "archive")
    subprocess.run(command, cwd=ROOT, env=dict(stage.nights.environment), capture_output=True, check=True)


def _second_start(stage: Stage) -> Prank:
    def start(process: object) -> None:
        command = stage.nights.command("nightly", "--site", stage.nights.site)
        done = subprocess.run(command, cwd=ROOT, env=dict(stage.nights.environment), capture_output=True, text=True)
        if done.returncode != 5 or done.stderr.count("\n") != 1:
            raise AssertionError(f"a second start ended with {done.returncode}: {done.stderr[:200]}")

    return start
