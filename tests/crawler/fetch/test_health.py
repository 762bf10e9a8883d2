"""Health: histories and what the monitors say of them (cases/health.toml); crawls by replay that turn red or stay green."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch import monitors
from crawler.fetch.health import Check, SourceHealth, health_by, health_of
from crawler.fetch.limits import load_limits
from crawler.fetch.memory import Crawl, open_memory
from crawler.fetch.tally import COUNTERS
from crawler.sources import Discovery, Kind, Source, SourceStatus, load_sources
from tests.crawler.invented import listing, page, warc
from tests.running import run_module

ROOT = Path(__file__).parents[3]
TABLE = tomllib.loads((Path(__file__).parent / "cases/health.toml").read_text(encoding="utf-8"))
CASES = TABLE["case"]
REST, LISTING = "https://contoh.test/wp-json/wp/v2/posts?search={word}", "https://contoh.test/tag/netralitas-asn/"
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
CHECKS = {
    *("checked", "reached", "errors", "refusals", "failures"),
    *("found", "listings", "quiet"),
    *("pages", "reader", "dates", "fields"),
}


def source(family: str = "wordpress", monthly: int = 0, status: str = "active") -> Source:
    means = (Discovery(Kind.REST, REST), Discovery(Kind.LISTING, LISTING))
    note = "2026-11: invented"
    return Source(
        "contoh", "Contoh", ("contoh.test",), family or None, "WITA", means, ("x",), SourceStatus(status), note, monthly
    )


def crawls(case: Mapping[str, Any]) -> list[Crawl]:
    """The nights of a case as crawls, newest first."""
    nights = [TABLE["usual"] | night for night in case["nights"] for _ in range(night.get("times", 1))]
    last = NOW - timedelta(days=case.get("days", 0))
    return [
        Crawl(
            "contoh",
            last - timedelta(days=back, hours=1),
            last - timedelta(days=back),
            night.get("outcome", "ok"),
            night.get("why"),
            dict(counts(night)),
        )
        for back, night in enumerate(reversed(nights))
    ]


def counts(night: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, value in night.items():
        if name in COUNTERS:
            yield name, value
        elif name in ("reader", "empty"):
            yield from ((f"{name} {what}", number) for what, number in value.items())
        elif name in ("rest", "listing"):
            url = REST if name == "rest" else LISTING
            kinds = ("answered", "unreadable", "unanswered", "links")
            yield from ((f"{kind} {url}", number) for kind, number in zip(kinds, value, strict=True) if number)
        elif name in ("replayed", "backfill"):
            yield f"crawl {name}", 1
        else:
            assert name in ("times", "outcome", "why"), name


def checked(case: Mapping[str, Any]) -> SourceHealth:
    return health_by(source(case.get("family", "wordpress"), case.get("monthly", 0)), crawls(case), NOW)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_the_monitors_say_of_a_history(case: dict[str, Any]) -> None:
    health = checked(case)
    assert {check.name for check in health.checks} == CHECKS
    assert {fault.name for fault in health.faults} == set(case["failing"])
    assert health.failing is bool(case["failing"])
    assert case.get("why", "") in (health.why or "")
    assert bool(health.why) is health.failing
    assert "\n" not in health.line()
    assert all(check.why for check in health.checks if check.result != "passed")


def test_every_monitor_and_every_limit_has_a_case_that_fails_it() -> None:
    assert {name for case in CASES for name in case["failing"]} == CHECKS
    assert {
        "stale",
        "fewer",
        "refusals",
        "failures",
        "unread",
        "fallback",
        "changed",
        "guessed_dates",
        "empty",
        "quiet",
    } == set(load_limits()) - {"history", "recent"}


def test_zero_checked_is_red() -> None:
    never = health_by(source(), [], NOW)
    assert (never.failing, never.why, never.state) == (True, "never crawled", "unknown")
    assert not health_by(source(status="unverified"), [], NOW).failing
    skipped = SourceHealth(source(), (Check("quiet", "skipped", "x"),), crawls(CASES[0])[0], None, {})
    assert (skipped.failing, skipped.why) == (True, "no monitor checked anything")
    assert SourceHealth(source(), (), crawls(CASES[0])[0], None, {}).failing


def test_a_monitor_that_breaks_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> None:
        raise KeyError("found")

    monkeypatch.setattr(monitors.DiscoveryMonitor, "test_found", broken)
    health = checked(CASES[0])
    assert health.failing
    assert health.why == "monitor found broke: KeyError: 'found'"


def test_a_limit_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "health.toml").write_text("[stale]\ndays = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="stale has no reason"):
        load_limits(tmp_path / "health.toml")


# Crawls by replay, and the command that tells of them.

HOST = "https://voxntt.com"
SEARCHES = [
    f"{HOST}/wp-json/wp/v2/posts?search={word}&per_page=100&_fields=id,date_gmt,modified_gmt,link,title"
    for word in ("netralitas", "ASN+netral")
]
ARTICLES = [f"{HOST}/2024/10/0{day}/asn-ngada-diminta-netral/12800{day}" for day in (1, 2, 3)]
Answers = list[tuple[str, int, str, str]]


def answers(search: str, pages: Mapping[str, str], kind: str = "application/json") -> Answers:
    robots = (f"{HOST}/robots.txt", 200, "text/plain", "User-agent: *\nAllow: /\n")
    searches = [(url, 200, kind, search) for url in SEARCHES]
    return [robots, *searches, *((url, 200, "text/html; charset=utf-8", text) for url, text in pages.items())]


def posts(*urls: str) -> str:
    return json.dumps([{"link": url, "title": {"rendered": "ASN Netral"}} for url in urls])


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    where = ("--content", str(folder / "content"), "--var", str(folder / "var"))
    found = run_module("crawler", *arguments, *where, environment={"COLUMNS": "200"})
    assert "Traceback" not in found.stderr
    return found


def status_after(answers: Answers, folder: Path) -> tuple[int, dict[str, Any]]:
    """The exit status of `status voxntt --json` after a crawl of these answers by replay, and what it says."""
    run("crawl", "voxntt", "--replay", warc(folder / "warc", answers), folder=folder)
    told = run("status", "voxntt", "--json", folder=folder)
    assert told.stderr == ""
    return told.returncode, json.loads(told.stdout)


def failed(told: Mapping[str, Any]) -> set[str]:
    (one,) = told["sources"]
    return {check["monitor"] for check in one["monitors"] if check["result"] == "failed"}


def test_a_healthy_crawl_is_green(tmp_path: Path) -> None:
    code, told = status_after(answers(posts(*ARTICLES), {url: page("ASN Netral") for url in ARTICLES}), tmp_path)
    (one,) = told["sources"]
    assert (code, told["crawled"], told["active"], told["failing"]) == (0, 1, 1, 0)
    assert told["as_of"] == "2024-10-02T03:00:00+00:00"
    assert (one["failing"], one["why"], one["readers"]) == (False, None, {"wordpress": 3})
    assert one["counts"] == {"found": 3, "fetched": 3, "stored": 3}
    assert {check["monitor"] for check in one["monitors"]} == CHECKS
    second = run("crawl", "voxntt", "--replay", tmp_path / "warc", folder=tmp_path)
    assert "already read 3" in second.stdout
    assert run("status", "voxntt", folder=tmp_path).returncode == 0


def test_a_listing_that_no_longer_parses_turns_red(tmp_path: Path) -> None:
    """The tag page answers 200 in a new form: its links are drawn by a script."""
    listings = {f"{HOST}/ntt/netralitas-asn/": "<html><body><div id=app></div><script>muat()</script></body></html>"}
    code, told = status_after(answers("<html>REST tutup</html>", listings, "text/html"), tmp_path)
    assert code == 1
    assert {"found", "listings"} <= failed(told)
    assert f"listing {HOST}/ntt/netralitas-asn/ answered but shows no article" in told["sources"][0]["why"]


def test_a_search_that_stops_to_answer_turns_red_though_the_tag_page_works(tmp_path: Path) -> None:
    good = answers(posts(*ARTICLES), {url: page("ASN Netral") for url in ARTICLES})
    for _ in range(5):
        assert status_after(good, tmp_path)[0] == 0
    tag = {f"{HOST}/ntt/netralitas-asn/": listing(*ARTICLES)}
    code, told = status_after(answers("<html>REST tutup</html>", tag, "text/html"), tmp_path)
    assert (code, failed(told)) == (1, {"listings"})
    assert "no longer parses" in told["sources"][0]["why"]


def test_a_changed_theme_turns_red(tmp_path: Path) -> None:
    text = page("ASN Netral").replace("entry-content", "isi-baru").replace("<article>", "<article class=x>")
    code, told = status_after(answers(posts(*ARTICLES), dict.fromkeys(ARTICLES, text)), tmp_path)
    assert (code, failed(told)) == (1, {"reader"})
    assert "the generic extractor read 3 of 3 articles (generic)" in told["sources"][0]["why"]


def test_articles_without_a_date_turn_red(tmp_path: Path) -> None:
    dateless = [url.replace("/2024/10/0", "/berita-") for url in ARTICLES]
    text = page("ASN Netral").replace(
        '<meta property="article:published_time" content="2024-10-02T10:00:00+08:00">', ""
    )
    code, told = status_after(answers(posts(*dateless), dict.fromkeys(dateless, text)), tmp_path)
    assert (code, failed(told)) == (1, {"fields"})
    assert "published is empty in 3 of 3 articles" in told["sources"][0]["why"]


def test_status_is_red_before_anything_was_checked(tmp_path: Path) -> None:
    told = run("status", folder=tmp_path)
    assert told.returncode == 1
    assert "never crawled (active)" in told.stdout
    active = sum(one.status is SourceStatus.ACTIVE for one in load_sources())
    assert told.stdout.splitlines()[-1] == f"{active} of {active} active sources failing"
    unknown = run("status", "voxnt", folder=tmp_path)
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (2, 1)


def test_the_newsroom_is_green(tmp_path: Path) -> None:
    """Every source of the example newsroom is healthy after its first night."""
    from tests.newsroom.archive import write_warc

    write_warc(tmp_path / "news.warc.gz")
    run("crawl", "--replay", tmp_path / "news.warc.gz", folder=tmp_path)
    memory = open_memory(tmp_path / "var", {})
    healths = [health for health in health_of(load_sources(), memory, NOW) if health.last]
    memory.close()
    assert len(healths) >= 8
    assert {health.source.name: health.why for health in healths if health.failing} == {}
