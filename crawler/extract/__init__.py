"""Facts of one article, each with the sentence behind it. Pure functions of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.record import Evidence

T = TypeVar("T")


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value and the evidence for it."""

    value: T
    evidence: tuple[Evidence, ...] = ()
