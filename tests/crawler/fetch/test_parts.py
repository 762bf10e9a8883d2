"""The small parts of fetching: addresses, waits, names, words for faults."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError, IgnoreRequest
from scrapy.settings import Settings

from crawler.fetch.components.faults import describe, looks_shut
from crawler.fetch.components.hosts import is_public
from crawler.fetch.components.pacing import retry_after
from crawler.fetch.memory import Verdict
from crawler.fetch.spiders.following import verdict_of
from crawler.read.pages import NotAnArticle, Refusal, RefusalKind
from crawler.read.pages.refusal import refused_title
from crawler.settings import crawl_settings, user_agent

NOW = datetime(2026, 11, 22, 3, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fc00::1", "0.0.0.0", "224.0.0.1", "100.64.0.1"],
)
def test_addresses_behind_us_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["103.10.67.1", "2606:4700::1111"])
def test_addresses_of_the_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"120", 120.0),
        (b"Sun, 22 Nov 2026 03:01:30 GMT", 90.0),
        (b"Sun, 22 Nov 2026 02:00:00 GMT", 0.0),
        (b"besok", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(header: bytes | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_the_name_carries_the_contact_that_a_maintainer_sets() -> None:
    assert user_agent({}) == "KabarNetral/0.1 (news index on civil-servant neutrality in NTT)"
    named = user_agent({"KABAR_NETRAL_CONTACT": " redaksi@kabar.test\n"})
    assert named == "KabarNetral/0.1 (news index on civil-servant neutrality in NTT; +redaksi@kabar.test)"


def test_faults_are_told_in_words() -> None:
    assert describe(CannotResolveHostError("x")) == "host not found"
    assert (
        describe(CannotResolveHostError("a.test is at a private address, 10.0.0.1"))
        == "host not found (private address)"
    )
    assert describe(IgnoreRequest("")) == "IgnoreRequest"
    assert looks_shut(DownloadTimeoutError())
    assert not looks_shut(IgnoreRequest("Forbidden by robots.txt"))


@pytest.mark.parametrize(
    ("title", "verdict"),
    [("Just a moment...", Verdict.REFUSED), ("404 - Halaman tidak ditemukan", Verdict.GONE)],
)
def test_pages_served_as_200_are_told_apart(title: str, verdict: Verdict) -> None:
    refusal = refused_title(title)
    assert refusal
    assert verdict_of(NotAnArticle("https://voxntt.com/x", refusal)) is verdict
    no_body = Refusal(RefusalKind.EMPTY, "a block page of 3 words")
    assert verdict_of(NotAnArticle("https://voxntt.com/x", no_body)) is Verdict.NOT_AN_ARTICLE


HARDENED = {
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 5.0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_MAXSIZE": 5 * 1024 * 1024,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    "ALLOW_LOOPBACK": False,
}


def test_a_crawl_of_the_web_is_hardened(tmp_path: Path) -> None:
    settings = crawl_settings(tmp_path, replay=False, environment={})
    assert {name: settings[name] for name in HARDENED} == HARDENED
    handlers = Settings(settings).getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_a_replay_has_no_handler_that_could_ask_the_network(tmp_path: Path) -> None:
    settings = crawl_settings(tmp_path, replay=True, environment={})
    handlers = Settings(settings).getwithbase("DOWNLOAD_HANDLERS")
    assert {handler for handler in handlers.values() if handler} == {"crawler.fetch.components.answering.Answering"}
