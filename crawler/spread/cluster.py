"""The cluster: work over the workers of a Dask scheduler, on this machine or on others.

Dask hands functions and results over as pickles: whoever reaches the scheduler may run code on every worker. It
belongs into a network of its own or behind TLS (docs/spread.md).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

from crawler.spread.working import AHEAD

T = TypeVar("T")
R = TypeVar("R")

LOCAL = "local"
"""What stands in an address's place for a cluster of this machine's cores."""

PATIENCE = 30.0
"""Seconds to wait for a scheduler, and for a first worker or the next one where all were lost."""

_GLANCE = 0.1  # seconds to see whether a worker has come after all
_LOST = "the Dask scheduler was lost; what was read is stored: start the import again"


class BrokenCluster(RuntimeError):
    """The cluster cannot be used, or was lost; the message is one line."""


class Cluster:
    """A client of a Dask scheduler, to be used in a `with`. What a lost worker did is done again by another one, and
    in this process where there is none any more or where a task has cost several workers."""

    def __init__(self, address: str, jobs: int, patience: float = PATIENCE) -> None:
        """Raises BrokenCluster where Dask is not installed, no scheduler answers or no worker comes."""
        try:
            import distributed
        except ImportError as error:
            raise BrokenCluster("--dask needs Dask: pip install 'kabar-netral[spread]'") from error
        # A lost worker is expected and mended; Dask prints a traceback about it.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._address, self._patience = address, patience
        dask: Any = distributed  # half of it has types
        self._own: Any = None
        self._deserted = False
        try:
            if address == LOCAL:
                self._own = dask.LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0")
            self._client: Any = dask.Client(self._own or address, timeout=patience, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            self._close_own()
            raise BrokenCluster(f"{address}: no Dask scheduler answers ({_line(error)})") from error
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError as error:
            self.close()
            raise BrokenCluster(f"{address}: the Dask scheduler has no workers") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._client.close(timeout=2)
        self._close_own()

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """As Workers. Raises BrokenCluster when the scheduler is lost or a worker cannot do the work at all."""
        waiting = iter(tasks)
        under_way: deque[tuple[T, Any]] = deque()
        while True:
            for task in islice(waiting, max(1, AHEAD * self._threads() - len(under_way))):
                under_way.append((task, self._client.submit(work, task, pure=False, retries=1)))
            if not under_way:
                return
            task, future = under_way.popleft()
            yield self._result(work, task, future)

    def _result(self, work: Callable[[T], R], task: T, future: Any) -> R:
        from distributed import CancelledError, KilledWorker

        while True:
            try:
                result: R = future.result(timeout=_GLANCE if self._deserted else self._patience)
                return result
            except TimeoutError:
                self._deserted = not self._threads()  # waited for once, not again for every task
                if self._deserted:
                    future.cancel()
                    return work(task)
            except KilledWorker:  # the task was there each time, which does not mean that it was to blame
                return work(task)
            except CancelledError as error:
                raise BrokenCluster(f"{self._address}: {_LOST}") from error
            except ImportError as error:
                raise BrokenCluster(
                    f"{self._address}: a worker lacks the project ({error}): start it in a checkout"
                ) from error

    def _threads(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except OSError as error:
            raise BrokenCluster(f"{self._address}: {_LOST}") from error

    def _close_own(self) -> None:
        if self._own is not None:
            self._own.close(timeout=5)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
