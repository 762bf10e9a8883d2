"""The report of a night: what was found, what waits, what changed, which faults were met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any, Literal


class Ending(IntEnum):
    """The exit status of `nightly`; where several hold, the gravest: NOT_PUBLISHED, NOT_HANDED_ON, NOTHING_CRAWLED,
    WARNINGS."""

    WELL = 0
    WARNINGS = 1
    """Published, or nothing new to publish; something is to be looked at."""
    MISUSED = 2
    NOTHING_CRAWLED = 3
    """No source could be read; the site was built from the records at hand."""
    NOT_PUBLISHED = 4
    """The build, the index or a check failed, or too much would be lost: the last good site stays."""
    LOCKED = 5
    """Another run holds the lock; nothing was done and no report written."""
    NOT_HANDED_ON = 6
    """Published here, but not at every target; tried again the next night."""

    @property
    def told(self) -> str:
        """In words."""
        return ENDINGS[self]


ENDINGS: Mapping[Ending, str] = {
    Ending.WELL: "all is well",
    Ending.WARNINGS: "something is to be looked at",
    Ending.MISUSED: "wrong command line or settings",
    Ending.NOTHING_CRAWLED: "no source could be read; the site was built from the records at hand",
    Ending.NOT_PUBLISHED: "NOT PUBLISHED: the last good site stays",
    Ending.LOCKED: "another run is going on",
    Ending.NOT_HANDED_ON: "published here, but not at every target",
}

SEVERITY: Mapping[Ending, str] = {
    Ending.WELL: "ok",
    Ending.WARNINGS: "warning",
    Ending.MISUSED: "error",
    Ending.NOTHING_CRAWLED: "error",
    Ending.NOT_PUBLISHED: "error",
    Ending.LOCKED: "warning",
    Ending.NOT_HANDED_ON: "error",
}

Gravity = Literal["note", "warning", "error"]
"""A note is for who wants to know: a page that answered 404."""


@dataclass(frozen=True)
class Fault:
    """Something that went wrong: in which step, how grave, and one line that names file or source."""

    step: str
    gravity: Gravity
    line: str


@dataclass(frozen=True)
class Step:
    """A step of the night: seconds by the clock on the wall, peak of the memory of all processes so far in MiB."""

    name: str
    seconds: float
    peak: float
    told: str


@dataclass
class Report:
    """`night` is a day in WITA; `started` and `ended` are moments with offset. `sources` are as `status --json` prints
    them. `waiting` are records by id. `site` is what `theme.check` counted, with what changed since the site `before`.
    `release` is the site that is published now, `published` whether it is new."""

    night: str
    started: str
    ended: str = ""
    runs: int = 1
    ending: Ending = Ending.WELL
    published: bool = False
    release: str | None = None
    before: str | None = None
    sources: list[dict[str, Any]] = field(default_factory=list)
    records: int | None = None
    waiting: list[dict[str, Any]] = field(default_factory=list)
    site: dict[str, Any] = field(default_factory=dict)
    targets: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, step: str, line: str, gravity: Gravity = "warning") -> None:
        found = Fault(step, gravity, " ".join(line.split()))
        if found not in self.faults:
            self.faults.append(found)

    @property
    def faulty(self) -> bool:
        """Whether there is a fault that somebody should look at."""
        return any(fault.gravity != "note" for fault in self.faults)

    @property
    def severity(self) -> str:
        return SEVERITY[self.ending]

    @property
    def failing(self) -> list[dict[str, Any]]:
        """The crawled sources that are failing."""
        return [source for source in self.sources if source.get("failing")]

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ending": self.ending.name.lower(), "exit": int(self.ending), "severity": self.severity}
