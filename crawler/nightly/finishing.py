"""The end of a night: the report's files, and who is told of it."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.nightly.alerts import alert
from crawler.nightly.plan import Plan
from crawler.nightly.report import Ending, Report
from crawler.nightly.report_text import as_markdown
from crawler.nightly.retention import Retained, retain
from crawler.nightly.state import State, save
from crawler.nightly.steps import Steps
from crawler.write.store import write_atomically


def finish(plan: Plan, steps: Steps, state: State | None) -> None:
    """Writes the report, lets old files go, alerts whom the environment names, and closes the night."""
    report = steps.report
    report.ended = plan.moment()
    written = steps.take("report", lambda: _write(plan, report), "warning")
    if written is None and report.ending is Ending.WELL:
        report.ending = Ending.WARNINGS
    steps.take("retention", lambda: _retain(plan, steps), "warning")
    steps.faults("alerts", alert(report, plan.var))
    if state is not None:
        state.finished = True
        steps.take("state", lambda: (save(plan.state_file, state), "the night is over"), "warning")


def _retain(plan: Plan, steps: Steps) -> tuple[Retained, str]:
    done = retain(plan.var, plan.clock())
    steps.faults("retention", done.warnings)
    return done, done.told


def _write(plan: Plan, report: Report) -> tuple[Path, str]:
    """var/reports/<night>.md and .json, numbered from the second of a night on, and latest.md and latest.json."""
    names = [report.night, *(f"{report.night}-{number}" for number in range(2, 1000))]
    name = next(name for name in names if not (plan.reports / f"{name}.json").exists())
    text, data = as_markdown(report), json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    for stem in (name, "latest"):
        write_atomically(plan.reports / f"{stem}.md", text)
        write_atomically(plan.reports / f"{stem}.json", data)
    return plan.reports / f"{name}.md", f"{plan.reports / name}.md"
