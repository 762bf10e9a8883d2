"""The drill in small: four outlets, sixty articles, each kind of fault once. `python -m tests.drill` is the whole one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.drill.cases import OUTLET_CASES, Stage
from tests.drill.crawl import PATIENCE
from tests.drill.disk import Disk, NoMount
from tests.drill.drill import Drill
from tests.drill.house_cases import disk_cases, file_cases, limit_case
from tests.drill.kill_cases import kill_cases
from tests.drill.newsroom import found
from tests.drill.night import Nights
from tests.drill.server import Fault, serving

ILL = (Fault.DOWN, Fault.GARBAGE, Fault.RESET)


def test_a_small_newsroom_survives(tmp_path: Path) -> None:
    newsroom = found(4, 60, seed=7)
    newsroom.advance(8)
    with ExitStack() as held:
        servers = held.enter_context(serving(newsroom, PATIENCE + 1.0))
        disks: dict[str, Disk] = {}
        try:
            disks["site"] = Disk(tmp_path / "site", 100)
            held.callback(disks["site"].close)
        except NoMount:
            pass  # the limit on the size of files takes the full disk's place
        drill = Drill(Stage(Nights(tmp_path, newsroom, patience=30), servers, disks), print)
        drill.first_night(twice=False)
        drill.outlets([case for case in OUTLET_CASES if case.fault in ILL])
        full = [case for case in disk_cases() if case.name == "disk full while indexing"]
        broken = [case for case in file_cases() if "broken by hand" in case.name]
        drill.house([*kill_cases(1, Random(7)), *(full if disks else [limit_case()]), *broken])
    assert len(drill.trials) == 1 + len(ILL) + 3
    assert [(trial.name, trial.faults) for trial in drill.trials if not trial.survived] == []


@pytest.mark.parametrize("number", [0, 1, 25])
def test_a_seed_gives_the_same_moments(number: int) -> None:
    names = [case.name for case in kill_cases(number, Random(3))]
    assert len(names) == len(set(names)) == number
    assert names == [case.name for case in kill_cases(number, Random(3))]
