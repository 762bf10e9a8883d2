"""How fast extraction is: articles of 400 words per second with every field and the grouping, start-up, memory.

Articles are made of the annotated set's paragraphs in a fixed order, so that no two are alike. Times are those of the
process's own CPU (one core), which other work on the machine disturbs least; the wall clock is told beside them.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.measuring import ROOT, measured, python
from tests.bench.rows import Check, Row, printed
from tests.quality.measure import annotated

OWN = ROOT / "tests/annotated"
ARTICLES, WORDS = 500, 400

PART = "extraction"
SIZES, QUICK = (ARTICLES,), (40,)
LEAST_A_SECOND = 400.0
LONGEST_START = 0.5
"""Seconds for one short article, from the shell to the shell."""
MOST_MEMORY = 120.0
"""MB of the whole command reading ARTICLES articles."""


@dataclass(frozen=True)
class Speed:
    a_second: float
    wall_a_second: float
    start: float
    memory: float

    def checks(self) -> list[Check]:
        return [
            Check(PART, "extraction: articles a second of processor time", self.a_second, "at least", LEAST_A_SECOND),
            Check(PART, "extraction: start-up, seconds", self.start, "at most", LONGEST_START),
            Check(PART, "extraction: memory, MiB", self.memory, "at most", MOST_MEMORY),
        ]


def made_articles(count: int = ARTICLES, words: int = WORDS) -> list[str]:
    """JSON lines as `extract` takes them: each an annotated article, filled up or cut to the number of words."""
    known = list(annotated(OWN).values())
    paragraphs = [line for article in known for line in article["text"].split("\n") if line]
    choose = random.Random(1)
    lines = []
    for at in range(count):
        article = known[at % len(known)]
        body = article["text"].split("\n")
        while sum(len(line.split()) for line in body) < words:
            body.append(choose.choice(paragraphs))
        given = {"id": str(at), "url": f"https://example.org/{at}", "title": article["title"]}
        lines.append(json.dumps(given | {"published": article["published"], "text": _cut(body, words)}))
    return lines


def _cut(body: list[str], words: int) -> str:
    kept, left = [], words
    for line in body:
        kept.append(" ".join(islice(line.split(), left)))
        left -= len(kept[-1].split())
    return "\n".join(line for line in kept if line)


def extract_lines(lines: list[str]) -> None:
    """What the command does with the lines, in this process, the output thrown away."""
    from crawler.commands.extract import extract_files

    extract_files([Path("-")], io.StringIO(), sys.stderr, io.StringIO("\n".join(lines)))


def measure_speed(count: int = ARTICLES) -> Speed:
    """Measures in this process (speed) and in fresh ones (start-up: the best of five; memory)."""
    lines = made_articles(count)
    extract_lines(lines[:20])
    cpu, wall = time.process_time(), time.perf_counter()
    extract_lines(lines)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    start = min(_command(lines[:1])[0] for _ in range(5))
    return Speed(len(lines) / cpu, len(lines) / wall, start, _command(lines)[1])


def _command(lines: list[str]) -> tuple[float, float]:
    """Seconds of CPU and the peak of memory in MB of `python -m crawler extract` reading the lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        run = measured(python("crawler", "extract", file.name))
    return run.processor, run.memory


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """What was measured and what is asked for; `sizes` are numbers of articles."""
    for size in sizes:
        speed = measure_speed(size)
        told = f"{speed.a_second:.0f} articles/s of processor time, {speed.wall_a_second:.0f} by the clock"
        seconds = (size / speed.wall_a_second, size / speed.a_second)
        yield Row(PART, f"{size:,} articles of {WORDS} words, one core", 1, *seconds, speed.memory, told, size=size)
        yield Row(PART, "start-up with one short article", 5, processor=speed.start, told="the best of five")
        yield from speed.checks()


def main() -> int:
    """Prints what is asked for. Returns the exit status: 1 where something is missed."""
    checks = measure_speed().checks()
    print(*map(printed, checks), sep="\n")
    return int(not all(check.holds for check in checks))


if __name__ == "__main__":
    sys.exit(main())
