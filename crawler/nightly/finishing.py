"""The end of a night: the report's files, and who is told of it."""

from __future__ import annotations

from functools import partial

from crawler.nightly.alerts import alert
from crawler.nightly.files import write, write_json
from crawler.nightly.plan import Plan
from crawler.nightly.report import Ending, Report
from crawler.nightly.report_text import as_markdown
from crawler.nightly.retention import Retained, retain
from crawler.nightly.state import State, save
from crawler.nightly.steps import Steps


def finish(plan: Plan, steps: Steps, state: State | None) -> None:
    """Writes the report, lets old files go, alerts whom the environment names, and closes the night."""
    report = steps.report
    steps.take("retention", lambda: _retain(plan, steps), "warning")
    name = _free_name(plan, report)
    _write(plan, steps, name)
    unsent = alert(report, plan.var)
    if unsent:
        steps.faults("alerts", unsent)
        _write(plan, steps, name)
    if state is not None:
        state.finished = True
        steps.quietly("state", lambda: save(plan.state_file, state))


def _retain(plan: Plan, steps: Steps) -> tuple[Retained, str]:
    done = retain(plan.var, plan.clock())
    steps.faults("retention", done.warnings)
    return done, done.told


def _free_name(plan: Plan, report: Report) -> str:
    """The night, with a number from its second report on."""
    names = [report.night, *(f"{report.night}-{number}" for number in range(2, 1000))]
    return next(name for name in names if not (plan.reports / f"{name}.json").exists())


def _write(plan: Plan, steps: Steps, name: str) -> None:
    """Writes <name>.md and .json, and the same as latest.md and latest.json, of all that is known by now."""
    report = steps.report
    report.ended = plan.moment()
    if report.ending is Ending.WELL and report.faulty:
        report.ending = Ending.WARNINGS
    text, told = as_markdown(report), report.as_json()
    for stem in (name, "latest"):
        steps.quietly("report", partial(write, plan.reports / f"{stem}.md", text))
        steps.quietly("report", partial(write_json, plan.reports / f"{stem}.json", told))
