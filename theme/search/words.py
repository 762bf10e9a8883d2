"""Which words lie in which piece of a part's index: a small file, so that the search page can ask for a piece at once.

Pagefind's engine knows it too, but only when it has come and been started; the page would wait for that.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

WORDS = "kata.json"
_SIGNATURE = b"pagefind_dcd"
_PIECES = 2
"""Where the pieces stand in the list that Pagefind 1.5 writes: version, pages, pieces, filters, orders, fields."""


def words_of(meta: Path) -> str:
    """JSON: for each piece its first word, as a stem and as much of it as tells it from the piece before, and its name,
    by alphabet. Raises ValueError where the file is not as Pagefind 1.5 writes it, and OSError."""
    data = gzip.decompress(meta.read_bytes())
    try:
        if not data.startswith(_SIGNATURE):
            raise ValueError("no signature")
        told, _ = _item(data, len(_SIGNATURE))
        pieces = sorted([str(first), str(name)] for first, _, name in told[_PIECES])
    except (ValueError, TypeError, IndexError) as error:
        raise ValueError(f"{meta}: not as Pagefind 1.5 writes it: {error}") from error
    return json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """A value of CBOR (RFC 8949) as far as Pagefind uses it, numbers, texts and lists, and where the next begins."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    wide = 1 << (short - 24) if 24 <= short < 28 else 0
    number = int.from_bytes(data[at : at + wide]) if wide else short
    at += wide
    if short >= 28 or kind not in (0, 1, 3, 4):
        raise ValueError(f"unknown kind at byte {at}")
    if kind < 2:
        return (-1 - number if kind else number), at
    if kind == 3:
        return data[at : at + number].decode("utf-8"), at + number
    held = []
    for _ in range(number):
        value, at = _item(data, at)
        held.append(value)
    return held, at
