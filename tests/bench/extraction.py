"""How fast extraction is: articles of 400 words per second with every field and the grouping, start-up, memory.

Articles are made of the annotated set's paragraphs in a fixed order, so that no two are alike. Times are those of the
process's own CPU (one core), which other work on the machine disturbs least; the wall clock is told beside them.
"""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.quality.measure import annotated

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests/annotated"
ARTICLES, WORDS = 500, 400

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

    @property
    def enough(self) -> bool:
        return self.a_second >= LEAST_A_SECOND and self.start <= LONGEST_START and self.memory <= MOST_MEMORY


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


def measure_speed() -> Speed:
    """Measures in this process (speed) and in fresh ones (start-up: the best of five; memory)."""
    lines = made_articles()
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
        command = [sys.executable, "-m", "crawler", "extract", file.name]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"extract ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    """Prints what was measured and what is asked for. Returns the exit status: 1 where something is missed."""
    speed = measure_speed()
    wall = f"(wall clock {speed.wall_a_second:.0f})"
    print(f"extraction, {ARTICLES} articles of {WORDS} words, one core")
    print(f"articles a second   {speed.a_second:7.0f}   at least {LEAST_A_SECOND:.0f}   {wall}")
    print(f"start-up, seconds   {speed.start:7.2f}   at most {LONGEST_START}")
    print(f"memory, MB          {speed.memory:7.0f}   at most {MOST_MEMORY:.0f}")
    return 0 if speed.enough else 1


if __name__ == "__main__":
    sys.exit(main())
