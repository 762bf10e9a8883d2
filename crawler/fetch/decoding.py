"""Decoding: a body as it was sent to the bytes that were meant, within a limit. Pure.

Scrapy's own decompression takes what a broken stream began with for the whole: half an article would be stored as one.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterable
from typing import Protocol

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHUNK = 1 << 16
_CHUNK_HEAD = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,16})[ \t]{0,8}(?:;[^\r\n]{0,999})?\r\n")
_CODINGS = 3  # more codings one over the other are nobody's page


class Undecodable(ValueError):
    """A body that does not decode; the message is a few words without address."""


class TooLarge(Undecodable):
    """A body that is larger than allowed when decompressed."""


class _Stream(Protocol):
    """One coding's decoder: `push` gives at most about a chunk and is called with b"" for what is still to come."""

    def push(self, data: bytes) -> bytes: ...

    @property
    def finished(self) -> bool: ...


def decoded(body: bytes, codings: Iterable[str], largest: int) -> bytes:
    """The body without its content codings, which are named in the order in which they were applied.

    Raises TooLarge beyond `largest` bytes, and Undecodable for a stream that is cut off, broken, or of another coding.
    """
    named = [coding.strip().lower() for line in codings for coding in line.split(",")]
    applied = [coding for coding in named if coding not in ("", "identity")]
    if len(applied) > _CODINGS:
        raise Undecodable("compressed too many times")
    for coding in reversed(applied):
        if coding not in _STREAMS:
            raise Undecodable(f"unknown compression {coding[:20]!r}")
        body = _run(_STREAMS[coding](body), body, coding, largest)
    return body


def unchunked(body: bytes) -> bytes:
    """A body sent in chunks (RFC 9112, 7.1), joined. One that does not begin with a chunk is returned as it is: many
    archives keep the header of what they have joined already. Raises Undecodable where the last chunk is missing."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body) and (found := _CHUNK_HEAD.match(body, at)):
        size, start = int(found[1], 16), found.end()
        pieces.append(body[start : start + size])
        at = start + size + len("\r\n")
        if size == 0:
            return b"".join(pieces)
    if at == 0:
        return body
    raise Undecodable("chunks cut off in the middle" if at >= len(body) else "broken chunks")


def _run(stream: _Stream, body: bytes, coding: str, largest: int) -> bytes:
    if not body:
        return b""  # "Content-Encoding: gzip" beside an empty body is common and harmless
    pieces: list[bytes] = []
    size = 0
    data = body
    try:
        while piece := stream.push(data):
            data = b""
            size += len(piece)
            if size > largest:
                raise TooLarge("larger than allowed when decompressed")
            pieces.append(piece)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise Undecodable(f"broken {coding}") from error
    if not stream.finished:
        raise Undecodable(f"{coding} cut off in the middle")
    return b"".join(pieces)


class _Zlib:
    """gzip, also of several members, and deflate with and without zlib's frame."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits=wbits)

    def push(self, data: bytes) -> bytes:
        waiting = data or self._stream.unconsumed_tail
        if self._stream.eof and self._stream.unused_data.startswith(b"\x1f\x8b") and self._wbits == 31:
            waiting = self._stream.unused_data
            self._stream = zlib.decompressobj(wbits=self._wbits)
        return self._stream.decompress(waiting, _CHUNK)

    @property
    def finished(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def push(self, data: bytes) -> bytes:
        if self.finished:
            return b""
        return bytes(self._stream.process(data, output_buffer_limit=_CHUNK))

    @property
    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor()

    def push(self, data: bytes) -> bytes:
        return b"" if self.finished else self._stream.decompress(data, _CHUNK)

    @property
    def finished(self) -> bool:
        return bool(self._stream.eof)


def _deflate(body: bytes) -> _Zlib:
    # RFC 9110 means zlib's frame; some servers send the bare stream. The frame's two bytes are a multiple of 31.
    framed = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _Zlib(15 if framed else -15)


_STREAMS: dict[str, Callable[[bytes], _Stream]] = {
    "gzip": lambda body: _Zlib(31),
    "x-gzip": lambda body: _Zlib(31),
    "deflate": _deflate,
    "br": lambda body: _Brotli(),
    "zstd": lambda body: _Zstd(),
}
