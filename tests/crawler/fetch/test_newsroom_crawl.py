"""The example newsroom, end to end: crawled by replay at the outlets' real addresses, twice, and imported."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from crawler.record import Record, load
from tests.newsroom.archive import write_warc
from tests.newsroom.gold import write_gold
from tests.running import run_module

ROOT = Path(__file__).parents[3]


def crawler(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    found = run_module("crawler", *arguments)
    assert found.returncode == 0, found.stderr
    return found


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.md"))}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with news.warc.gz, gold/, and a first crawl in content/ and var/."""
    folder = tmp_path_factory.mktemp("newsroom")
    write_warc(folder / "news.warc.gz")
    write_gold(folder / "gold")
    told = crawler(
        "crawl", "--replay", folder / "news.warc.gz", "--content", folder / "content", "--var", folder / "var"
    )
    (folder / "told.txt").write_text(told.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def records(newsroom: Path) -> dict[str, Record]:
    found = [load(document.decode()) for document in content(newsroom / "content").values()]
    return {record.url: record for record in found}


@pytest.fixture(scope="module")
def gold(newsroom: Path) -> dict[str, dict[str, object]]:
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in (newsroom / "gold").glob("*.json")]
    assert articles
    return {article["url"]: article for article in articles}


def test_every_source_of_the_newsroom_was_read(newsroom: Path) -> None:
    lines = (newsroom / "told.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 8
    assert all(": found " in line for line in lines)


def test_all_relevant_articles_are_stored_once_and_no_other(
    records: dict[str, Record], gold: dict[str, dict[str, object]]
) -> None:
    relevant = {url for url, article in gold.items() if article["gold"]["relevant"]}  # type: ignore[index]
    assert relevant
    assert set(records) == relevant


def test_printed_moments_and_headlines_came_over(
    records: dict[str, Record], gold: dict[str, dict[str, object]]
) -> None:
    for url, record in records.items():
        assert record.headline == " ".join(str(gold[url]["title"]).split())
        expected = gold[url]["published"]
        if expected and record.published:
            assert record.published.isoformat().startswith(str(expected)[:10])


def test_a_story_in_three_outlets_is_one_event(records: dict[str, Record]) -> None:
    outlets: dict[str, set[str]] = {}
    for record in records.values():
        outlets.setdefault(record.event.id, set()).add(record.outlet)
    assert max(map(len, outlets.values())) == 3


def test_the_same_input_gives_the_same_bytes(newsroom: Path, tmp_path: Path) -> None:
    crawler(
        "crawl", "--replay", newsroom / "news.warc.gz", "--content", tmp_path / "content", "--var", tmp_path / "var"
    )
    assert content(tmp_path / "content") == content(newsroom / "content")


def test_import_gives_the_same_records_as_the_crawl(newsroom: Path, tmp_path: Path) -> None:
    crawler("import", newsroom / "news.warc.gz", "--content", tmp_path / "content", "--var", tmp_path / "var")
    assert content(tmp_path / "content") == content(newsroom / "content")


def test_the_second_night_changes_nothing(newsroom: Path) -> None:
    before = content(newsroom / "content")
    told = crawler(
        "crawl", "--replay", newsroom / "news.warc.gz", "--content", newsroom / "content", "--var", newsroom / "var"
    )
    assert content(newsroom / "content") == before
    assert "stored" not in told.stdout
    assert "already read" in told.stdout
