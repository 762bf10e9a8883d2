"""kill -9 at random moments: every step of a night has its share, the moment within the step is left to chance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from subprocess import Popen

from tests.drill.cases import Case, Stage
from tests.drill.night import Prank, kill_group, kill_parent

STEPS = ("crawl", "build", "publish", "crawl", "index", "check", "records", "crawl", "build", "status")
"""Where the first ten kills fall; grouping is the end of the crawl, and the records step after a crawl that broke off."""

_WAYS: Mapping[str, Callable[[Popen[str]], None]] = {"all processes": kill_group, "the parent alone": kill_parent}


def kill_cases(number: int, chance: Random) -> Iterator[Case]:
    """So many kills, the same for the same chance. Of two at one step one takes the parent alone."""
    for at in range(number):
        step, within = STEPS[at % len(STEPS)], chance.random()
        way = list(_WAYS)[(at + at // len(STEPS)) % 2]
        name = f"kill -9 of {way} {within:.0%} into {step}"
        yield Case(name, None, frozenset({-9}), partial(_pranks, step, within, way), kills=True)


def _pranks(step: str, within: float, way: str, stage: Stage) -> Mapping[str, Prank]:
    # The publish step is over in a hundredth of a second: only its first half is aimed at, a little after its name.
    usual = stage.nights.steps.get(step, 0.1) * (0.5 if step == "publish" else 1.0)

    def kill(process: Popen[str]) -> None:
        time.sleep(usual * within)
        _WAYS[way](process)

    return {step: kill}
