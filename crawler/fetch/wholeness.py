"""Wholeness: whether a WARC file ends where its last record ends."""

from __future__ import annotations

import zlib
from typing import IO


def is_cut_off(stream: IO[bytes], last: int) -> bool:
    """Whether a file ends inside the record that begins at byte `last`: fastwarc says nothing then."""
    stream.seek(0)
    zipped = stream.read(2) == b"\x1f\x8b"
    stream.seek(last)
    if not zipped:
        head, blank, rest = stream.read().partition(b"\r\n\r\n")
        lengths = [line[15:] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        return not blank or not lengths or not lengths[0].strip().isdigit() or len(rest) < int(lengths[0])
    member = zlib.decompressobj(wbits=31)
    pending = b""
    while chunk := pending or stream.read(1 << 16):
        pending = b""
        try:
            member.decompress(chunk)
        except zlib.error:
            return True
        if member.eof:
            pending = member.unused_data
            member = zlib.decompressobj(wbits=31)
            if not pending and not (pending := stream.read(1 << 16)):
                return False
    return True
