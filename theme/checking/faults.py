"""A fault of a built site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """`check` is its name, `where` a path in the site, `what` one line that repeats nothing secret."""

    check: str
    where: str
    what: str
