"""The steps that build: the pages, the search index, and the checks of both, each in a process of the theme's own."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from crawler.nightly import children
from crawler.nightly.crawling import StepFailed, answer
from crawler.nightly.plan import ROOT, Plan

ADDRESS = "KABAR_NETRAL_URL"
"""Environment variable with the public address; with it the public settings are used."""

_NOT_CARRIED = 3
_CACHE = "nightly"

# Pelican logs to standard output, in columns: "[08:42:28] CRITICAL OSError: … on device        __init__.py:683"
_LOGGED = re.compile(r"\b(?:CRITICAL|ERROR) +(\S.{0,400}?) {2,}")


def build(plan: Plan, site: Path) -> list[str]:
    """Builds the pages into a folder that is empty or holds the last site's, and returns the warnings.

    Every night's folder has another name, so what the build remembers has one of its own. Raises StepFailed, OSError.
    """
    settings = ROOT / ("publishconf.py" if os.environ.get(ADDRESS) else "pelicanconf.py")
    command = children.module("pelican", plan.content, "-s", settings, "-o", site, "--quiet", "--fatal", "errors")
    # Of several -e Pelican heeds the last alone.
    cache = f"CACHE_PATH={json.dumps(str(plan.var / 'cache' / 'site'))}"
    command += ["-e", cache, f"CACHE_NAME={json.dumps(_CACHE)}"]
    done = children.run(command, plan.config.seconds("build"), environment={"COLUMNS": "1000"})
    if done.status or done.late:
        logged = _LOGGED.findall(done.out)
        raise StepFailed(logged[0] if logged and not (done.late or done.err.strip()) else done.reason)
    return done.warnings


def index(plan: Plan, site: Path, last: Path | None) -> str:
    """Makes the search index, or takes the last site's where no page changed. Raises StepFailed, OSError."""
    longest = plan.config.seconds("index")
    if last is not None:
        carried = children.run(children.module("theme.carrying", site, last), longest)
        if carried.status == 0:
            return carried.out.strip()
        if carried.status != _NOT_CARRIED:
            raise StepFailed(carried.reason)
    done = children.run(children.module("theme.searchindex", site), longest)
    if done.status or done.late:
        raise StepFailed(done.reason)
    return done.out.strip().rpartition("\n")[2].partition(", ")[0]


def check(plan: Plan, site: Path, last: Path | None) -> dict[str, Any]:
    """What `theme.check` counted and found, as its --json prints it. Raises StepFailed, OSError."""
    against = ["--against", str(last)] if last else []
    command = children.module("theme.check", site, "--content", plan.content, *against, "--json")
    done = children.run(command, plan.config.seconds("check"))
    return answer(done, fine=(0, 1))
