"""kill -9 at random moments: every step of a night has its share, the moment within the step is left to chance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from subprocess import Popen

from tests.drill.cases import Case, Stage
from tests.drill.night import Prank, kill_group, kill_parent
from tests.drill.server import Servers

STEPS = ("storing", "build", "switch", "crawl", "index", "check", "records", "storing", "publish", "status")
"""Where the first ten kills fall; grouping is the end of the crawl, and the records step after a crawl that broke off.
Storing is when a share of the night's new articles has been asked for, by the servers' count. The switch is the moment at which `current` leads to another site: the kill comes as soon as that is seen."""

_WAYS: Mapping[str, Callable[[Popen[str]], None]] = {"all processes": kill_group, "the parent alone": kill_parent}


def kill_cases(number: int, chance: Random) -> Iterator[Case]:
    """So many kills, the same for the same chance. Of two at one step one takes the parent alone."""
    for at in range(number):
        step, within = STEPS[at % len(STEPS)], chance.random()
        way = list(_WAYS)[(at + at // len(STEPS)) % 2]
        name = f"kill -9 of {way} {within:.0%} into {step}"
        if step == "switch":
            name = f"kill -9 of {way} at the switch ({at // len(STEPS) + 1})"
        articles = 3 if step == "storing" else 1
        pranks = partial(_pranks, step, within, way, articles)
        yield Case(name, None, frozenset({-9}), pranks, articles=articles)


def _pranks(step: str, within: float, way: str, articles: int, stage: Stage) -> Mapping[str, Prank]:
    if step == "storing":
        outlets = len(stage.nights.newsroom.outlets)
        # Some of the new articles are off-topic by their titles and never asked for: hence the two thirds.
        number, late = int(outlets * (2 + within * articles * 2 / 3)), within * 997 % 1 * 0.15
        return {"crawl": partial(_while_storing, stage.servers, number, late, way)}
    if step == "switch":
        return {"publish": partial(_at_the_switch, stage.nights.site / "current", way)}
    # A step may take less than the last time, and the publish step is over in a hundredth of a second: only the first
    # half is aimed at, a little after the step's name.
    usual = stage.nights.steps.get(step, 0.1) * 0.5

    def kill(process: Popen[str]) -> None:
        time.sleep(usual * within)
        _WAYS[way](process)

    return {step: kill}


def _while_storing(servers: Servers, number: int, late: float, way: str, process: Popen[str]) -> None:
    goal = sum(servers.asked.values()) + number  # robots.txt and the listing come first at each outlet
    while sum(list(servers.asked.values())) < goal and process.poll() is None:
        time.sleep(0.001)
    time.sleep(late)  # a crawl that has just asked writes nothing; what it writes comes with the answers
    _WAYS[way](process)


def _at_the_switch(link: Path, way: str, process: Popen[str]) -> None:
    before = link.readlink()
    while link.readlink() == before and process.poll() is None:
        pass  # no sleep: what comes after the switch takes a millisecond
    _WAYS[way](process)
