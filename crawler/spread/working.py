"""Working: a function over many tasks, by whoever does it, with the results in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks for each worker that are under way or waiting to be taken: what bounds memory and keeps workers busy."""


class Workers(Protocol):
    """`work` must be importable and depend on nothing but its task, for it may be done elsewhere, and twice."""

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results in the order of the tasks, a bounded number of tasks ahead of who takes them."""
        ...


class Alone:
    """Does all of it in this process, each task when its result is asked for."""

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        return map(work, tasks)
