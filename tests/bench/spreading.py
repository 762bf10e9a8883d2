"""`import` over processes and Dask workers, and beside trafilatura, on pages of 100 kB of which one in four is relevant."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.bench.archives import write_archive
from tests.bench.importing import imported
from tests.bench.measuring import ROOT, Run, measured, python
from tests.bench.rows import Check, Row, row_of

PART = "spread"
SIZES, QUICK = (4_000,), (40,)
PAGE, RELEVANT, FILES = 100_000, 4, 2
LEAST_GAIN = 1.7
LEAST_FOR_DASK = 500
"""Pages below which starting the workers is all that would be measured."""
FIRST = 200
"""Pages that the workers read before anything is measured: some spans for each."""
DASK_TIMES = 3
"""So many times the pages for the cluster: the client's start (1.2 s) and its grouping at the end, which no worker can
help with, then are two hundredths and five hundredths of one worker's time."""


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """One run each, on the same archive."""
    for size in sizes:
        files = write_archive(folder / "archive", size, size=PAGE, relevant=RELEVANT, files=FILES)
        stored, what = -(-size // RELEVANT), f"{size:,} pages of 100 kB"
        peer = measured(python("tests.bench.peers.generic", *map(str, files)), log=folder / "log.txt")
        yield row_of(PART, f"{what}, trafilatura alone", peer, size=size)
        one, two = (imported(files, folder / f"jobs{jobs}", stored, "--jobs", str(jobs)) for jobs in (1, 2))
        yield row_of(PART, f"{what}, import, one process", one, peer=("trafilatura", peer), size=size)
        yield row_of(PART, f"{what}, import, two processes", two, peer=("one process", one), size=size)
        yield from _dask(folder, size)


def _dask(folder: Path, size: int) -> Iterator[Row | Check]:
    check = "import: one Dask worker / two, time"
    if not find_spec("distributed") or size < LEAST_FOR_DASK:
        why = "too few pages" if find_spec("distributed") else "distributed (PyPI) is not installed"
        yield Check(PART, check, None, "at least", LEAST_GAIN, why)
        return
    size *= DASK_TIMES
    files = write_archive(folder / "many", size, size=PAGE, relevant=RELEVANT, files=FILES)
    first = write_archive(folder / "first", FIRST, size=PAGE, relevant=RELEVANT)
    stored, what = -(-size // RELEVANT), f"{size:,} pages of 100 kB"
    told: list[Run] = []
    for workers in (1, 2):
        with cluster(folder, workers) as address:
            # Rules and tables are read once by each worker.
            imported(first, folder / f"warm{workers}", -(-FIRST // RELEVANT), "--dask", address)
            told.append(imported(files, folder / f"dask{workers}", stored, "--dask", address))
    each = [f"{1000 * run.processor / size:.2f} ms of the client's processor time a page" for run in told]
    yield row_of(PART, f"{what}, one Dask worker", told[0], told=each[0])
    yield row_of(PART, f"{what}, two Dask workers", told[1], told=each[1], peer=("one worker", told[0]))
    yield Check(PART, check, told[0].wall / told[1].wall, "at least", LEAST_GAIN)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """The address of a scheduler on loopback with so many workers of one thread."""
    file = folder / f"scheduler{workers}.json"
    told = ("--scheduler-file", str(file), "--no-dashboard", "--host", "127.0.0.1")
    alone = ("--nthreads", "1", "--no-nanny")
    commands = [python("distributed.cli.dask_scheduler", "--port", "0", *told)]
    commands += [python("distributed.cli.dask_worker", *alone, *told)] * workers
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
