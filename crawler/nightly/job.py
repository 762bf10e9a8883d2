"""The job: a night from the lock to the report."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from crawler.nightly.config import Target
from crawler.nightly.crawling import Crawled
from crawler.nightly.finishing import finish
from crawler.nightly.gathering import gather
from crawler.nightly.locking import locked
from crawler.nightly.plan import Plan
from crawler.nightly.releases import Releases
from crawler.nightly.renewing import renew
from crawler.nightly.report import Ending, Report
from crawler.nightly.state import State, begin, save
from crawler.nightly.steps import Steps
from crawler.nightly.targets import HAND_ON
from crawler.nightly.telling import Voice


def run_night(plan: Plan, voice: Voice) -> Report:
    """Goes through a night and returns its report, which is written by then. What is published stays whole however
    this ends. Raises Locked where another run is going on, OSError where the lock's files cannot be made."""
    with locked(plan.own / "lock", plan.site / ".lock"):
        report = Report(night=plan.night(), started=plan.moment())
        steps = Steps(report, voice)
        _go(plan, steps)
        return report


def _go(plan: Plan, steps: Steps) -> None:
    releases = Releases(plan.site)
    state = steps.take("prepare", lambda: _prepare(plan, releases))
    if state is None:
        steps.report.ending = Ending.NOT_PUBLISHED
        finish(plan, steps, None)
        return
    steps.quietly("state", lambda: save(plan.state_file, state))
    report = steps.report
    report.night, report.started, report.before, report.runs = state.night, state.started, state.before, state.runs
    crawled = gather(plan, steps, state)
    good = renew(plan, steps, releases, state)
    current = releases.current
    report.release = current.name if current else None
    report.published = report.release != report.before
    handed = _hand_on(plan, steps, releases)
    report.ending = _ending(report, crawled, good=good, handed=handed)
    finish(plan, steps, state)


def _prepare(plan: Plan, releases: Releases) -> tuple[State, str]:
    plan.content.mkdir(parents=True, exist_ok=True)
    releases.prepare()
    left = releases.sweep()
    current = releases.current
    state = begin(plan.state_file, plan.night(), plan.clock(), current.name if current else None)
    told = [f"run {state.runs} of the night of {state.night}" if state.resumed else f"the night of {state.night}"]
    told += [f"removed what an interrupted run left: {', '.join(left)}"] if left else []
    return state, "; ".join(told)


def _hand_on(plan: Plan, steps: Steps, releases: Releases) -> bool:
    """Hands what is published on to every target, also when it is not new: what failed last night is made good."""
    site = releases.current
    if site is None:
        return True
    for target in plan.config.targets:
        done = steps.take(f"target {target.name}", partial(_handed, site, target, plan))
        told = steps.report.steps[-1].told
        steps.report.targets.append({"name": target.name, "kind": target.kind, "ok": bool(done), "told": told})
    return all(target["ok"] for target in steps.report.targets)


def _handed(site: Path, target: Target, plan: Plan) -> tuple[bool, str]:
    return True, HAND_ON[target.kind](site, target, plan)


def _ending(report: Report, crawled: Crawled, *, good: bool, handed: bool) -> Ending:
    if not good:
        return Ending.NOT_PUBLISHED
    if not handed:
        return Ending.NOT_HANDED_ON
    if not crawled.read:
        return Ending.NOTHING_CRAWLED
    return Ending.WARNINGS if report.faulty else Ending.WELL
