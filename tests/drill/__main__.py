"""`python -m tests.drill`: every fault that the nightly job must survive, tried in a newsroom of its own.

Prints a line for each fault while it goes on, at the end a table of what did not survive, and how many faults were tried
and survived. Exit status 1 when any did not, or nothing was tried.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

from tests.drill.cases import OUTLET_CASES, Case, Stage
from tests.drill.crawl import PATIENCE
from tests.drill.disk import Disk, NoMount
from tests.drill.drill import OUTLET_ARTICLES, Drill
from tests.drill.house_cases import disk_cases, file_cases, limit_case
from tests.drill.kill_cases import kill_cases
from tests.drill.newsroom import found
from tests.drill.night import Nights
from tests.drill.server import serving

SIZES = {"content": 200, "var": 600, "site": 2000}
"""MiB of the disks; they take memory only as far as they are filled, but filling one takes all of it."""


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns its exit status."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))  # the disks are to be taken away all the same
    began = time.monotonic()
    with ExitStack() as held:
        folder = Path(
            held.enter_context(tempfile.TemporaryDirectory(prefix="kabar-drill-", ignore_cleanup_errors=True))
        )
        drill = prepared(folder, options, held)
        drill.first_night()
        if not options.only or "outlet" in options.only:
            drill.outlets(OUTLET_CASES)
        drill.house(chosen(options, with_disks=bool(drill.stage.disks)))
    return _told(drill, time.monotonic() - began)


def prepared(folder: Path, options: argparse.Namespace, held: ExitStack) -> Drill:
    """A drill over a newsroom that is being served, with disks that can be filled where mounting is allowed."""
    newsroom = found(options.outlets, options.articles, options.seed)
    later = OUTLET_ARTICLES + sum(case.articles for case in chosen(options, with_disks=True)) + 1
    newsroom.advance(max(1, min(len(outlet.papers) for outlet in newsroom.outlets) - later))
    servers = held.enter_context(serving(newsroom, PATIENCE + 1.0))
    disks = _disks(folder, held)
    print(
        f"{len(newsroom.outlets)} outlets, {sum(len(outlet.papers) for outlet in newsroom.outlets)} articles, ", end=""
    )
    print(f"{len(newsroom.expected)} records due in the first night; seed {options.seed}; {folder}", flush=True)
    return Drill(Stage(Nights(folder, newsroom), servers, disks), lambda line: print(line, flush=True))


def chosen(options: argparse.Namespace, *, with_disks: bool) -> Iterator[Case]:
    """The faults of the house that are to be tried."""
    cases = [*kill_cases(options.kills, Random(options.seed)), limit_case(), *file_cases()]
    cases += disk_cases() if with_disks else ()
    return (case for case in cases if not options.only or options.only in case.name)


def _disks(folder: Path, held: ExitStack) -> dict[str, Disk]:
    disks: dict[str, Disk] = {}
    try:
        for name, size in SIZES.items():
            disks[name] = Disk(folder / name, size)
            held.callback(disks[name].close)
    except NoMount as error:
        print(f"no disk can be mounted here ({error}): only the limit on files is tried", file=sys.stderr)
        return {}
    return disks


def _told(drill: Drill, seconds: float) -> int:
    faults = [trial for trial in drill.trials if not trial.name.startswith("no fault")]
    survived = sum(trial.survived for trial in faults)
    print(f"\n{'fault':<60} {'seconds':>8}  survived")
    for trial in drill.trials:
        print(f"{trial.name:<60} {trial.seconds:8.1f}  {'yes' if trial.survived else 'NO'}")
    print(f"{len(faults)} faults tried, {survived} survived, in {seconds / 60:.1f} minutes")
    return 0 if faults and all(trial.survived for trial in drill.trials) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.drill", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--seed", type=int, default=20241127, help="of the newsroom and of the moments of the kills")
    parser.add_argument("--outlets", type=int, default=20)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--only", default="", metavar="WORDS", help="only faults with these words in their name")
    return parser


if __name__ == "__main__":
    sys.exit(main())
