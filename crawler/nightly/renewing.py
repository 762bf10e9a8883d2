"""The second half of a night: build, index, check, publish. It ends with a new site, whole, or with the last one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.nightly import building
from crawler.nightly.losses import losses
from crawler.nightly.plan import Plan
from crawler.nightly.releases import Releases
from crawler.nightly.sharing import share
from crawler.nightly.state import State
from crawler.nightly.steps import Steps

_MOST = 20
"""Faults of a site that are told; a broken template breaks every page."""


def renew(plan: Plan, steps: Steps, releases: Releases, state: State) -> bool:
    """Whether what is published now is what the records at hand give; the faults are in the report otherwise."""
    built = steps.quietly("build", lambda: releases.begin(plan.clock()), "error")
    if built is None:
        return False
    good = _made(plan, steps, built, releases, state) and _put(plan, steps, built, releases)
    if built.exists():  # in vain
        steps.quietly("publish", lambda: releases.discard(built))
    return good


def _made(plan: Plan, steps: Steps, built: Path, releases: Releases, state: State) -> bool:
    warnings = steps.take("build", lambda: _build(plan, built))
    if warnings is None:
        return False
    broken = {fault.line for fault in steps.report.faults}
    steps.faults("build", [line for line in warnings if not any(line.partition(": ")[0] in known for known in broken)])
    current = releases.current
    if steps.take("index", lambda: (True, building.index(plan, built, current))) is None:
        return False
    checked = steps.take("check", lambda: _check(plan, built, releases.named(state.before) or current))
    if checked is None:
        return False
    steps.report.site = {name: value for name, value in checked.items() if name not in ("faults", "site")}
    return _acceptable(plan, steps, checked, current)


def _build(plan: Plan, built: Path) -> tuple[list[str], str]:
    return building.build(plan, built), "built"


def _check(plan: Plan, built: Path, last: Path | None) -> tuple[dict[str, Any], str]:
    checked = building.check(plan, built, last)
    faults = f"{len(checked['faults'])} FAULTS in " if checked["faults"] else ""
    return checked, f"{faults}{checked['events']} events, {checked['files']} files, {checked['links']} links"


def _acceptable(plan: Plan, steps: Steps, checked: Mapping[str, Any], current: Path | None) -> bool:
    faults = [f"{fault['where']}: {fault['what']}" for fault in checked["faults"]]
    rest = [f"and {len(faults) - _MOST} more faults"] if len(faults) > _MOST else []
    steps.faults("check", faults[:_MOST] + rest, "error")
    if checked.get("unreadable"):
        steps.faults("check", [f"the last site cannot be compared with: {checked['unreadable']}"])
    lost = losses(checked, plan.config)
    accepted = current is not None and plan.accept_losses == current.name
    if lost and not accepted:
        name = current.name if current else ""
        steps.faults("check", [*lost, f"if that is meant: --accept-losses {name}"], "error")
        return False
    steps.faults("check", [f"accepted: {line}" for line in lost])
    return not faults


def _put(plan: Plan, steps: Steps, built: Path, releases: Releases) -> bool:
    done = steps.take("publish", lambda: _publish(plan, steps, built, releases))
    if done:
        steps.quietly("prune", lambda: releases.prune(plan.config.keep))
    return done is not None


def _publish(plan: Plan, steps: Steps, built: Path, releases: Releases) -> tuple[bool, str]:
    current = releases.current
    if current and share(built, current):
        return False, f"nothing new: {current.name} stays"
    site = steps.report.site
    counted = {name: site.get(name) for name in ("events", "records", "pages", "kabupaten")}
    release = releases.publish(built, counted)
    return True, f"{release.name} is published"
