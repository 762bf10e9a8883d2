"""Wholeness: whether a WARC file ends where its last record ends. Bounded memory, whatever the file unpacks to."""

from __future__ import annotations

import os
import zlib
from typing import IO

_CHUNK = 1 << 16
_HEAD = 1 << 16
"""Bytes in which a record's header ends; fastwarc refuses a longer one before."""


def is_cut_off(stream: IO[bytes], last: int) -> bool:
    """Whether a file ends inside the record that begins at byte `last`: fastwarc says nothing then. That is also so
    where the record claims to be longer than what follows it, and so swallows the records after it."""
    stream.seek(0)
    zipped = stream.read(2) == b"\x1f\x8b"
    stream.seek(last)
    if zipped:
        return _ends_early(stream)
    head = stream.read(_HEAD)
    promised = _promised(head)
    return promised is None or last + promised > stream.seek(0, os.SEEK_END)


def _ends_early(stream: IO[bytes]) -> bool:
    member = zlib.decompressobj(wbits=31)
    head, size, waiting = b"", 0, b""
    while chunk := waiting or stream.read(_CHUNK):
        try:
            piece = member.decompress(chunk, _CHUNK)
        except zlib.error:
            return True
        size += len(piece)
        head += piece[: max(0, _HEAD - len(head))]
        waiting = member.unconsumed_tail
        if member.eof:
            waiting = member.unused_data or stream.read(_CHUNK)
            if not waiting:
                return size < (_promised(head) or 0)
            member = zlib.decompressobj(wbits=31)
    return True


def _promised(head: bytes) -> int | None:
    """The bytes of a record with its header, by what the header says; None where it says nothing."""
    header, blank, _ = head.partition(b"\r\n\r\n")
    lengths = [line[15:].strip() for line in header.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    if not blank or not lengths or not lengths[0].isdigit():
        return None
    return len(header) + len(blank) + int(lengths[0][:20])
