"""Work spread over processes, answers in the order of the work; in this process where there is little or one core."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_work: Callable[[int], Any] | None = None


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0))


def spread(work: Callable[[A], B], tasks: Sequence[A], processes: int) -> Iterator[B]:
    """What `work` gives for each task, in order. With several processes the work begins at once.

    Workers are forks, so `work` may hold anything that this process knows. Where one is lost (killed, out of memory)
    the remaining tasks are done here: the answers are the same, only later. What `work` raises is raised.
    """
    if processes < 2 or len(tasks) < 2:
        return map(work, tasks)
    global _work
    _work = lambda number: work(tasks[number])  # noqa: E731  # forks find it here; what it holds need not be packed
    pool = ProcessPoolExecutor(min(processes, len(tasks)), mp_context=get_context("fork"))
    try:
        return _gathered(work, tasks, pool, [pool.submit(_in_fork, number) for number in range(len(tasks))])
    finally:
        _work = None


@contextmanager
def aside(work: Callable[[], B], processes: int) -> Iterator[Callable[[], B]]:
    """Work in a fork while the block goes on, which is given what waits for the answer; with one process the work is
    done first. Where the fork is lost it is done here. It has ended when the block has. What `work` raises is raised.
    """
    if processes < 2:
        done = work()
        yield lambda: done
        return
    global _work
    _work = lambda _: work()  # noqa: E731
    pool = ProcessPoolExecutor(1, mp_context=get_context("fork"))
    try:
        future: Future[B] = pool.submit(_in_fork, 0)
        _work = None

        def answer() -> B:
            try:
                return future.result()
            except BrokenProcessPool:
                _warn_of_loss()
                return work()

        yield answer
    finally:
        _work = None
        pool.shutdown(cancel_futures=True)


def _gathered(
    work: Callable[[A], B], tasks: Sequence[A], pool: ProcessPoolExecutor, futures: list[Future[B]]
) -> Iterator[B]:
    lost = False
    try:
        futures.reverse()
        for task in tasks:
            future = futures.pop()  # an answer that was handed on is not kept
            try:
                answer = work(task) if lost else future.result()
            except BrokenProcessPool:
                _warn_of_loss()
                lost, answer = True, work(task)
            yield answer
    finally:
        pool.shutdown(cancel_futures=True)


def _warn_of_loss() -> None:
    print("warning: a worker of the build was lost: one process does the rest", file=sys.stderr)


def _in_fork(number: int) -> Any:
    if _work is None:
        raise RuntimeError("a worker without work")
    return _work(number)
