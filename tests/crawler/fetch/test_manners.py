"""Manners, proven by the times at which a server on loopback was asked."""

from __future__ import annotations

import socket
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.fetch.houses import Answer, Answers, House, crawl, served
from tests.crawler.invented import listing, page

ARTICLES = [f"/2024/10/02/asn-netral-di-desa-nomor-{n}/" for n in range(8)]
OPEN = Answer("User-agent: *\n", kind="text/plain")
GOOD = {path: Answer(page(f"ASN Netral, Kata Camat {at}")) for at, path in enumerate(ARTICLES)}
LISTED = {"/robots.txt": OPEN, "/daftar": Answer(listing(*ARTICLES))}
PLAN: dict[str, Any] = {"discovery": [["listing", "/daftar", None]]}


def visit(answers: Answers, folder: Path, **settings: Any) -> tuple[House, dict[str, Any]]:
    with served(answers) as house:
        return house, crawl(house, folder, **(PLAN | settings))


def gaps(house: House) -> list[float]:
    return [later - sooner for sooner, later in pairwise(house.times())]


def test_the_delay_is_kept_between_all_requests(tmp_path: Path) -> None:
    house, _ = visit(LISTED | GOOD, tmp_path, DOWNLOAD_DELAY=0.4, AUTOTHROTTLE_MAX_DELAY=9)
    assert len(house.asked) == len(ARTICLES) + 2, "robots.txt, the listing, the articles"
    assert min(gaps(house)) >= 0.3


def test_one_request_at_a_time(tmp_path: Path) -> None:
    slow = {path: Answer(page("ASN Netral di Golewa"), takes=0.15) for path in ARTICLES}
    house, tally = visit(LISTED | slow, tmp_path)
    assert tally["counts"]["fetched"] == len(ARTICLES)
    assert house.most_open == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(tmp_path: Path, status: int) -> None:
    def busy_once(number: int) -> Answer:
        return Answer("sabar", status, headers={"Retry-After": "1"}) if number == 1 else GOOD[ARTICLES[0]]

    house, tally = visit(LISTED | GOOD | {ARTICLES[0]: busy_once}, tmp_path, DELAY_AFTER_429=0.1, limit=3)
    first, second = house.times(ARTICLES[0])
    assert second - first >= 0.9
    assert all(gap >= 0.9 for gap in gaps(house)[2:]), "the whole host is asked more slowly from then on"
    assert tally["counts"]["stored"] == 3


@pytest.mark.parametrize(
    ("retries", "told"), [(0, "answered 500, 3 times in a row"), (2, "answered 500, 6 tries in a row")]
)
def test_a_host_that_answers_nothing_but_errors_is_left(tmp_path: Path, retries: int, told: str) -> None:
    broken = {path: Answer("rusak", 500) for path in ARTICLES}
    house, tally = visit(LISTED | broken, tmp_path, RETRY_TIMES=retries)
    assert tally["why"] == told
    assert len(house.asked) <= 2 + 7


def test_one_error_among_good_answers_is_no_reason_to_leave(tmp_path: Path) -> None:
    mixed = GOOD | {path: Answer("rusak", 500) for path in ARTICLES[::2]}
    _, tally = visit(LISTED | mixed, tmp_path, RETRY_ENABLED=False)
    assert tally["why"] is None
    assert tally["counts"]["failed"] == tally["counts"]["stored"] == 4


def test_a_house_that_is_not_there_is_asked_once(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tally = crawl(House(port), tmp_path, **PLAN)
    assert tally["why"] == "robots.txt unreachable: connection refused"
    assert not tally["counts"].get("fetched")


def test_robots_txt_closes_the_search_and_the_next_means_is_used(tmp_path: Path) -> None:
    closed = Answer("User-agent: *\nDisallow: /cari\nDisallow: /*?s=\n", kind="text/plain")
    answers = (
        LISTED
        | GOOD
        | {"/robots.txt": closed, "/cari?q=netralitas": LISTED["/daftar"], "/?s=netralitas": LISTED["/daftar"]}
    )
    plan = [["search", "/cari?q={word}", None], ["search", "/?s={word}", None], ["listing", "/daftar", None]]
    house, tally = visit(answers, tmp_path, discovery=plan)
    assert not [path for path in house.paths if "netralitas" in path]
    assert tally["counts"]["stored"] == len(ARTICLES)
    assert sum("robots.txt" in line for line in tally["warnings"]) == tally["counts"]["unread"] == 4


def test_a_robots_txt_that_speaks_to_us_by_name_is_obeyed(tmp_path: Path) -> None:
    ours = Answer("User-agent: KabarNetral\nDisallow: /2024/\nUser-agent: *\nAllow: /\n", kind="text/plain")
    house, tally = visit(LISTED | GOOD | {"/robots.txt": ours}, tmp_path)
    assert house.paths == ["/robots.txt", "/daftar"]
    assert tally["counts"]["refused"] == len(ARTICLES)


def test_a_closed_rest_says_nothing_about_the_house(tmp_path: Path) -> None:
    closed = Answer('{"code":"rest_not_logged_in","message":"x"}', 401, "application/json")
    words = ["netralitas", "ASN netral", "ikrar", "deklarasi"]
    answers = LISTED | GOOD | {f"/rest?s={word.replace(' ', '+')}": closed for word in words}
    plan = [["rest", "/rest?s={word}", None], ["listing", "/daftar", None]]
    _, tally = visit(answers, tmp_path, discovery=plan, words=words)
    assert tally["why"] is None
    assert tally["counts"]["stored"] == len(ARTICLES)
