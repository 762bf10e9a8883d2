"""Processes: work over the cores of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from crawler.spread.interrupts import uninterrupted
from crawler.spread.working import AHEAD

T = TypeVar("T")
R = TypeVar("R")


class Processes:
    """Worker processes, to be used in a `with`. Where one is killed, what it did is done again by new ones; a task over
    which workers died twice is done in this process."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        waiting = iter(tasks)
        under_way: deque[tuple[T, Future[R]]] = deque()
        deaths = 0
        while True:
            for task in islice(waiting, AHEAD * self._jobs - len(under_way)):
                under_way.append((task, self._submit(work, task)))
            if not under_way:
                return
            task, future = under_way[0]
            try:
                result = future.result()
            except BrokenProcessPool:
                deaths += 1
                if deaths < 2:
                    self._stop()
                    under_way = deque((t, f if _is_done(f) else self._submit(work, t)) for t, f in under_way)
                    continue
                result = work(task)
            under_way.popleft()
            deaths = 0
            yield result

    def _submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        if self._pool is None:
            # Not forked: a fork of a process with threads (a progress bar) may wait for ever on a lock.
            self._pool = ProcessPoolExecutor(self._jobs, multiprocessing.get_context("spawn"), _begin)
        try:
            with uninterrupted():  # a pool that was broken off while it began a worker can no longer be shut down
                return self._pool.submit(work, task)
        except BrokenProcessPool as error:  # told to who takes the result, as of the tasks before
            failed: Future[R] = Future()
            failed.set_exception(error)
            return failed

    def _stop(self) -> None:
        """Ends the workers at once: what they are at is done again or not wanted any more."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(cancel_futures=True)


def _is_done(future: Future[R]) -> bool:
    return future.done() and future.exception() is None


def cores() -> int:
    """How many processes may run at a time here."""
    return len(os.sched_getaffinity(0))


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: who began the work ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
