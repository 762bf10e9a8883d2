"""The picture that a shared link shows: the map of squares, the place of the page filled, as a small PNG."""

from __future__ import annotations

import struct
import zlib

from theme.plugins.units import Unit, load_units

WIDTH, HEIGHT = 1200, 630
"""What social networks ask of a large picture."""
_SQUARE, _STEP = 74, 82
_PALETTE = bytes.fromhex("fbfaf6b4d8d30a5a66")  # paper, square, filled: the colours of gaya.css
_PAPER, _TILE, _FILLED = range(3)


def picture(unit: Unit | None) -> bytes:
    """A PNG of WIDTH by HEIGHT; the square of `unit` is filled, every one where there is none. No text: the page's
    title stands beside it."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    across = max(one.wide_column for one in load_units()) + 1
    down = max(one.wide_row for one in load_units()) + 1
    left, top = (WIDTH - across * _STEP) // 2, (HEIGHT - down * _STEP) // 2
    for one in load_units():
        colour = _FILLED if unit in (one, None) else _TILE
        x, y = left + one.wide_column * _STEP, top + one.wide_row * _STEP
        for row in rows[y : y + _SQUARE]:
            row[x : x + _SQUARE] = bytes([colour]) * _SQUARE
    return _png(rows)


def _png(rows: list[bytearray]) -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", header), (b"PLTE", _PALETTE), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
