"""What a broken or hostile outlet sends: each is a counted warning with its address, and the rest is read."""

from __future__ import annotations

import gzip
import itertools
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from crawler.fetch.decoding import TooLarge, Undecodable, decoded, unchunked
from tests.crawler.fetch.houses import Answer, crawl, served
from tests.crawler.invented import listing, page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GOOD = page("ASN Ngada Diminta Netral").encode()
BOMB = b"\0" * 60_000_000
LIMIT = 5 * 1024 * 1024


def _raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:]),
    "deflate": zlib.compress,
    "Deflate": _raw_deflate,
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_coding_is_undone_whole_or_not_at_all(coding: str) -> None:
    packed = CODINGS[coding](GOOD)
    assert decoded(packed, [coding], LIMIT) == GOOD
    assert decoded(packed, ["identity", coding], LIMIT) == GOOD
    for cut in (1, len(packed) // 2, len(packed) - 3):
        with pytest.raises(Undecodable, match=r"cut off|broken"):
            decoded(packed[:-cut], [coding], LIMIT)
    with pytest.raises(TooLarge):
        decoded(packed, [coding], len(GOOD) - 1)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_is_defused_at_once(coding: str) -> None:
    packed = CODINGS[coding](BOMB)
    start = time.process_time()
    with pytest.raises(TooLarge):
        decoded(packed, [coding], LIMIT)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("codings", "told"), [(["gzip, gzip", "gzip, gzip"], "too many"), (["sdch"], "unknown compression 'sdch'")]
)
def test_codings_that_nobody_uses_are_faults(codings: list[str], told: str) -> None:
    with pytest.raises(Undecodable, match=told):
        decoded(b"x", codings, LIMIT)


def test_no_body_needs_no_decoding() -> None:
    assert decoded(b"", ["gzip"], LIMIT) == b""
    assert decoded(gzip.compress(gzip.compress(b"isi")), ["gzip, gzip"], LIMIT) == b"isi"


CHUNKED: list[tuple[bytes, bytes | str]] = [
    (b"3\r\nASN\r\n8;x=1\r\n netral.\r\n0\r\n\r\n", b"ASN netral."),
    (b"0\r\n\r\n", b""),
    (b"<html>sudah disambung</html>", b"<html>sudah disambung</html>"),
    (b"3\r\nASN\r\n8\r\n net", "chunks cut off"),
    (b"3\r\nASN\r\n", "chunks cut off"),
    (b"3\r\nASN\r\nrusak\r\n", "broken chunks"),
    (b"ffffffffffffffff\r\nASN", "chunks cut off"),
]


@pytest.mark.parametrize(("body", "meant"), CHUNKED)
def test_chunks_are_joined_or_a_fault(body: bytes, meant: bytes | str) -> None:
    if isinstance(meant, bytes):
        assert unchunked(body) == meant
        return
    with pytest.raises(Undecodable, match=meant):
        unchunked(body)


def slug(name: str) -> str:
    return f"/2024/10/02/asn-netral-{name}/"


def _endless() -> Iterator[bytes]:
    return itertools.repeat(b"<p>ASN netral</p>" * 4000)


def _dripping() -> Iterator[bytes]:
    for _ in range(100):
        time.sleep(0.1)
        yield b"<p>ASN</p>"


def _packed(coding: str, body: bytes) -> Answer:
    return Answer(body, headers={"Content-Encoding": coding})


PAGES: dict[str, tuple[Answer, str]] = {
    "gzip-terpotong": (_packed("gzip", gzip.compress(GOOD)[:-20]), "gzip cut off in the middle"),
    "gzip-rusak": (_packed("gzip", b"\x1f\x8b\x08\x00bukan gzip sama sekali"), "broken gzip"),
    "gzip-bom": (_packed("gzip", gzip.compress(BOMB)), "larger than allowed when decompressed"),
    "brotli-bom": (_packed("br", brotli.compress(BOMB, quality=1)), "larger than allowed when decompressed"),
    "zstd-bom": (_packed("zstd", zstd.compress(BOMB)), "larger than allowed when decompressed"),
    "sdch": (_packed("sdch", b"apa saja"), "unknown compression 'sdch'"),
    "janji-panjang": (Answer(GOOD, headers={"Content-Length": "999999"}), "answer cut off"),
    "janji-pendek": (Answer(GOOD, headers={"Content-Length": str(len(GOOD) - 40)}), "no end (</html>)"),
    "tanpa-akhir": (Answer(pieces=_endless), "larger than allowed"),
    "putar": (Answer(status=302, headers={"Location": slug("putar-lagi")}), "max redirections"),
    "putar-lagi": (Answer(status=302, headers={"Location": slug("putar")}), "max redirections"),
    "pribadi": (
        Answer(status=302, headers={"Location": "http://169.254.169.254/latest"}),
        "leads away to 169.254.169.254",
    ),
    "skrip": (Answer(status=302, headers={"Location": "javascript:alert(1)"}), "javascript:alert(1)"),
    "berkas": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "answered 302"),
    "ftp": (Answer(status=302, headers={"Location": "ftp://127.0.0.1/x"}), "answered 302"),
}


def test_a_bad_page_is_a_counted_warning_and_the_rest_is_read(tmp_path: Path) -> None:
    last = slug("terakhir-dan-utuh")
    answers = {
        "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
        "/daftar": Answer(listing(*map(slug, PAGES), last)),
        last: Answer(page("Ikrar ASN Netral di Golewa")),
        **{slug(name): answer for name, (answer, _) in PAGES.items()},
    }
    with served(answers) as house:
        tally = crawl(house, tmp_path, RETRY_ENABLED=False, discovery=[["listing", "/daftar", None]])
    assert not tally["errors"]
    assert tally["why"] is None, "none of this says anything about the whole house"
    for name, (_, told) in PAGES.items():
        lines = [line for line in tally["warnings"] if slug(name) in line]
        assert len(lines) == 1, (name, lines)
        assert told in lines[0]
    counts = tally["counts"]
    assert counts["failed"] == len(PAGES) - 1
    assert counts["cut"] == 1
    assert counts["stored"] == 2, "the whole page and the one whose end is missing"


def test_a_page_that_drips_is_left_in_time(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
        "/daftar": Answer(listing(slug("menetes"))),
        slug("menetes"): Answer(pieces=_dripping),
    }
    with served(answers) as house:
        tally = crawl(
            house, tmp_path, RETRY_ENABLED=False, DOWNLOAD_TIMEOUT=2, discovery=[["listing", "/daftar", None]]
        )
    (line,) = tally["warnings"]
    assert slug("menetes") in line
    assert "no answer in time" in line
    assert tally["counts"]["failed"] == 1


ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
BAD_LISTINGS: dict[str, tuple[str, Answer, str | None]] = {
    "/bom.xml": (
        "sitemap",
        Answer(
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]><urlset><url><loc>&j;</loc></url></urlset>'
            % ENTITIES
        ),
        "entities made of entities",
    ),
    "/luar.xml": (
        "sitemap",
        Answer(
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<urlset><url><loc>&x;</loc></url></urlset>"
        ),
        None,
    ),
    "/terpotong.xml.gz": ("sitemap", Answer(gzip.compress(b"<urlset>" * 99)[:-9]), "broken gzip"),
    "/bom.xml.gz": ("sitemap", Answer(gzip.compress(BOMB)), "larger than"),
    "/html.xml": ("sitemap", Answer("<html><body>blokir</body></html>"), "no sitemap but <html>"),
    "/feed-html": ("feed", Answer("<html><body>blokir</body></html>"), "no feed but <html>"),
    "/rest": ("rest", Answer("<html>"), "no JSON"),
    "/rest-dalam": ("rest", Answer("[" * 200_000), "no JSON"),
}
FEED = """<rss version="2.0"><channel>
<item><title>ASN netral</title><link>javascript:alert(1)</link></item>
<item><title>ASN netral</title><link>data:text/html,ASN</link></item>
<item><title>ASN netral</title><link>//lain.test/2024/10/02/asn-netral-di-luar/</link></item>
<item><title>ASN netral</title><link>http://[rusak/asn-netral-ngada</link></item>
<item><title>ASN netral</title><link>2024/10/02/asn-netral-relatif/</link></item></channel></rss>"""


def test_bad_listings_are_counted_and_the_next_means_is_tried(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
        "/umpan": Answer(FEED, kind="application/rss+xml"),
        slug("relatif"): Answer(GOOD),
        **{path: answer for path, (_, answer, _) in BAD_LISTINGS.items()},
    }
    plan = [[kind, path, None] for path, (kind, _, _) in BAD_LISTINGS.items()]
    with served(answers) as house:
        tally = crawl(house, tmp_path, discovery=[*plan, ["feed", "/umpan", None]])
    assert not tally["errors"]
    told = {path: words for path, (_, _, words) in BAD_LISTINGS.items() if words}
    assert tally["counts"] == {"unread": len(told), "found": 1, "fetched": 1, "stored": 1}
    for path, words in told.items():
        (line,) = [line for line in tally["warnings"] if f"{path}: " in line]
        assert words in line
    assert json.dumps(house.paths).count("passwd") == 0
