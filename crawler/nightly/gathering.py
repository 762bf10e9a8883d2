"""The first half of a night: crawl, records, sources. Nothing in it keeps the site from being built."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from crawler.nightly import crawling
from crawler.nightly.crawling import Crawled
from crawler.nightly.plan import Plan
from crawler.nightly.state import State, save
from crawler.nightly.steps import Steps
from crawler.write.store import write_atomically

STATUS = "status.json"
"""What `crawler status --json` printed, in the content folder: the site's page on coverage is made of it."""


def gather(plan: Plan, steps: Steps, state: State) -> Crawled:
    """Crawls, unless this night's crawl is done, and fills the report with records and sources."""
    known = state.done.get("crawl")
    crawled = Crawled(**known) if known else _crawl(plan, steps, state)
    told = steps.take("records", lambda: _records(plan, group=not crawled.whole), "warning")
    if told:
        steps.report.records, steps.report.waiting = told["records"], told["waiting"]
        steps.faults("records", told["broken"])
    sources = steps.take("status", lambda: _status(plan, crawled), "warning")
    if sources:
        steps.report.sources = sources
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


def _status(plan: Plan, crawled: Crawled) -> tuple[list[dict[str, Any]], str]:
    told = crawling.status(plan)
    _keep(plan, told)
    wanted = set(crawled.sources) or {source["source"] for source in told["sources"] if source["status"] == "active"}
    sources = [source for source in told["sources"] if source["source"] in wanted]
    return sources, f"{sum(bool(source['failing']) for source in sources)} of {len(sources)} sources failing"


def _keep(plan: Plan, told: dict[str, Any]) -> None:
    file = plan.content / STATUS
    try:
        known = crawling.shown_of(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError, TypeError):
        known = None
    if known != crawling.shown_of(told):
        write_atomically(file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
