"""A backup and its way back: a replayed crawl is kept, lost, restored, and goes on where it was."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from crawler.fetch.memory import open_memory
from crawler.write.texts import FILE, Texts
from tests.newsroom.archive import write_warc
from tests.running import run_module

ROOT = Path(__file__).parents[3]


def run(*words: str | Path, status: int = 0, environment: dict[str, str] | None = None) -> str:
    place = {"KABAR_NETRAL_DATABASE": ""} | (environment or {})
    done = run_module("crawler", *words, environment=place)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def folders(folder: Path) -> tuple[str | Path, ...]:
    return "--content", folder / "content", "--var", folder / "var"


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of the newsroom, with its archive: content/, var/, news.warc.gz, and a backup of it in kept/."""
    folder = tmp_path_factory.mktemp("crawled")
    write_warc(folder / "news.warc.gz")
    run("crawl", "--replay", folder / "news.warc.gz", *folders(folder))
    (folder / "var" / "archive" / "voxntt").mkdir(parents=True)
    shutil.copy(folder / "news.warc.gz", folder / "var" / "archive" / "voxntt" / "2024-11-05T020000Z-001.warc.gz")
    (folder / "var" / "reports").mkdir()
    (folder / "var" / "reports" / "2024-11-05.md").write_text("Semua baik.\n", encoding="utf-8")
    run("backup", folder / "kept", *folders(folder))
    return folder


@pytest.fixture
def kept(crawled: Path, tmp_path: Path) -> Path:
    """A copy of the backup, to be damaged."""
    return Path(shutil.copytree(crawled / "kept", tmp_path / "kept"))


def objects(kept: Path) -> list[Path]:
    return sorted((kept / "objects").glob("??/*"))


def manifest(kept: Path) -> Path:
    return sorted((kept / "backups").glob("*.json"))[-1]


def test_a_restored_crawl_fetches_nothing_twice(crawled: Path, tmp_path: Path) -> None:
    run("restore", crawled / "kept", *folders(tmp_path))
    before = tree(tmp_path / "content")
    assert before == tree(crawled / "content")
    assert before
    for room in ("archive", "reports"):
        assert tree(tmp_path / "var" / room) == tree(crawled / "var" / room)
    one, other = open_memory(crawled / "var", {}), open_memory(tmp_path / "var", {})
    assert one.crawls("voxntt") == other.crawls("voxntt") != []
    assert dict(Texts(tmp_path / "var" / FILE)) == dict(Texts(crawled / "var" / FILE))
    told = run("crawl", "ekorantt", "--replay", crawled / "news.warc.gz", *folders(tmp_path))
    assert "already read" in told
    assert "fetched" not in told
    assert tree(tmp_path / "content") == before


def test_what_is_kept_already_is_not_copied_again(crawled: Path, kept: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in objects(kept)}
    assert " 0 of them new" in run("backup", kept, *folders(crawled))
    assert {path: path.stat().st_mtime_ns for path in objects(kept)} == before
    assert len(list((kept / "backups").glob("*.json"))) == 2


def test_an_archive_file_that_was_let_go_stays_in_the_backup(crawled: Path, kept: Path, tmp_path: Path) -> None:
    """Retention removes old archive files; pruning old backups must not remove the last copy of them."""
    shutil.copytree(crawled / "content", tmp_path / "now" / "content")
    run("backup", kept, *folders(tmp_path / "now"))
    told = run("backup", kept, "--keep", "1", *folders(tmp_path / "now"))
    assert "2 earlier backups removed" in told
    run("restore", kept, *folders(tmp_path / "new"))
    assert tree(tmp_path / "new" / "var" / "archive") == tree(crawled / "var" / "archive")


def test_pruned_objects_are_gone(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "satu.md").write_text("satu", encoding="utf-8")
    before = len(objects(kept))
    run("backup", kept, "--keep", "1", *folders(tmp_path))
    assert 0 < len(objects(kept)) < before
    run("restore", kept, "--check")


def test_a_folder_in_use_is_refused_and_with_force_moved_aside(crawled: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "catatan.md").write_text("milik orang", encoding="utf-8")
    before = tree(tmp_path)
    assert "not empty" in run("restore", crawled / "kept", *folders(tmp_path), status=1)
    assert tree(tmp_path) == before
    run("restore", crawled / "kept", "--force", *folders(tmp_path))
    (aside,) = (tmp_path / "content").glob(".before-*")
    assert (aside / "catatan.md").read_text(encoding="utf-8") == "milik orang"
    assert (tmp_path / "var" / "crawl.sqlite").exists()


def test_a_running_night_is_not_disturbed(crawled: Path, tmp_path: Path) -> None:
    lock = tmp_path / "var" / "nightly" / "lock"
    lock.parent.mkdir(parents=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "another nightly run" in run("restore", crawled / "kept", "--force", *folders(tmp_path), status=1)
    assert not (tmp_path / "content").exists()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def flip(path: Path) -> None:
    told = bytearray(path.read_bytes())
    told[len(told) // 2] ^= 1
    path.write_bytes(bytes(told))


def newer(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 99}), encoding="utf-8")


def outside(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace('"content/', '"content/../../', 1), encoding="utf-8")


DAMAGES = [
    ("an object changed", flip, True, "is damaged"),
    ("an object cut off", cut, True, "is damaged"),
    ("an object missing", Path.unlink, True, "is missing"),
    ("a manifest cut off", cut, False, "damaged"),
    ("a manifest changed", flip, False, "damaged"),
    ("a newer format", newer, False, "newer version"),
    ("a place outside", outside, False, "damaged"),
]


@pytest.mark.parametrize(("damage", "of_object", "told"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES])
def test_a_damaged_backup_is_one_line_and_changes_nothing(
    kept: Path, tmp_path: Path, damage: object, of_object: bool, told: str
) -> None:
    assert callable(damage)
    damage(objects(kept)[-1] if of_object else manifest(kept))
    said = run("restore", kept, *folders(tmp_path / "new"), status=1)
    assert told in said
    assert len(said.splitlines()) == 1
    assert not tree(tmp_path / "new")


BAD = [
    (("backup", "content/inside"), 2, "lies in"),
    (("backup", "foreign"), 1, "other things"),
    (("backup", "fresh"), 1, "nothing to back up"),
    (("restore", "nowhere"), 1, "no backup"),
    (("restore", "nowhere", "--at", "2020"), 1, "no backup 2020"),
]


@pytest.mark.parametrize(("words", "status", "told"), BAD)
def test_bad_input_is_one_line(tmp_path: Path, words: tuple[str, ...], status: int, told: str) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "foto.jpg").write_bytes(b"\xff\xd8")
    said = run(words[0], tmp_path / words[1], *words[2:], *folders(tmp_path), status=status)
    assert told in said
    assert len(said.splitlines()) == 1


def _fresh(server: str) -> dict[str, str]:
    name = f"kabar_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return {"KABAR_NETRAL_DATABASE": f"{server.rpartition('/')[0]}/{name}"}


def test_from_sqlite_to_postgresql_and_back(crawled: Path, tmp_path: Path, postgres: str) -> None:
    server = _fresh(postgres)
    run("restore", crawled / "kept", *folders(tmp_path / "a"), environment=server)
    assert not (tmp_path / "a" / "var" / "crawl.sqlite").exists()
    run("restore", crawled / "kept", *folders(tmp_path / "x"), environment=server, status=1)
    run("restore", crawled / "kept", "--force", *folders(tmp_path / "a"), environment=server)
    run("crawl", "ekorantt", "--replay", crawled / "news.warc.gz", *folders(tmp_path / "a"), environment=server)
    run("backup", tmp_path / "kept", *folders(tmp_path / "a"), environment=server)
    run("restore", tmp_path / "kept", *folders(tmp_path / "b"))
    one, other = open_memory(crawled / "var", {}), open_memory(tmp_path / "b" / "var", {})
    assert one.crawls("voxntt") == other.crawls("voxntt")
    assert len(other.crawls("ekorantt")) == len(one.crawls("ekorantt")) + 1
