"""Benchmarks of `import`: growth, processes, and Dask workers. `python -m tests.bench.importing [grow|jobs|dask] [NUMBER …]`.

    grow 5000 100000    seconds of processor time per record and memory at each number of records, one process
    jobs 4000           the same archive with one process and with two
    dask 4000           the same archive with one Dask worker and with two; run it on a quiet machine with two cores

Pages of `jobs` and `dask` have 100 kB, as outlets' pages have, and one in four is on the subject.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.archives import write_archive

ROOT = Path(__file__).parents[2]
MOST_GROWTH, MOST_MEMORY, LEAST_GAIN = 1.3, 1536, 1.7


@dataclass(frozen=True)
class Run:
    """Seconds of one import: by the clock and of processor time, workers included; peak memory of its process in MiB."""

    wall: float
    processor: float
    memory: float
    records: int


def imported(files: list[Path], folder: Path, *options: str) -> Run:
    """Runs the command line and measures it."""
    own = ["--content", str(folder / "content"), "--var", str(folder / "var")]
    command = [sys.executable, "-m", "crawler", "import", *map(str, files), *own, *options]
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    records = sum(1 for _ in (folder / "content").rglob("*.md"))
    return Run(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, records)


def grow(folder: Path, numbers: list[int]) -> int:
    """Whether time per record stays level; 1 where it does not."""
    each, most = [], 0.0
    for number in numbers:
        run = imported(write_archive(folder / f"archive{number}", number), folder / str(number), "--jobs", "1")
        each.append(run.processor / run.records)
        most = max(most, run.memory)
        print(
            f"import of {run.records:7,} records: {1000 * each[-1]:.2f} ms each, {run.memory:.0f} MiB, {run.wall:.0f} s",
            flush=True,
        )
    growth = each[-1] / each[0]
    print(
        f"per record at {numbers[-1]:,}: {growth:.2f} times {numbers[0]:,} (at most {MOST_GROWTH}); memory {most:.0f} MiB (at most {MOST_MEMORY})"
    )
    return int(growth > MOST_GROWTH or most > MOST_MEMORY)


def jobs(folder: Path, number: int) -> int:
    """One process against two."""
    files = write_archive(folder / "archive", number, size=100_000, relevant=4, files=2)
    one, two = (imported(files, folder / str(n), "--jobs", str(n)) for n in (1, 2))
    print(
        f"import of {number:,} pages: {one.wall:.1f} s with one process, {two.wall:.1f} s with two: {one.wall / two.wall:.2f} times"
    )
    return 0


def dask(folder: Path, number: int) -> int:
    """One Dask worker against two; 1 where two are not fast enough."""
    files = write_archive(folder / "archive", number, size=100_000, relevant=4, files=2)
    walls = []
    for workers in (1, 2):
        with cluster(folder, workers) as address:
            imported(files[:1], folder / f"warm{workers}", "--dask", address)  # rules and tables are read once a worker
            walls.append(imported(files, folder / f"dask{workers}", "--dask", address).wall)
    gain = walls[0] / walls[1]
    print(
        f"import of {number:,} pages: {walls[0]:.1f} s with one Dask worker, {walls[1]:.1f} s with two: {gain:.2f} times (asked: {LEAST_GAIN})"
    )
    return int(gain < LEAST_GAIN)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler on loopback with so many workers of one thread."""
    file = folder / f"scheduler{workers}.json"
    told, alone = (
        ("--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1"),
        ("--nthreads", "1", "--no-nanny"),
    )
    base = [sys.executable, "-m"]
    commands = [[*base, "distributed.cli.dask_scheduler", "--port", "0", *told]]
    commands += [[*base, "distributed.cli.dask_worker", *alone, *told]] * workers
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        while not file.exists() or not file.read_text(encoding="utf-8"):
            time.sleep(0.05)
        time.sleep(5)  # workers to come
        yield str(json.loads(file.read_text(encoding="utf-8"))["address"])
    finally:
        for process in running:
            process.kill()
            process.wait()


def main(what: str = "", *numbers: str) -> int:
    """The exit status: 1 where something that is asked for is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        if what in ("", "grow"):
            missed |= grow(Path(folder) / "grow", [int(number) for number in numbers] or [1_000, 5_000])
        if what in ("", "jobs"):
            missed |= jobs(Path(folder) / "jobs", int(numbers[0]) if numbers else 2_000)
        if what in ("", "dask"):
            (Path(folder) / "dask").mkdir()
            missed |= dask(Path(folder) / "dask", int(numbers[0]) if numbers else 2_000)
    return missed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
