"""The first half of a night: crawl, records, sources. Nothing in it keeps the site from being built."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from crawler.nightly import crawling
from crawler.nightly.crawling import Crawled
from crawler.nightly.files import write_json
from crawler.nightly.plan import Plan
from crawler.nightly.state import State, save
from crawler.nightly.steps import Steps

STATUS = "status.json"
"""What `crawler status --json` printed, in the content folder: the site's page on coverage is made of it."""


def gather(plan: Plan, steps: Steps, state: State) -> Crawled:
    """Crawls, unless this night's crawl is done, and fills the report with records and sources."""
    known = state.done.get("crawl")
    crawled = Crawled(**known) if known else _crawl(plan, steps, state)
    shelf = steps.take("records", lambda: _records(plan, group=not crawled.whole), "warning")
    if shelf:
        steps.report.records, steps.report.waiting = shelf["records"], shelf["waiting"]
        steps.faults("records", shelf["broken"])
    told = steps.take("status", lambda: _status(plan), "warning")
    if told:
        steps.quietly("status", lambda: _keep(plan, told))
        steps.report.sources = _crawled_ones(told, crawled)
        steps.faults("crawl", [f"{source['source']}: {source.get('why')}" for source in steps.report.failing])
    return crawled


def _crawl(plan: Plan, steps: Steps, state: State) -> Crawled:
    crawled = steps.take("crawl", lambda: _crawled(plan)) or Crawled(broken="not started")
    if crawled.broken:
        steps.faults("crawl", [crawled.broken], "error")
        return crawled
    state.done["crawl"] = asdict(crawled) | {"warnings": []}
    steps.quietly("state", lambda: save(plan.state_file, state))
    # An outlet's missing page is everyday; what a crawl that ended badly says is why.
    steps.faults("crawl", crawled.warnings, "note" if crawled.whole else "warning")
    return crawled


def _crawled(plan: Plan) -> tuple[Crawled, str]:
    crawled = crawling.crawl(plan)
    return crawled, f"FAILED: {crawled.broken}" if crawled.broken else f"{len(crawled.sources)} sources"


def _records(plan: Plan, *, group: bool) -> tuple[dict[str, Any], str]:
    told = crawling.records(plan, group=group)
    return told, f"{told['records']} records, {len(told['waiting'])} wait for a person"


def _status(plan: Plan) -> tuple[dict[str, Any], str]:
    told = crawling.status(plan)
    return told, f"{told['failing']} of {told['active']} active sources failing"


def _crawled_ones(told: dict[str, Any], crawled: Crawled) -> list[dict[str, Any]]:
    """The sources that were crawled; the active ones where nobody knows which."""
    wanted = set(crawled.sources) or {source["source"] for source in told["sources"] if source["status"] == "active"}
    return [source for source in told["sources"] if source["source"] in wanted]


def _keep(plan: Plan, told: dict[str, Any]) -> None:
    file = plan.content / STATUS
    try:
        known = crawling.shown_of(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError, TypeError):
        known = None
    if known != crawling.shown_of(told):
        write_json(file, told)
