"""Runs the crawler's command line in this process and ends standard error with the most memory that it held.

`python -m tests.hardening.peak ARGUMENTS`: the last line is `peak: N kB`. A parent's getrusage would tell the parent's
own memory where that is the larger one.
"""

from __future__ import annotations

import atexit
import re
import runpy
import sys
from pathlib import Path


def tell() -> None:
    """Prints the high-water mark of this process' resident memory (proc_pid_status(5), VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    print(f"peak: {found[1] if found else 'unknown'} kB", file=sys.stderr)


if __name__ == "__main__":
    atexit.register(tell)
    sys.argv = ["crawler", *sys.argv[1:]]
    runpy.run_module("crawler", run_name="__main__")
