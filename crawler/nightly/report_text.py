"""The report as Markdown, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.nightly.report import Ending, Report

_MOST = 30
"""Lines of a list; the JSON beside it has all."""


def as_markdown(report: Report) -> str:
    """The report; ends with a line break."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# Night of {report.night}: {report.ending.told}"
    yield ""
    yield f"{report.started} to {report.ended}" + (f", in {report.runs} runs" if report.runs > 1 else "")
    yield ""
    yield _published(report)
    yield from _faults(report)
    yield from _sources(report)
    yield from _waiting(report)
    yield from _site(report.site)
    yield from _targets(report)
    yield from _steps(report)


def _published(report: Report) -> str:
    if report.published:
        return f"Published: {report.release} (before: {report.before or 'nothing'})."
    if report.release and report.ending is not Ending.NOT_PUBLISHED:
        return f"Nothing new: {report.release} stays."
    return f"Still shown: {report.release or 'nothing'}."


def _faults(report: Report) -> Iterator[str]:
    if not report.faults:
        return
    yield from ("", "## Faults", "")
    yield from _cut([f"- **{one.gravity}**, {one.step}: {_plain(one.line)}" for one in report.faults])


def _sources(report: Report) -> Iterator[str]:
    yield from ("", f"## Sources: {len(report.sources)} crawled, {len(report.failing)} failing", "")
    if not report.sources:
        return
    yield from ("| source | found | stored | updated | failing |", "|---|---|---|---|---|")
    for source in report.sources:
        counts = source.get("counts", {})
        numbers = " | ".join(str(counts.get(name, 0)) for name in ("found", "stored", "updated"))
        why = _plain(str(source.get("why") or "yes")) if source.get("failing") else ""
        yield f"| {source['source']} | {numbers} | {why} |"


def _waiting(report: Report) -> Iterator[str]:
    yield from ("", f"## Waiting for a person: {len(report.waiting)} of {report.records or 0} records", "")
    lines = [f"- `{one['id']}`, {one['day'] or 'no date'}, {one['type']}: {one['why']}" for one in report.waiting]
    yield from _cut(lines)


def _site(site: dict[str, Any]) -> Iterator[str]:
    if not site:
        return
    last = site.get("against") or {}
    yield from ("", f"## Site: {site['events']} events, {site['records']} records", "")
    for name in ("added", "changed", "gone", "withdrawn", "moved"):
        ids = site.get(name) or []
        if ids:
            shown = ", ".join(f"`{id}`" for id in ids[:_MOST]) + (" …" if len(ids) > _MOST else "")
            yield f"- {name}: {len(ids)}: {shown}"
    yield from ("", "| kabupaten/kota | events | before |", "|---|---|---|")
    before = last.get("kabupaten", {})
    for name in sorted({*site["kabupaten"], *before}):
        yield f"| {_plain(name)} | {site['kabupaten'].get(name, 0)} | {before.get(name, 0) if last else ''} |"


def _targets(report: Report) -> Iterator[str]:
    if report.targets:
        yield from ("", "## Handed on", "")
    for target in report.targets:
        yield f"- {target['name']} ({target['kind']}): {_plain(target['told'])}"


def _steps(report: Report) -> Iterator[str]:
    yield from ("", "## Steps", "", "| step | seconds | peak memory, MiB | |", "|---|---|---|---|")
    for step in report.steps:
        yield f"| {step.name} | {step.seconds:.1f} | {step.peak:.0f} | {_plain(step.told)} |"


def _cut(lines: list[str]) -> list[str]:
    return lines[:_MOST] + ([f"- and {len(lines) - _MOST} more"] if len(lines) > _MOST else [])


def _plain(text: str) -> str:
    """What outlets answer is no markup."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text
