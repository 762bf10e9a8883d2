"""The shards of a long timeline: its entries in compressed files, which the filter fetches when first used."""

from __future__ import annotations

import gzip


def shard(entries: str) -> bytes:
    """The entries, each with its line's end, as a gzip file of HTML; no time stands in it, so the same entries give the
    same bytes."""
    return gzip.compress(entries.removesuffix("\n").encode(), 6, mtime=0)
