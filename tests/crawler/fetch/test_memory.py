"""The crawl's memory: what was seen is not asked again unless it changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.fetch.memory import BrokenMemory, Crawl, Memory, Seen, Verdict, open_memory
from crawler.items import WITA

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ADDRESS = "https://voxntt.com/2024/10/02/imbauan/1"


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return open_memory(tmp_path, {})


def test_what_is_remembered_survives_the_process(tmp_path: Path) -> None:
    first = open_memory(tmp_path, {})
    first.remember(ADDRESS, "voxntt", Seen(Verdict.STORED, NOW.astimezone(WITA), None, "abc"))
    first.close()
    assert open_memory(tmp_path, {}).recall(ADDRESS) == Seen(Verdict.STORED, NOW, None, "abc")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_unsettled_addresses_are_asked_again(memory: Memory, verdict: Verdict) -> None:
    assert memory.needs_fetch(ADDRESS)
    memory.remember(ADDRESS, "voxntt", Seen(verdict, NOW))
    assert memory.needs_fetch(ADDRESS) is (verdict in (Verdict.REFUSED, Verdict.INCOMPLETE))


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, False), (1, True)])
def test_a_later_change_makes_an_address_due(memory: Memory, days: int, due: bool) -> None:
    memory.remember(ADDRESS, "voxntt", Seen(Verdict.STORED, NOW))
    assert memory.needs_fetch(ADDRESS, NOW + timedelta(days=days)) is due


def test_crawls_come_newest_first(memory: Memory) -> None:
    for found in (3, 5):
        memory.note_crawl(Crawl("voxntt", NOW, NOW, "ok", None, {"found": found}))
    memory.note_crawl(Crawl("ekorantt", NOW, NOW, "failed", "host not found", {}))
    assert [crawl.counts["found"] for crawl in memory.crawls("voxntt")] == [5, 3]
    assert memory.crawls("florespos") == []


@pytest.mark.parametrize("url", ["nonsense", "postgresql+nodriver://u:secret@h/d", "sqlite:////dev/null/x.sqlite"])
def test_a_database_that_cannot_be_used_is_one_line(tmp_path: Path, url: str) -> None:
    with pytest.raises(BrokenMemory) as caught:
        open_memory(tmp_path, {"KABAR_NETRAL_DATABASE": url})
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "crawl.sqlite").write_text("bukan basis data" * 100, encoding="utf-8")
    with pytest.raises(BrokenMemory, match=r"crawl\.sqlite"):
        open_memory(tmp_path, {})
