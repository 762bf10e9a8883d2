"""The shards of a long timeline: its entries in compressed files, which the filter fetches when first used."""

from __future__ import annotations

import gzip
from collections.abc import Iterable


def shard(entries: Iterable[str]) -> bytes:
    """The entries as a gzip file of HTML; no time stands in it, so the same entries give the same bytes."""
    return gzip.compress("\n".join(entries).encode(), 6, mtime=0)
