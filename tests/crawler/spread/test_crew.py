"""A crew on one Redis and one PostgreSQL: two processes crawl one house as politely as one, and the records are those of one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch.memory import DATABASE_URL, open_memory
from crawler.settings import crawl_settings
from crawler.spread.crew import Crew
from crawler.spread.sharing import SHARED_SETTINGS
from crawler.spread.turns import Turns
from tests.crawler.fetch.houses import ROOT, Answer, House, served
from tests.crawler.invented import listing, page
from tests.crawler.spread.conftest import Database, RedisServer
from tests.running import HANGS, run_module

ARTICLES = [f"/2024/10/02/asn-netral-di-kecamatan-nomor-{n:02}/" for n in range(11)]
ANSWERS = {
    "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
    "/daftar": Answer(listing(*ARTICLES)),
    **{path: Answer(page(f"ASN Netral, Kata Camat {at}"), takes=0.05) for at, path in enumerate(ARTICLES)},
}
DELAY, HASTE = 0.25, 0.1
"""Seconds between two requests, where they are measured and where they are not."""


@dataclass(frozen=True)
class Single:
    """What a crawl by one process writes; `port` is the house's, for the addresses are part of the records."""

    port: int
    records: dict[str, str]


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Single:
    folder = tmp_path_factory.mktemp("single")
    with served(ANSWERS) as house:
        done = run_module("tests.crawler.spread.member", house.port, folder, "satu", "{}")
    assert done.returncode == 0, done.stderr
    return Single(house.port, records(folder))


class Members:
    """Processes of one crew."""

    def __init__(self, house: House, folder: Path, redis: RedisServer, database: Database, **settings: object) -> None:
        given = json.dumps(
            {"redis": redis.url, "database": database.url, "DOWNLOAD_DELAY": HASTE, "AUTOTHROTTLE_MAX_DELAY": 9}
            | settings
        )
        base = [sys.executable, "-m", "tests.crawler.spread.member", str(house.port), str(folder)]
        self.by_name = {
            name: subprocess.Popen(
                [*base, name, given], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for name in ("satu", "dua")
        }

    def told(self) -> list[dict[str, Any]]:
        """What those tell that were not killed. Nothing may be written to standard error."""
        found = []
        for process in self.by_name.values():
            out, errors = process.communicate(timeout=HANGS)
            assert errors == ""
            if process.returncode == 0:
                found.append(json.loads(out))
        return found


def records(folder: Path) -> dict[str, str]:
    """The records, without the moment at which each was retrieved."""
    found = sorted((folder / "content").rglob("*.md"))
    return {path.name: re.sub(r"(?m)^retrieved: .*$", "", path.read_text(encoding="utf-8")) for path in found}


def test_two_processes_keep_their_distance_and_share_the_work(
    tmp_path: Path, redis_server: RedisServer, database: Database, single: Single
) -> None:
    with served(ANSWERS, single.port) as house:
        members = Members(
            house, tmp_path, redis_server, database, together=2, most=len(ARTICLES) - 3, DOWNLOAD_DELAY=DELAY
        )
        told = members.told()
        times, asked, most_open = house.times(), Counter(house.paths), house.most_open
    assert len(told) == 2
    assert min(later - sooner for sooner, later in pairwise(times)) >= DELAY - 0.01, "over both processes"
    assert most_open == 1
    assert asked == Counter({"/robots.txt": 2, "/daftar": 1} | dict.fromkeys(ARTICLES, 1))
    stored = [member["counts"].get("stored", 0) for member in told]
    assert sum(stored) == len(ARTICLES)
    assert min(stored) >= 3, "both had a part in it"
    assert [member["outcome"] for member in told] == ["ok", "ok"]
    assert sorted(member["last"] for member in told) == [False, True]
    assert records(tmp_path) == single.records
    crawls = open_memory(tmp_path, {DATABASE_URL: database.url}).crawls("loopback")
    assert [(crawl.counts["found"], crawl.counts["stored"]) for crawl in crawls] == [(len(ARTICLES), len(ARTICLES))]


def test_a_member_killed_midway_costs_nothing_but_time(
    tmp_path: Path, redis_server: RedisServer, database: Database, single: Single
) -> None:
    with served(ANSWERS, single.port) as house:
        members = Members(house, tmp_path, redis_server, database, lease=2.0)

        def kill() -> None:
            finder = redis_server.client.get(redis_server.client.keys("kabar:*:finder")[0])
            members.by_name[finder.decode()].kill()

        house.before[9] = kill
        (survivor,) = members.told()
        asked = Counter(path for path in house.paths if path in ARTICLES)
    assert survivor["last"]
    assert records(tmp_path) == single.records
    assert set(asked) == set(ARTICLES)
    assert sum(asked.values()) <= len(ARTICLES) + 2, "what it was at is asked again, not what it had done"


def test_redis_lost_midway_is_a_clear_line_and_a_second_run_completes(
    tmp_path: Path, redis_server: RedisServer, database: Database, single: Single
) -> None:
    (tmp_path / "second").mkdir()
    with served(ANSWERS, single.port) as house:
        house.before[8] = redis_server.kill
        members = Members(house, tmp_path, redis_server, database)
        told = members.told()
        after = len(house.asked)
        second = RedisServer(tmp_path / "second")
        try:
            Members(house, tmp_path, second, database).told()
        finally:
            second.kill()
    assert len(told) == 2
    assert all("Redis is lost" in member["why"] for member in told)
    assert after <= 9, "without Redis nothing more is asked"
    assert not any(member["last"] for member in told)
    assert records(tmp_path) == single.records


def test_postgresql_lost_midway_is_a_clear_line_and_a_second_run_completes(
    tmp_path: Path, redis_server: RedisServer, database: Database, single: Single
) -> None:
    with served(ANSWERS, single.port) as house:
        house.before[8] = database.drop
        members = Members(house, tmp_path, redis_server, database)
        told = members.told()
        after = len(house.asked)
        database.make()
        Members(house, tmp_path, redis_server, database).told()
    errors = [line for member in told for line in member["errors"]]
    assert errors
    assert all("postgresql+psycopg://" in line and "\n" not in line for line in errors)
    assert after <= 12, "without its memory the crawl ends"
    assert records(tmp_path) == single.records


def test_what_stands_in_redis_is_addresses(
    tmp_path: Path, redis_server: RedisServer, database: Database, single: Single
) -> None:
    """What a stranger writes there is a line, or a page of the house; no code, no other host."""
    junk = [
        b"\x80\x04cos\nsystem\n.",
        b"[]",
        b'{"url": "https://lain.test/x", "address": "https://lain.test/x"}',
        b'{"url": 1}',
    ]
    with served(ANSWERS, single.port) as house:
        held: list[dict[str, Any]] = []

        def write() -> None:
            (queue,) = redis_server.client.keys("kabar:*:queue")
            held.extend(json.loads(item) for item in redis_server.client.lrange(queue, 0, -1))
            redis_server.client.rpush(queue, *junk)

        house.before[6] = write
        members = Members(house, tmp_path, redis_server, database)
        told = members.told()
    assert held
    assert all(
        set(item) == {"url", "address"} and all(isinstance(value, str) for value in item.values()) for item in held
    )
    lines = [line for member in told for line in (*member["errors"], *member["warnings"])]
    assert sum("no article" in line for line in lines) == 3
    assert any("leads away to lain.test" in line for line in lines)
    assert records(tmp_path) == single.records


def five(since: float) -> float:
    """What is left of five seconds by now; Redis counts whole milliseconds."""
    return 5.0 - (time.monotonic() - since) - 0.01


def test_five_seconds_lie_between_two_requests_whoever_sends_them(redis_server: RedisServer, tmp_path: Path) -> None:
    assert (crawl_settings(tmp_path, replay=False, environment={}) | SHARED_SETTINGS)["DOWNLOAD_DELAY"] == 5.0
    one, two = _turns(redis_server, "satu"), _turns(redis_server, "dua")
    assert one.wait("voxntt.com", 5.0, 60) == 0
    assert 0 < two.wait("voxntt.com", 5.0, 60) <= 0.1, "being asked: look again soon"
    answered = time.monotonic()
    one.give_back("voxntt.com")
    for member in (two, one):
        left = member.wait("voxntt.com", 5.0, 60)
        assert five(answered) <= left <= 5.0
    one.slow_down("voxntt.com", 30.0)
    one.slow_down("voxntt.com", 8.0)
    left = two.wait("voxntt.com", 5.0, 60)
    assert five(answered) + 25 <= left <= 30.0, "what one was told after a 429 holds for all"
    assert two.wait("florespos.net", 5.0, 60) == 0, "each host has its own"


def _turns(server: RedisServer, name: str, lease: float = 60.0) -> Turns:
    Crew(server.client, name, lease).join()
    return Turns(server.client, name)


def test_a_hold_ends_with_who_had_it(redis_server: RedisServer) -> None:
    one, two = _turns(redis_server, "satu"), _turns(redis_server, "dua")
    assert one.wait("voxntt.com", 0.0, 60) == 0
    two.give_back("voxntt.com")
    assert two.wait("voxntt.com", 0.0, 60) > 0, "nobody gives back what is another's"
    assert one.wait("ekorantt.com", 0.0, 0.05) == 0
    while two.wait("ekorantt.com", 0.0, 60):
        time.sleep(0.01)
    dead = Crew(redis_server.client, "tiga", lease=0.05)
    redis_server.client.hset("kabar:host:florespos.net", mapping={"holder": dead.name, "until": 10**15})
    assert two.wait("florespos.net", 0.0, 60) == 0, "a dead one holds nothing"


def test_a_run_begins_anew_when_nobody_is_left(redis_server: RedisServer) -> None:
    one, two, three = (Crew(redis_server.client, name, lease=30) for name in ("satu", "dua", "tiga"))
    one.join()
    two.join()
    assert one.finds("voxntt")
    assert not two.finds("voxntt")
    one.found("voxntt")
    assert not one.is_last()
    assert two.is_last()
    assert three.finds("florespos") is True
    two.end()
    three.join()
    assert three.key("voxntt", "x") != one.key("voxntt", "x")
    assert three.finds("voxntt")
    three.end()


BROKEN = [
    ({"KABAR_NETRAL_REDIS": "redis://:rahasia@127.0.0.1:1/0"}, "KABAR_NETRAL_REDIS needs one memory for all"),
    (
        {"KABAR_NETRAL_REDIS": "redis://:rahasia@127.0.0.1:1/0", DATABASE_URL: "sqlite://"},
        "redis://127.0.0.1:1/0: Redis is lost",
    ),
    ({"KABAR_NETRAL_REDIS": "bukan alamat", DATABASE_URL: "sqlite://"}, "KABAR_NETRAL_REDIS: Redis is lost"),
]


@pytest.mark.parametrize(("environment", "told"), BROKEN)
def test_a_redis_that_cannot_be_used_is_one_line(tmp_path: Path, environment: dict[str, str], told: str) -> None:
    pytest.importorskip("scrapy_redis", reason="no scrapy-redis: its tests did not run")
    own = ["--content", str(tmp_path / "content"), "--var", str(tmp_path / "var")]
    command = [sys.executable, "-m", "crawler", "crawl", "voxntt", *own]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=HANGS)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {told}")
    assert done.stderr.count("\n") == 1
    assert "rahasia" not in done.stderr
