"""Events over several crawls: copies are marked, what a person undid stays undone, lost texts tear nothing apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crawler.record import Record, load
from crawler.write.copies import copy_mark
from crawler.write.decisions import FILE
from crawler.write.texts import FILE as TEXTS_FILE
from tests.newsroom.archive import write_warc
from tests.running import run_module

ROOT = Path(__file__).parents[2]
DECLARATION = "sabu-raijua"
AGENCY, REPRINT, OWN = "kupang-antaranews", "ekorantt", "kupang-tribunnews"


def crawler(folder: Path, *arguments: str | Path, status: int = 0) -> str:
    found = run_module("crawler", *arguments, "--content", folder / "content")
    assert found.returncode == status, found.stderr
    assert "Traceback" not in found.stderr
    return found.stdout + found.stderr


def read_archive(folder: Path) -> None:
    crawler(folder, "import", folder / "news.warc.gz", "--var", folder / "var")


def records(folder: Path) -> dict[str, Record]:
    """The records of the declaration that three outlets reported, by outlet."""
    found = [load(path.read_text(encoding="utf-8")) for path in sorted((folder / "content/records").rglob("*.md"))]
    chosen = {one.outlet: one for one in found if DECLARATION in one.url and "ikrar" in one.url}
    assert len(chosen) == 3
    return chosen


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    write_warc(folder / "news.warc.gz")
    read_archive(folder)
    return folder


@pytest.fixture
def newsroom(imported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(imported, tmp_path / "newsroom"))


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((folder / "content").rglob("*.md"))}


def test_an_agencys_story_printed_twice_is_marked_once(newsroom: Path) -> None:
    found = records(newsroom)
    assert len({one.event.id for one in found.values()}) == 1
    marked = {outlet for outlet, one in found.items() if copy_mark(one)}
    assert marked == {REPRINT}


def test_reading_again_changes_nothing(newsroom: Path) -> None:
    before = files(newsroom)
    read_archive(newsroom)
    assert files(newsroom) == before
    (newsroom / "var" / TEXTS_FILE).unlink()
    crawler(newsroom, "import", newsroom / "news.warc.gz", "--var", newsroom / "elsewhere")
    assert files(newsroom) == before


def test_what_a_person_undid_stays_undone(newsroom: Path) -> None:
    ids = {outlet: one.id for outlet, one in records(newsroom).items()}
    told = crawler(newsroom, "review", "apart", ids[OWN], ids[AGENCY], "--by", "Redaksi", "--why", "uji")
    assert FILE in told
    crawler(newsroom, "review", "apart", ids[OWN], ids[REPRINT], "--by", "Redaksi")
    for _ in range(2):
        events = {outlet: one.event.id for outlet, one in records(newsroom).items()}
        assert events[AGENCY] == events[REPRINT] != events[OWN]
        read_archive(newsroom)
    crawler(newsroom, "review", "together", ids[OWN], ids[AGENCY], "--by", "Redaksi")
    crawler(newsroom, "review", "together", ids[OWN], ids[REPRINT], "--by", "Redaksi")
    read_archive(newsroom)
    assert len({one.event.id for one in records(newsroom).values()}) == 1


def test_a_broken_decision_stops_before_anything_is_joined(newsroom: Path) -> None:
    before = files(newsroom)
    (newsroom / "content" / FILE).write_text("relation,one,other\nperhaps,a,b\n", encoding="utf-8")
    told = crawler(newsroom, "import", newsroom / "news.warc.gz", "--var", newsroom / "var", status=1)
    assert told.count("\n") == 1
    assert "line 2" in told
    assert files(newsroom) == before


def test_unknown_records_are_one_line(newsroom: Path) -> None:
    assert "no record" in crawler(newsroom, "review", "apart", "a" * 12, "b" * 12, "--by", "X", status=2)
