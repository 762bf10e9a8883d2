"""The spider against a real server: what it finds, what it survives, and its manners by the clock."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

from crawler.record import load
from tests.crawler.fetch.houses import Answer, House, crawl, served
from tests.crawler.invented import BODY, listing, page
from tests.running import run_module

ROBOTS = Answer("User-agent: *\nDisallow: /tertutup/\n", kind="text/plain")
NONE = Answer('{"code": "rest_no_route"}', 404, "application/json")


def slug(name: str) -> str:
    return f"/2024/10/02/asn-netral-{name}/"


LATIN = page("ASN Ngada Diminta Netral – Tegas", [*BODY[:3], "Ikrar ditutup dengan “janji” bersama."])

BAD_NEIGHBOURS = {
    slug("bersih"): Answer(page("Bawaslu Ngada Minta ASN Netral")),
    slug("salah-aksara"): Answer(LATIN.replace("utf-8", "windows-1252").encode("windows-1252"), kind="text/html"),
    slug("aksara-dusta"): Answer(LATIN.encode("windows-1252"), kind="text/html; charset=utf-8"),
    slug("tanpa-isi"): Answer("<html><head><title>ASN netral</title></head><body><h1>ASN netral</h1></body></html>"),
    slug("kosong"): Answer(""),
    slug("raksasa"): Answer(page("ASN Netral") + " " * 50_000_000),
    slug("bom"): Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}),
    slug("hilang"): Answer("tidak ada", 410),
    slug("pindah"): Answer(status=301, headers={"Location": "https://lain.test/x"}),
    slug("berkas"): Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    slug("putar"): Answer(status=302, headers={"Location": slug("putar")}),
    slug("gambar"): Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, kind="image/png"),
    slug("rusak"): Answer("<div><p>" * 2_000 + page("ASN Netral, Kata Bawaslu Ngada")[:900]),
    slug("terakhir"): Answer(page("Ikrar ASN Netral di Golewa")),
}


def test_bad_neighbours_do_not_harm_the_rest(tmp_path: Path) -> None:
    loop = Answer(listing(*BAD_NEIGHBOURS, "/tertutup/asn-netral-tiga-empat/"))
    pages = {"/robots.txt": ROBOTS, "/daftar": loop, "/daftar?page=2": loop, "/daftar?page=3": loop}
    with served({**pages, **BAD_NEIGHBOURS}) as house:
        tally = crawl(house, tmp_path, RETRY_ENABLED=False)
        asked = list(house.paths)
        again = crawl(house, tmp_path, RETRY_ENABLED=False)
    counts = tally["counts"]
    assert not tally["errors"]
    assert counts["found"] == counts["fetched"] == len(BAD_NEIGHBOURS) + 1
    assert asked.count("/daftar?page=2") == 1, "the second page of a loop is read, to see that it is one"
    assert "/daftar?page=3" not in asked
    assert "/tertutup/asn-netral-tiga-empat/" not in asked
    told = {line.split(": ")[0].rsplit("/", 2)[-2]: line for line in tally["warnings"] if "asn-netral" in line}
    for name, words in (
        ("tanpa-isi", "no body"),
        ("kosong", "empty"),
        ("raksasa", "larger than allowed"),
        ("bom", "larger than allowed when decompressed"),
        ("hilang", "410"),
        ("pindah", "leads away to lain.test"),
        ("berkas", "answered 302"),
        ("putar", "max redirections"),
        ("gambar", "no text"),
    ):
        assert words in told[f"asn-netral-{name}"]
    assert "robots.txt" in told["asn-netral-tiga-empat"]
    stored = [load(path.read_text(encoding="utf-8")) for path in (tmp_path / "content").rglob("*.md")]
    headlines = {record.headline for record in stored}
    assert {"Bawaslu Ngada Minta ASN Netral", "Ikrar ASN Netral di Golewa"} <= headlines
    assert "ASN Ngada Diminta Netral – Tegas" in headlines, "windows-1252 is read as what it is"
    assert again["counts"]["known"] >= len(stored)
    assert again["counts"].get("stored", 0) == 0


def test_the_archive_holds_every_answer_and_other_tools_agree(tmp_path: Path) -> None:
    with served(
        {
            "/robots.txt": ROBOTS,
            "/daftar": Answer(listing(slug("satu"), slug("hilang"))),
            slug("satu"): Answer(page("ASN Netral")),
        }
    ) as house:
        crawl(house, tmp_path)
        asked = sorted(house.paths)
    (file,) = (tmp_path / "var/archive/loopback").glob("*.warc.gz")
    index = run_module("warcio.cli", "index", file, "-f", "warc-target-uri")
    kept = sorted(line.split(f":{house.port}")[1].rstrip('"}') for line in index.stdout.splitlines())
    assert kept == asked
    assert run_module("warcio.cli", "check", file).returncode == 0


def refused(house_answers: dict[str, Answer], tmp_path: Path, **settings: object) -> tuple[House, dict[str, object]]:
    with served(house_answers) as house:
        return house, crawl(house, tmp_path, **settings)


def test_without_robots_txt_nothing_is_asked(tmp_path: Path) -> None:
    answers = {"/robots.txt": Answer("sibuk", 503), "/daftar": Answer(listing(slug("satu")))}
    house, tally = refused(answers, tmp_path, RETRY_ENABLED=False)
    assert house.paths == ["/robots.txt"]
    assert tally["why"] == "robots.txt answered 503"


def test_a_missing_robots_txt_allows(tmp_path: Path) -> None:
    house, tally = refused(
        {"/daftar": Answer(listing(slug("satu"))), slug("satu"): Answer(page("ASN Netral"))}, tmp_path
    )
    assert slug("satu") in house.paths
    assert tally["counts"] == {"found": 1, "fetched": 1, "stored": 1, "unread": 2}, "REST is not there, for two words"


def test_a_private_address_is_not_asked(tmp_path: Path) -> None:
    house, tally = refused({"/robots.txt": ROBOTS}, tmp_path, ALLOW_LOOPBACK=False)
    assert house.paths == []
    assert "robots.txt unreachable" in str(tally["why"])


def test_a_house_that_refuses_is_left(tmp_path: Path) -> None:
    names = [slug(f"nomor-{n}") for n in range(9)]
    closed = {name: Answer("dilarang", 403) for name in names}
    house, tally = refused({"/robots.txt": ROBOTS, "/daftar": Answer(listing(*names)), **closed}, tmp_path)
    assert len([path for path in house.paths if path in names]) <= 4
    assert "answered 403, 3 times in a row" in str(tally["why"])


def test_a_challenge_served_as_200_counts_as_a_refusal(tmp_path: Path) -> None:
    challenge = Answer("<html><head><title>Just a moment...</title></head><body>Checking</body></html>")
    _, tally = refused(
        {"/robots.txt": ROBOTS, "/daftar": Answer(listing(slug("satu"))), slug("satu"): challenge}, tmp_path
    )
    assert tally["counts"]["refused"] == 1  # type: ignore[index]


def test_crawl_delay_is_applied_and_the_client_says_who_it_is(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 0.6\n", kind="text/plain")
    house, _ = refused(
        {"/robots.txt": robots, "/daftar": Answer(listing(slug("satu"))), slug("satu"): Answer(page("ASN Netral"))},
        tmp_path,
    )
    times = house.times()
    assert len(times) >= 4
    assert all(later - sooner >= 0.55 for sooner, later in pairwise(times))
    assert {agent for _, _, agent in house.asked} == {"KabarNetral/0.1 (news index on civil-servant neutrality in NTT)"}


def test_a_429_slows_the_whole_host(tmp_path: Path) -> None:
    def busy_once(number: int) -> Answer:
        return Answer("sabar", 429) if number == 1 else Answer(page("ASN Netral"))

    answers = {
        "/robots.txt": ROBOTS,
        "/daftar": Answer(listing(slug("satu"), slug("dua"))),
        slug("dua"): Answer(page("ASN Netral Dua")),
    }
    with served({**answers, slug("satu"): busy_once}) as house:
        tally = crawl(house, tmp_path, DELAY_AFTER_429=0.8, AUTOTHROTTLE_MAX_DELAY=9)
    after = [when for when in house.times() if when >= house.times(slug("satu"))[0]]
    assert len(after) >= 3
    assert all(later - sooner >= 0.75 for sooner, later in pairwise(after))
    assert tally["counts"]["stored"] == 2


def test_who_asks_to_wait_too_long_is_left(tmp_path: Path) -> None:
    later = Answer("besok", 429, headers={"Retry-After": "3600"})
    house, tally = refused({"/robots.txt": ROBOTS, "/daftar": later}, tmp_path, RETRY_ENABLED=False)
    assert "asks to wait 3600 s" in str(tally["why"])
    assert len(house.paths) <= 4
