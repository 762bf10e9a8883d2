"""The table of docs/benchmarks.md, and when and where a measurement was taken."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.measuring import ROOT
from tests.bench.rows import Check, Row

_HEAD = """# Benchmarks

What the project costs, beside its peers. This file is written by a command:

```
{command}
```

One part, one size: `python -m tests.bench build --sizes 20000 --runs 3`. What is measured is kept below `var/bench`; `--resume` goes on where a run was broken off. Times are by the clock and of the processor (all processes together), medians of the number of runs told; memory is the peak of the whole process tree, shared pages counted once. A ratio compares by the clock, with a peer of the same run. Pages and extraction are timed by processor time alone. On a machine that does other work, trust processor time and ratios.

The peers are told the same facts and make the same pages: one for each event, lists of 300 and two feeds for each place, type, election, outlet, institution and official, a table of each year (CSV) and of all (CSV, JSON). Ours also writes JSON Lines, SQLite, the files of the filters, pictures and embedded timelines, which is where its further bytes come from.
"""


def written(told: Sequence[tuple[str, Row | Check]], command: str) -> str:
    """The whole file, from what was measured with when and where."""
    parts = [_HEAD.format(command=command), *_places(taken for taken, _ in told)]
    parts += ["## What is asked for\n", *_checks([one for _, one in told if isinstance(one, Check)])]
    for part in dict.fromkeys(one.part for _, one in told):
        rows = [one for _, one in told if isinstance(one, Row) and one.part == part]
        parts += [f"## {part}\n", *_rows(rows)]
    return "\n".join(parts)


def taken_now(part: str, size: int, day: str) -> str:
    """What was measured, the day (as told), commit, load and machine: the cells of a table's row."""
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    status = ["git", "status", "--porcelain", "--untracked-files=no"]
    changed = subprocess.run(status, cwd=ROOT, capture_output=True, text=True, check=False)
    commit = f"{asked.stdout.strip() or 'unknown'}{' and changes' if changed.stdout.strip() else ''}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, Python {platform.python_version()}"
    return " | ".join((part, f"{size:,}", day or "day not told", commit, f"{os.getloadavg()[0]:.1f}", machine))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _places(taken: Iterable[str]) -> list[str]:
    head = ["| | size | day | commit | load when it ended | machine |", "|---|---|---|---|---|---|"]
    return [*head, *(f"| {one} |" for one in dict.fromkeys(taken) if one), ""]


def _checks(checks: Sequence[Check]) -> list[str]:
    words = {True: "holds", False: "**missed**", None: "not measured"}
    lines = [
        f"| {one.name} | {_figure(one.value, 3)} | {one.side} {one.limit:g} | {words[one.holds]} | {one.told} |"
        for one in checks
    ]
    return ["| | measured | asked | | |", "|---|---|---|---|---|", *lines, ""]


def _rows(rows: Sequence[Row]) -> list[str]:
    lines = []
    for one in rows:
        ratio = f"{one.ratio:.2f} × {one.peer}" if one.ratio is not None else ""
        figures = (_figure(one.wall), _figure(one.processor), _figure(one.memory, whole=True))
        lines.append(f"| {one.name} | {' | '.join(figures)} | {one.runs or ''} | {ratio} | {one.told} |")
    head = "| | s | s of processor | MiB | runs | time, ratio | |"
    return [head, "|---|---|---|---|---|---|---|", *lines, ""]


def _figure(value: float | None, digits: int = 2, *, whole: bool = False) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if whole or abs(value) >= 100 else f"{value:.{digits}g}" if digits == 3 else f"{value:.2f}"
