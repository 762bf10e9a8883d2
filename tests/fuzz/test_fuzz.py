"""Mutated saved pages, records, archives and listings: read, or refused in one line."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.assemble import record_from
from crawler.fetch.archive import BrokenArchive, archived_responses
from crawler.fetch.discovery.feeds import read_feed
from crawler.fetch.discovery.links import Listing, NotAListing
from crawler.fetch.discovery.listings import read_links
from crawler.fetch.discovery.rest import read_posts
from crawler.fetch.discovery.sitemaps import read_sitemap
from crawler.fetch.replay import Replay
from crawler.read.pages import NotAnArticle, page_for
from crawler.record import BrokenRecord, dump, load
from tests.crawler.invented import page, record, warc

PAGES = sorted((Path(__file__).parents[1] / "crawler/read/pages").glob("*/*.html"))
FEW = settings(max_examples=40, deadline=None, derandomize=True)
MANY = settings(max_examples=250, deadline=None, derandomize=True)

EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["cut", "drop", "double", "put", "flip"]), st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)
HEADERS = [
    b"\r\n", b"Content-Length: 99999999999999999999\r\n", b"Content-Length: abc\r\n", b"Content-Length: -5\r\n",
    b"WARC-Date: besok\r\n", b"WARC-Target-URI: http://[bad\r\n", b"WARC-Target-URI: https://voxntt.com:99999/a\r\n",
    b"WARC-Type: response\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n", b"WARC/1.1\r\n", b"HTTP/1.1 x\r\n",
]  # fmt: skip


def mutated(data: bytes, edits: list[tuple[float, str, bytes]]) -> bytes:
    """The bytes after a few edits at places told as shares of the length."""
    for share, kind, piece in edits:
        at = int(share * len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[at + 40 :]
        elif kind == "double":
            data = data[:at] + data[at : at + 200] + data[at:]
        elif kind == "put":
            data = data[:at] + piece + data[at:]
        else:
            data = data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 3]) + data[at + 3 :]
    return data


@FEW
@given(st.sampled_from(PAGES), EDITS)
def test_a_mutated_page_is_an_article_or_none(path: Path, edits: list[tuple[float, str, bytes]]) -> None:
    text = mutated(path.read_bytes(), edits).decode("utf-8", "replace")
    address = "https://voxntt.com/2024/10/02/asn-netral/128001"
    try:
        article = page_for(None if path.parent.name == "default" else path.parent.name)(
            address, text, "voxntt", "WITA"
        ).to_item()
    except NotAnArticle as fault:
        assert "\n" not in fault.reason
        return
    made = record_from(article, None)
    assert load(dump(made)).headline == load(dump(load(dump(made)))).headline


@MANY
@given(EDITS | st.binary(max_size=300).map(lambda junk: [(0.0, "cut", b""), (0.0, "put", junk)]))
def test_any_bytes_are_a_record_or_broken(edits: list[tuple[float, str, bytes]]) -> None:
    text = mutated(dump(record()).encode(), edits).decode("utf-8", "replace")
    try:
        read = load(text)
    except BrokenRecord as error:
        assert not {"\n", "\r"} & set(str(error))
        assert len(str(error)) < 700
        return
    assert dump(load(dump(read))) == dump(read)


@cache
def archive() -> bytes:
    with TemporaryDirectory() as folder:
        answers = [
            ("https://voxntt.com/2024/10/02/asn/128001", 200, "text/html", page("ASN Netral")),
            ("https://voxntt.com/b", 404, "text/html", "x" * 99),
        ]
        return warc(Path(folder), answers).read_bytes()


@MANY
@given(EDITS, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HEADERS)), max_size=3), st.booleans())
def test_a_mutated_archive_gives_responses_or_a_line(
    edits: list[tuple[float, str, bytes]], lines: list[tuple[int, bytes]], packed: bool
) -> None:
    data = gzip.decompress(archive())
    for number, line in lines:
        parts = data.split(b"\r\n")
        data = b"\r\n".join([*parts[:number], line.rstrip(b"\r\n"), *parts[number:]])
    data = mutated(archive(), edits) if packed else mutated(data, edits[:1])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rusak.warc"
        path.write_bytes(data)
        try:
            for response in archived_responses(path):
                assert response.fault is None or "\n" not in response.fault
        except BrokenArchive as error:
            assert "\n" not in str(error)
        replay = Replay([path])
        assert all("\n" not in line for line in replay.warnings)
        assert all(replay.answer(f"https://{host}/", 10_000) is None or True for host in replay.hosts)


URL = "https://voxntt.com/peta"
LISTINGS: dict[str, tuple[bytes, Callable[[bytes], Listing]]] = {
    "sitemap": (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://voxntt.com/2024/10/02/a/1</loc><lastmod>2024-10-02</lastmod></url></urlset>',
        lambda body: read_sitemap(body, URL, "WITA"),
    ),
    "feed": (
        b'<rss version="2.0"><channel><item><title>ASN</title><link>https://voxntt.com/a</link><pubDate>Wed, 02 Oct 2024 10:00:00 +0800</pubDate></item></channel></rss>',
        lambda body: read_feed(body, URL, "WITA"),
    ),
    "rest": (b'[{"link": "https://voxntt.com/a", "date_gmt": "2024-10-02T02:00:00", "title": {"rendered": "ASN"}}]', lambda body: read_posts(body, URL, "WITA")),
    "listing": (b'<ul><li><a href="/2024/10/02/a/1">ASN netral</a><time>2 Oktober 2024</time></li></ul>', lambda body: read_links(body.decode("utf-8", "replace"), URL, "WITA", lambda url: True)),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTINGS)
@settings(max_examples=80, deadline=None, derandomize=True)
@given(edits=EDITS)
def test_a_mutated_listing_shows_links_or_is_none(kind: str, edits: list[tuple[float, str, bytes]]) -> None:
    body, read = LISTINGS[kind]
    try:
        links = read(mutated(body, edits)).links
    except NotAListing as fault:
        assert "\n" not in str(fault)
        return
    assert all(link.url.startswith(("http://", "https://")) for link in links)
