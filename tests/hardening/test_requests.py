"""Where a crawl must not ask: a canary on another address of this machine hears nothing, whatever an outlet names."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import DNSLookupError

from crawler.fetch.components.hosts import PublicResolver, is_public
from tests.crawler.fetch.houses import Answer, House, served
from tests.crawler.invented import listing, page
from tests.hardening.corpus import table
from tests.running import run_module

ADDRESSES = table("addresses")
HOST = "voxntt.com"


@pytest.mark.parametrize(("address", "what"), ADDRESSES["refused"])
def test_an_address_behind_us_is_not_public(address: str, what: str) -> None:
    assert not is_public(address), what


@pytest.mark.parametrize("address", ADDRESSES["public"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("name", "told"), ADDRESSES["names"].items())
def test_a_name_that_leads_behind_us_has_no_address(name: str, told: list[str]) -> None:
    resolver = PublicResolver.__new__(PublicResolver)  # as in a crawl of the web, without a reactor
    for address in told:
        with pytest.raises(DNSLookupError, match="private address"):
            resolver._checked(address, name)


@pytest.fixture
def canary() -> Iterator[tuple[int, list[str]]]:
    """A server at 127.0.0.2, which ALLOW_LOOPBACK does not open, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.2", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, asked
        server.shutdown()


def test_the_canary_hears(canary: tuple[int, list[str]]) -> None:
    port, asked = canary
    urllib.request.urlopen(f"http://127.0.0.2:{port}/halo", timeout=5).close()
    assert asked == ["/halo"]


def slug(number: int) -> str:
    return f"/2024/10/02/asn-netral-nomor-{number}/"


def crawl(house: House, folder: Path, **settings: object) -> dict[str, Any]:
    run = run_module("tests.hardening.nameserver", house.port, folder, json.dumps(settings))
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_nothing_is_asked_where_it_must_not_be(tmp_path: Path, canary: tuple[int, list[str]]) -> None:
    port, asked = canary
    links = [link.format(port=port) for link in ADDRESSES["links"]]
    # With a backslash the host is the outlet's own (RFC 3986; a browser reads it otherwise), at a port that is shut.
    everywhere = sorted(links, key=lambda link: "\\" in link)
    listed = [link for link in everywhere if "\\" not in link]
    sitemap = "".join(f"<sitemap><loc>{link}</loc></sitemap>".replace("&", "&amp;") for link in listed)
    feed = "".join(f"<item><title>ASN netral</title><link><![CDATA[{link}]]></link></item>" for link in listed)
    posts = [{"link": link, "title": {"rendered": "ASN netral"}} for link in listed]
    robots = "User-agent: *\n" + "".join(f"Sitemap: {link}\n" for link in everywhere)
    good = page("ASN Ngada Diminta Netral").replace("</head>", f'<link rel="next" href="{links[-1]}"></head>')
    with served({}) as house:
        answers: dict[str, Answer] = {
            "/robots.txt": Answer(robots, kind="text/plain"),
            "/peta": Answer(f"<sitemapindex>{sitemap}</sitemapindex>", kind="text/xml"),
            "/umpan": Answer(f"<rss version='2.0'><channel>{feed}</channel></rss>", kind="text/xml"),
            "/rest": Answer(json.dumps(posts), kind="application/json"),
            "/daftar": Answer(listing(*listed, *(slug(at) for at in range(len(everywhere) + 1)))),
            slug(0): Answer(good),
        }
        for at, link in enumerate(everywhere, start=1):  # and each as a redirect
            sendable = link.encode("ascii", "backslashreplace").decode()
            answers[slug(at)] = Answer(status=302, headers={"Location": sendable})
    plan = [["sitemap", "/peta", None], ["feed", "/umpan", None], ["rest", "/rest", None], ["listing", "/daftar", None]]
    with served(answers, house.port) as house:
        tally = crawl(house, tmp_path, host=HOST, names={}, discovery=plan, RETRY_ENABLED=False)
    assert asked == []
    assert set(map(slug, range(len(everywhere) + 1))) <= set(house.paths), "the crawl went to its end"
    assert tally["errors"] == []
    assert tally["counts"]["stored"] == 1


def test_what_is_checked_is_what_is_asked(tmp_path: Path, canary: tuple[int, list[str]]) -> None:
    """A name server that gives the server's address first and the canary's ever after is asked once. The canary's own
    name, on the outlet's domain, and a name that nobody has lead nowhere, and cost their addresses alone."""
    port, asked = canary
    answers = {
        "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
        "/peta": Answer(status=302, headers={"Location": f"http://mati.{HOST}:{port}/peta"}),
        "/daftar": Answer(listing(*map(slug, (5, 7, 8, 9, 1, 2)))),
        slug(1): Answer(status=302, headers={"Location": f"http://berganti.{HOST}:{port}{slug(3)}"}),
        slug(2): Answer(status=302, headers={"Location": f"http://berganti.{HOST}:{port}{slug(4)}"}),
        slug(5): Answer(status=302, headers={"Location": f"http://intern.{HOST}:{port}{slug(6)}"}),
        slug(7): Answer(status=302, headers={"Location": f"http://intern.{HOST}:{port}{slug(6)}"}),
        slug(8): Answer(status=302, headers={"Location": f"http://mati.{HOST}:{port}{slug(6)}"}),
        slug(9): Answer(status=302, headers={"Location": f"http://{HOST}:9{slug(6)}"}),
        slug(3): Answer(page("Ikrar ASN Netral di Golewa")),
        slug(4): Answer(page("ASN Ngada Diminta Netral")),
    }
    with served(answers, port) as house:  # at 127.0.0.1, the canary at 127.0.0.2, on one port
        names = {name: list(told) for name, told in ADDRESSES["names"].items()}
        plan = [["sitemap", "/peta", None], ["listing", "/daftar", None]]
        tally = crawl(house, tmp_path, host=HOST, names=names, discovery=plan)
    assert asked == []
    assert {slug(3), slug(4)} <= set(house.paths)
    assert tally["counts"]["stored"] == 2
    assert tally["why"] is None, "the house itself answers"
    lost = {line.split(": ")[0]: line for line in tally["warnings"] if "leads to" in line}
    assert sorted(lost) == [f"https://{HOST}:{port}{slug(number)}" for number in (5, 7, 8, 9)]
    assert tally["counts"]["failed"] == 4
    assert "intern.voxntt.com" in lost[f"https://{HOST}:{port}{slug(5)}"]


def test_without_the_tests_own_permission_loopback_is_closed(tmp_path: Path) -> None:
    with served({"/robots.txt": Answer("User-agent: *\n", kind="text/plain")}) as house:
        told = crawl(house, tmp_path, host=HOST, names={HOST: ["127.0.0.1"]}, ALLOW_LOOPBACK=False)
    assert house.asked == []
    assert told["why"] == "robots.txt unreachable: host not found"
