"""The crawl without delays against a server on loopback, beside a bare Scrapy spider that only downloads the pages.

In the field five seconds pass between two requests to a host: this shows what one process could carry, not what it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.fetch import crawled, downloaded, side_by_side, skipped_per_second
from tests.bench.measuring import Failed
from tests.bench.rows import Check, Row

PART = "crawl"
SIZES, QUICK = (20_000,), (300,)
MOST_GROWN = 20.0
"""MiB that a crawl may grow between a tenth of its requests and the last: it holds nothing of what it has read."""
LEAST_SKIPPED = 3_000.0
SOURCES = 120


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """Pages a second of both, memory along the way; how fast `import` skips foreign records."""
    for size in sizes:
        peer, ours = downloaded(size), crawled(folder / "crawl", size)
        if peer.requests < size or ours.requests < size:
            raise Failed(f"crawl: {ours.requests} and {peer.requests} of {size} requests were made")
        yield Row(
            PART,
            f"{size:,} requests, bare Scrapy spider",
            1,
            peer.seconds,
            peer.processor,
            size=size,
            told=_pace(peer.pace),
        )
        grown = ours.marks[-1] - ours.marks[0]
        yield Row(
            PART,
            f"{size:,} requests, crawl: read, judged, stored, archived",
            wall=ours.seconds,
            processor=ours.processor,
            memory=max(ours.marks),
            told=f"{_pace(ours.pace)}, {ours.stored} stored",
            ratio=ours.seconds / peer.seconds,
            peer="bare Scrapy",
            size=size,
        )
        yield Check(PART, f"crawl: memory gained until request {size:,}, MiB", grown, "at most", MOST_GROWN)
    several = SOURCES if sizes[0] > 1_000 else 4
    one, many = (side_by_side(folder / f"sources{number}", number) for number in (1, several))
    told = f"{(many.marks[0] - one.marks[0]) / (several - 1):.2f} MiB for each source more"
    yield Row(
        PART, f"{several} sources side by side", 1, many.seconds, many.processor, many.marks[0], told, size=several
    )
    foreign = skipped_per_second(folder, 15_000 if sizes[0] > 1_000 else 500)
    yield Row(PART, "import skips foreign records", told=f"{foreign:,.0f} a second of processor time")
    yield Check(PART, "import: foreign records skipped a second", foreign, "at least", LEAST_SKIPPED)


def _pace(each_second: float) -> str:
    return f"{each_second:.0f} requests/s"
