"""`python -m tests.bench [PART …]`: what the project costs, beside its peers.

Each part and size runs in a process of its own, so that none weighs on another's memory; what is known is printed at
once and kept below var/bench, and `--resume` goes on where a run was broken off.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import building, crawling, extraction, importing, pages, search, spreading
from tests.bench.growth import growth
from tests.bench.kept import Kept
from tests.bench.measuring import ROOT, Failed, python
from tests.bench.rows import Check, Row, as_line, from_line, printed
from tests.bench.table import taken_now, written

PARTS = {part.PART: part for part in (pages, extraction, building, search, importing, spreading, crawling)}
GROWING = {building.PART: "full build, ours", importing.PART: importing.GROWN}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 1 where something asked for is missed or not measured, 2 where something failed."""
    said = _arguments(arguments)
    if said.child:
        return _child(said)
    kept, start, failed = Kept(said.keep), time.monotonic(), []
    for name in () if said.kept else said.parts or PARTS:
        for size in said.sizes or (PARTS[name].QUICK if said.quick else PARTS[name].SIZES):
            if said.resume and kept.path(name, size).is_file():
                print(f"{name} {size:,}: kept from an earlier run", flush=True)
            elif complaint := _measure(kept, name, size, said):
                failed.append(complaint)
                print(f"error: {complaint}", file=sys.stderr, flush=True)
    told = {name: list(_told(kept, name)) for name in PARTS}
    for name in said.parts or PARTS:
        for check in told[name]:
            if isinstance(check[1], Check):
                print(printed(check[1]))
    if said.write:
        command = f"python -m tests.bench --date DAY --write {said.write}"
        said.write.write_text(written([one for held in told.values() for one in held], command), encoding="utf-8")
        print(f"{said.write}: written")
    print(f"{(time.monotonic() - start) / 60:.0f} minutes")
    missed = any(isinstance(one, Check) and not one.holds for name in said.parts or PARTS for _, one in told[name])
    return 2 if failed else int(missed)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes: whether it works, not how fast it is")
    parser.add_argument("--sizes", type=_number, nargs="+", help="numbers of records, articles or pages")
    parser.add_argument("--runs", type=_number, default=5, help="how often what takes less than a minute is run")
    parser.add_argument("--resume", action="store_true", help="leave out what is kept")
    parser.add_argument("--kept", action="store_true", help="measure nothing: tell and write what is kept")
    parser.add_argument("--keep", type=Path, default=ROOT / "var/bench", help="where results are kept")
    parser.add_argument("--write", type=Path, help="write the table of all that is kept")
    parser.add_argument("--date", default="", help="the day to be told in the table")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    said = parser.parse_args(arguments)
    if unknown := [part for part in said.parts if part not in PARTS]:
        parser.error(f"no part is called {unknown[0]}: {', '.join(PARTS)}")
    return said


def _number(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _measure(kept: Kept, name: str, size: int, said: argparse.Namespace) -> str:
    """Runs a part at a size, prints and keeps its rows. Returns a complaint, or nothing."""
    told: list[Row | Check] = []
    with tempfile.TemporaryDirectory(prefix="kabar-bench-") as folder:
        command = python("tests.bench", name, "--sizes", str(size), "--runs", str(said.runs), "--child", folder)
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for line in child.stdout or ():
            told.append(from_line(line))
            print(printed(told[-1]), flush=True)
        child.wait()
    if child.returncode or not told:
        return f"{name} {size:,}: not measured"
    kept.keep(name, size, taken_now(name, size, said.date), told)
    return ""


def _child(said: argparse.Namespace) -> int:
    (name,) = said.parts
    try:
        for one in PARTS[name].rows(said.child, said.sizes, said.runs):
            print(as_line(one), flush=True)
    except (Failed, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _told(kept: Kept, name: str) -> Iterator[tuple[str, Row | Check]]:
    held = list(kept.of(name))
    for taken, told in held:
        yield from ((taken, one) for one in told)
    if name in GROWING:
        yield from (("", check) for check in growth(name, [one for _, told in held for one in told], GROWING[name]))


if __name__ == "__main__":
    sys.exit(main())
