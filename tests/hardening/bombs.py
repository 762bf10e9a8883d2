"""Small bytes that become large: packed once and twice, in every coding, as listings, as records and as archives."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MIB = 1 << 20
LARGE = 256 * MIB
"""Bytes that a bomb becomes: far more than what a crawl of a harmless archive needs in all."""

_PIECE = 32 * MIB


def zeros(wbits: int, size: int = LARGE, before: bytes = b"") -> bytes:
    """Zeros behind a few bytes, packed by zlib: 31 for gzip, 15 for deflate, -15 for deflate without a frame."""
    return _packed(bytes(_PIECE), size, before, wbits)


def _packed(piece: bytes, size: int, before: bytes, wbits: int = 31) -> bytes:
    stream = zlib.compressobj(1, wbits=wbits)
    packed = [stream.compress(before), *(stream.compress(piece) for _ in range(size // len(piece)))]
    return b"".join([*packed, stream.flush()])


def zeros_brotli(size: int = LARGE) -> bytes:
    """Zeros, packed by brotli."""
    stream = brotli.Compressor(quality=1)
    return b"".join([*(stream.process(bytes(_PIECE)) for _ in range(size // _PIECE)), stream.finish()])


def zeros_zstd(size: int = LARGE) -> bytes:
    """Zeros, packed by Zstandard."""
    stream = zstd.ZstdCompressor()
    return b"".join([*(stream.compress(bytes(_PIECE)) for _ in range(size // _PIECE)), stream.flush()])


@cache
def coded() -> dict[str, bytes]:
    """Bombs by the Content-Encoding that is said of them."""
    once = zeros(31)
    return {
        "gzip": once,
        "gzip, gzip": gzip.compress(once),
        "deflate": zeros(15),
        "br": zeros_brotli(),
        "zstd": zeros_zstd(),
        "gzip, br": brotli.compress(once, quality=1),
        "br, zstd": zstd.compress(zeros_brotli()),
        "gzip, gzip, gzip, gzip": gzip.compress(gzip.compress(gzip.compress(once))),
    }


def multiplying(kind: str) -> bytes:
    """A sitemap or feed of entities that would be ten to the tenth letters, were they put in."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'
    if kind == "sitemap":
        return f"{head}<urlset><url><loc>&j;</loc></url></urlset>".encode()
    return f"{head}<rss><channel><item><title>&j;</title><link>&j;</link></item></channel></rss>".encode()


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP response as it stands in an archive."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def member(url: str, content: bytes, length: int | str | None = None) -> bytes:
    """A WARC record of a response, as it stands in a file, unpacked; `length` is what it says of itself."""
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-10-02T03:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def archive(path: Path, members: Iterable[bytes]) -> Path:
    """A WARC file of records, each packed for itself unless it is packed already."""
    data = [one if one.startswith(b"\x1f\x8b") else gzip.compress(one) for one in members]
    path.write_bytes(b"".join(data))
    return path


def packed_record(url: str, size: int = LARGE, said: int | None = None) -> bytes:
    """A WARC record that is packed itself: a page of zeros, or zeros beyond the length that it says."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    length = len(page) + size if said is None else said
    return zeros(31, size, member(url, page, length).removesuffix(b"\r\n\r\n"))


def headless(size: int = LARGE) -> bytes:
    """A packed record whose header is one line without end."""
    return zeros(31, size, b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://voxntt.com/")


def many_headers(size: int = LARGE) -> bytes:
    """A packed record of nothing but header lines."""
    return _packed(b"X-A: b\r\n" * (MIB // 8), size, b"WARC/1.1\r\nWARC-Type: response\r\n")
