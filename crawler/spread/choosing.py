"""Choosing who does the work: this process, the cores of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from crawler.fetch.addresses import known_size
from crawler.fetch.spans import LENGTH
from crawler.spread.cluster import Cluster
from crawler.spread.processes import Processes, cores
from crawler.spread.working import Alone, Workers

ALONE = Alone()

WORTH = 8 * LENGTH
"""Bytes of archive from which processes are worth their start, a second or two of reading rules and tables."""


@contextmanager
def workers_for(files: Sequence[str], jobs: int | None, dask: str | None) -> Iterator[Workers]:
    """Those who read files: a cluster where one is named, else so many processes, as many as there are cores where
    nothing is said and the files are worth it; ALONE where that is one. Raises BrokenCluster."""
    if dask is not None:
        with Cluster(dask, jobs or cores()) as cluster:
            yield cluster
        return
    wanted = jobs or (cores() if sum(map(known_size, files)) >= WORTH else 1)
    if wanted == 1:
        yield ALONE
        return
    with Processes(wanted) as processes:
        yield processes
