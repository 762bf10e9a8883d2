"""The cases: one fault each, how it is brought about, how it is mended, and how the report must name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from tests.drill.disk import Disk
from tests.drill.night import Nights, Prank
from tests.drill.server import Fault, Servers

PUBLISHED, REFUSED, CRAWLED_NOTHING = frozenset({0, 1}), frozenset({4}), frozenset({3})


@dataclass
class Stage:
    """What a case may touch."""

    nights: Nights
    servers: Servers
    disks: Mapping[str, Disk]


@dataclass(frozen=True)
class Case:
    """One fault of the house itself. `around` is in force during the night, `pranks` are played when a step begins,
    `mend` is what a person does afterwards. `named` is a pattern that the report or the error line must hold, `status`
    the exit statuses that are right."""

    name: str
    named: str | None
    status: frozenset[int] = PUBLISHED
    pranks: Callable[[Stage], Mapping[str, Prank]] = field(default=lambda stage: {})
    around: Callable[[Stage], AbstractContextManager[None]] | None = None
    mend: Callable[[Stage], None] = field(default=lambda stage: None)
    largest: int | None = None
    spoils_a_record: bool = False
    articles: int = 1


@dataclass(frozen=True)
class OutletCase:
    """One fault of one outlet; all of them are tried in one night, each at its own outlet. `named` is what the report
    says beside the outlet's name, `read` whether the outlet's new articles are stored all the same."""

    fault: Fault
    named: str
    read: bool = False

    @property
    def name(self) -> str:
        return f"outlet {self.fault}"


OUTLET_CASES = (
    OutletCase(Fault.DOWN, "connection refused"),
    OutletCase(Fault.SLOW, "no answer in time"),
    OutletCase(Fault.ERROR, "answered 500"),
    OutletCase(Fault.TOO_MANY, "answered 429"),
    OutletCase(Fault.FORBIDDEN, "answered 403"),
    OutletCase(Fault.RESET, "cut off|connection failed"),
    OutletCase(Fault.GARBAGE, "not text"),
    OutletCase(Fault.CUT_GZIP, "gzip|cut off|decompress|decod"),
    OutletCase(Fault.REDESIGNED, "generic extractor", read=True),
    OutletCase(Fault.EMPTY_SHELL, "no body|no headline"),
    OutletCase(Fault.ROBOTS_ERROR, "robots.txt"),
    OutletCase(Fault.ROBOTS_RESET, "robots.txt"),
    OutletCase(Fault.LISTING_GARBAGE, "no longer parses|no JSON|sitemap|XML"),
)
