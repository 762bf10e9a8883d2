"""Health: how each source has been doing, judged by Spidermon monitors against its own history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from spidermon import MonitorRunner  # type: ignore[import-untyped]

from crawler.fetch.course import Course, means_of
from crawler.fetch.limits import load_limits
from crawler.fetch.memory import Crawl, Memory
from crawler.fetch.monitors import SourceSuite
from crawler.fetch.tally import COUNTERS
from crawler.sources import Source, SourceStatus

Result = Literal["passed", "failed", "skipped"]

_RESULTS: dict[str, Result] = {"OK": "passed", "SKIPPED": "skipped"}


@dataclass(frozen=True)
class Check:
    """What one monitor said of a source: its name ("listings"), the result, and why it failed or was skipped."""

    name: str
    result: Result
    why: str | None = None


@dataclass(frozen=True)
class SourceHealth:
    """One source. `last` is None where it was never crawled; `last_ok` is when a crawl last found articles (UTC);
    `months` how its crawls ended in each month, as Memory.months gives it."""

    source: Source
    checks: tuple[Check, ...]
    last: Crawl | None
    last_ok: datetime | None
    readers: dict[str, int]
    months: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """How the last crawl ended: ok, empty, failed; unknown where there was none."""
        return self.last.outcome if self.last else "unknown"

    @property
    def failing(self) -> bool:
        """Whether a monitor failed, or none checked anything. A source that is not to be crawled and was not is no
        failure."""
        if self.last is None:
            return self.source.status is SourceStatus.ACTIVE
        return all(check.result == "skipped" for check in self.checks) or bool(self.faults)

    @property
    def faults(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.result == "failed")

    @property
    def why(self) -> str | None:
        """Why it is failing, in one line, or None."""
        if not self.failing:
            return None
        if self.last is None:
            return "never crawled"
        # A house that was not reached has shown and given nothing, which need not be said of every part.
        answered = any(means.answered or means.unreadable for means in means_of(self.last).values())
        shut = [fault for fault in self.faults if fault.name in ("checked", "reached") and not answered]
        told = dict.fromkeys(str(fault.why) for fault in shut or self.faults)
        return "; ".join(told) or "no monitor checked anything"

    @property
    def word(self) -> str:
        """How it is, in one word or two: ok, failing, empty, failed, never crawled."""
        if self.last is None:
            return "never crawled"
        return "failing" if self.failing and self.state == "ok" else self.state

    def as_json(self) -> dict[str, Any]:
        """The keys that `status --json` shows; times are UTC in ISO 8601."""
        counts = self.last.counts if self.last else {}
        return {
            "source": self.source.name,
            "title": self.source.title,
            "status": str(self.source.status),
            "state": self.state,
            "failing": self.failing,
            "why": self.why,
            "last_crawl": self.last.ended.isoformat(timespec="seconds") if self.last else None,
            "last_ok": self.last_ok.isoformat(timespec="seconds") if self.last_ok else None,
            "found": counts.get("found", 0),
            "stored": counts.get("stored", 0),
            "counts": {name: number for name, number in counts.items() if name in COUNTERS},
            "readers": self.readers,
            "months": self.months,
            "monitors": [{"monitor": one.name, "result": one.result, "why": one.why} for one in self.checks],
        }

    def line(self) -> str:
        """One line for people and for grep."""
        if self.last is None:
            return f"{self.source.name}: {self.word} ({self.source.status})"
        head = f"{self.source.name}: {self.word}, last crawl {self.last.ended:%Y-%m-%d %H:%M} UTC"
        body = f"found {self.last.counts.get('found', 0)}, stored {self.last.counts.get('stored', 0)}"
        return f"{head}, {body}" + (f"; {self.why}" if self.failing else "")


def health_of(sources: Iterable[Source], memory: Memory, now: datetime) -> list[SourceHealth]:
    """How each source is at a moment (aware), in the given order."""
    last = load_limits()["history"].crawls
    return [
        replace(health_by(source, memory.crawls(source.name, last), now), months=memory.months(source.name))
        for source in sources
    ]


def health_by(source: Source, crawls: Sequence[Crawl], now: datetime) -> SourceHealth:
    """How a source is by its crawls, newest first."""
    if not crawls:
        return SourceHealth(source, (), None, None, {})
    course = Course(crawls, now)
    result = MonitorRunner().run(SourceSuite(), course=course, source=source)
    last_ok = next((crawl.ended for crawl in crawls if crawl.outcome == "ok"), None)
    readers = dict(sorted(course.recent.readers.items()))
    return SourceHealth(source, tuple(map(_check, result.monitor_results)), crawls[0], last_ok, readers)


def _check(result: Any) -> Check:
    name = result.monitor.method_name.removeprefix("test_")
    if result.status == "ERROR":  # the monitor itself broke: its last line says how
        return Check(name, "failed", f"monitor {name} broke: {result.error.strip().splitlines()[-1]}")
    return Check(name, _RESULTS.get(result.status, "failed"), result.reason)
