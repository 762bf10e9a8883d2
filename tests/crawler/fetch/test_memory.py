"""The crawl's memory: what was seen is not asked again unless it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from crawler.fetch.memory import BrokenMemory, Crawl, Memory, Seen, Validators, Verdict, open_memory
from crawler.items import WITA

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ADDRESS = "https://voxntt.com/2024/10/02/imbauan/1"


@pytest.fixture(params=["sqlite", "postgresql"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Memory]:
    """An empty memory, on SQLite and on a real PostgreSQL server."""
    environment = {}
    if request.param == "postgresql":
        environment["KABAR_NETRAL_DATABASE"] = _fresh_database(request.getfixturevalue("postgres"))
    opened = open_memory(tmp_path, environment)
    yield opened
    opened.close()


def _fresh_database(server: str) -> str:
    name = f"kabar_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.rpartition('/')[0]}/{name}"


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


def test_months_count_how_the_crawls_of_a_source_ended(memory: Memory) -> None:
    ends = [(datetime(2026, 9, 30, 23, 59, tzinfo=UTC), "ok"), (datetime(2026, 10, 1, 1, 0, tzinfo=WITA), "ok")]
    ends += [(NOW, "failed"), (NOW, "ok"), (NOW, "failed")]
    for ended, outcome in ends:
        memory.note_crawl(Crawl("voxntt", ended - timedelta(minutes=5), ended, outcome, None, {}))
    memory.note_crawl(Crawl("ekorantt", NOW, NOW, "empty", None, {}))
    assert memory.months("voxntt") == {"2026-09": {"ok": 2}, "2026-11": {"failed": 2, "ok": 1}}
    assert memory.months("never-crawled") == {}


def test_crawls_come_newest_first(memory: Memory) -> None:
    for found in (3, 5):
        memory.note_crawl(Crawl("voxntt", NOW, NOW, "ok", None, {"found": found}))
    memory.note_crawl(Crawl("ekorantt", NOW, NOW, "failed", "host not found", {}))
    assert [crawl.counts["found"] for crawl in memory.crawls("voxntt")] == [5, 3]
    assert memory.crawls("florespos") == []


TWINS = [
    ("https://voxntt.com/2024/10/02/imbauan/1", "http://www.voxntt.com/2024/10/02/imbauan-netral/1/?utm_source=x"),
    ("https://florespos.net/2024/10/02/asn-netral/", "https://m.florespos.net/2024/10/02/asn-netral?fbclid=1"),
    ("https://kupang.antaranews.com/berita/136307/satu", "https://kupang.antaranews.com/amp/berita/136307/dua"),
]


@pytest.mark.parametrize(("one", "twin"), TWINS)
def test_what_is_told_of_one_address_is_known_of_its_twins(memory: Memory, one: str, twin: str) -> None:
    seen = Seen(Verdict.STORED, NOW, None, "abc", Validators('"e1"', "Wed, 02 Oct 2024 02:00:00 GMT"))
    memory.remember(one, "voxntt", seen)
    assert memory.recall(twin) == seen
    assert not memory.needs_fetch(twin)


def test_an_older_capture_does_not_undo_a_later_look(memory: Memory) -> None:
    memory.remember(ADDRESS, "voxntt", Seen(Verdict.GONE, NOW))
    memory.remember(ADDRESS, "voxntt", Seen(Verdict.STORED, NOW - timedelta(days=3)))
    found = memory.recall(ADDRESS)
    assert found
    assert found.verdict is Verdict.GONE


def test_whatever_an_outlet_prints_can_be_kept(memory: Memory) -> None:
    odd = "https://voxntt.com/2024/10/02/" + "".join(f"{n:x}-" for n in range(900))[:3900]
    validators = Validators('W/"\x00\udce9"', "x" * 9000)
    memory.remember(
        odd, "voxntt", Seen(Verdict.NOT_AN_ARTICLE, NOW, "a block page: '\x00\ud800'" * 99, None, validators)
    )
    assert not memory.needs_fetch(odd)
    assert memory.needs_fetch(odd[:-5])
    memory.note_crawl(Crawl("voxntt", NOW, NOW, "failed", "n" * 9000, {}))
    assert memory.crawls("voxntt")[0].outcome == "failed"


def test_an_older_file_gets_the_new_columns(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'crawl.sqlite'}")
    with engine.begin() as connection:
        columns = "address VARCHAR PRIMARY KEY, source VARCHAR, verdict VARCHAR, seen_on DATETIME"
        connection.execute(text(f"CREATE TABLE address ({columns})"))
        connection.execute(
            text("INSERT INTO address VALUES ('voxntt.com#1', 'voxntt', 'stored', '2026-11-22 02:00:00.0')")
        )
    engine.dispose()
    memory = open_memory(tmp_path, {})
    assert memory.recall(ADDRESS) == Seen(Verdict.STORED, NOW)
    memory.remember(ADDRESS, "voxntt", Seen(Verdict.STORED, NOW, validators=Validators("e")))
    assert memory.recall(ADDRESS) == Seen(Verdict.STORED, NOW, validators=Validators("e"))


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
