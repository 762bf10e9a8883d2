"""The steps that gather: crawl, the account of the records, and the account of the sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.nightly import children
from crawler.nightly.children import Done
from crawler.nightly.plan import Plan
from crawler.sources import BrokenSources, load_sources

_OK, _NONE_READ = 0, 3
"""Exit statuses of `crawl`: a source was read; no source could be read. 1: something is broken on our side."""


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to: the sources that it gave account of, whether it read any, whether it came to its end,
    grouping included, and why it broke off, if it did before it could give account."""

    sources: tuple[str, ...] = ()
    read: bool = False
    whole: bool = False
    broken: str | None = None
    warnings: tuple[str, ...] = ()


def crawl(plan: Plan) -> Crawled:
    """Crawls all active sources, or those of the archive of a rehearsal. Raises OSError where it cannot be started."""
    command = list(plan.config.crawl) or children.module("crawler", "crawl")
    for archive in plan.replay:
        command += ["--replay", str(archive)]
    command += ["--content", str(plan.content), "--var", str(plan.var)]
    done = children.run(command, plan.config.seconds("crawl"))
    sources = _told_of(done)
    broken = done.reason if done.late or not sources else None
    read = bool(sources) and done.status != _NONE_READ
    return Crawled(sources, read, done.status in (_OK, _NONE_READ), broken, tuple(done.warnings))


def records(plan: Plan, *, group: bool) -> dict[str, Any]:
    """What `crawler.nightly.shelf` prints. Raises StepFailed, OSError."""
    command = children.module("crawler.nightly.shelf", plan.content, plan.var, *(["--group"] if group else []))
    return answer(children.run(command, plan.config.seconds("records")))


def status(plan: Plan) -> dict[str, Any]:
    """What `status --json` prints. Raises StepFailed, OSError."""
    done = children.run(
        children.module("crawler", "status", "--json", "--var", plan.var), plan.config.seconds("status")
    )
    return answer(done, fine=(0, 1))


class StepFailed(RuntimeError):
    """A step that did not do its work; the message is one line."""


def answer(done: Done, fine: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """The JSON object that a process printed. Raises StepFailed."""
    if done.status not in fine or done.late:
        raise StepFailed(done.reason)
    try:
        told = json.loads(done.out)
    except ValueError:
        raise StepFailed(done.reason if done.err.strip() else "printed no JSON") from None
    if not isinstance(told, dict):
        raise StepFailed("printed no JSON object")
    return told


def shown_of(status: Mapping[str, Any]) -> Any:
    """What the site shows of a status: no hours and no counts, so that a second crawl of a day changes nothing."""
    return [
        (
            source.get("source"),
            source.get("state"),
            source.get("failing"),
            str(source.get("last_crawl"))[:10],
            {month: sorted(name for name, number in ends.items() if number) for month, ends in _months(source)},
        )
        for source in status.get("sources", ())
    ]


def _months(source: Mapping[str, Any]) -> Any:
    return (source.get("months") or {}).items()


def _told_of(done: Done) -> tuple[str, ...]:
    """The sources that the crawl's last lines speak of: "voxntt: found 5, …"."""
    try:
        known = set(load_sources().by_name)
    except BrokenSources:
        return ()
    names = (line.partition(": ")[0] for line in done.out.splitlines() if ": " in line)
    return tuple(dict.fromkeys(name for name in names if name in known))
