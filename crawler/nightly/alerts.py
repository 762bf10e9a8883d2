"""Alerts: one message a night, by e-mail, Telegram or Slack, when something is to be looked at.

Spidermon decides and sends: a monitor looks at the night's report, and its actions, one for each channel that the
environment sets up, run when it fails. A channel that cannot be used never fails the night: it is a line to report.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from spidermon import Monitor, MonitorRunner, MonitorSuite  # type: ignore[import-untyped]
from spidermon.settings import ACTION  # type: ignore[import-untyped]

from crawler.nightly.alerts_channels import Channels, open_channels
from crawler.nightly.alerts_chat import Unsent
from crawler.nightly.report import Report
from crawler.write.store import write_atomically

LEAST = "KABAR_NETRAL_ALERT_FROM"
"""Environment variable with the least severity that is worth a message: ok, warning (where it is not set) or error."""

LINK = "KABAR_NETRAL_ALERT_LINK"
"""Environment variable with the address of the folder of reports, where they can be read on the web."""

GRAVITIES = ("ok", "warning", "error")
_MOST = 10
_LONGEST = 300


@dataclass(frozen=True)
class Alert:
    """One message: `severity` is one of GRAVITIES; `on` is a moment with offset (ISO 8601); both texts are plain."""

    severity: str
    subject: str
    body: str
    on: str

    @property
    def rank(self) -> int:
        return GRAVITIES.index(self.severity)


def alert(report: Report, var: Path, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Sends what a night's report is worth, once a night and again only when the night became graver.

    Returns a line for each channel that is set up wrongly or could not be used; nothing where none is set up. Raises
    nothing for what a channel does.
    """
    channels, faults = open_channels(environment)
    if not channels.actions:
        return faults
    least = environment.get(LEAST) or "warning"
    if least not in GRAVITIES:
        faults.append(f"{LEAST} is none of {', '.join(GRAVITIES)}: warning is taken")
        least = "warning"
    told = alert_of(report, _link(report, var, environment))
    mark = var / "nightly" / "alerted.json"
    if told.rank <= _sent(mark, report.night):
        return faults
    sent, unsent = send(told, channels, GRAVITIES.index(least))
    if sent:
        try:
            write_atomically(mark, json.dumps({"night": report.night, "severity": told.severity}) + "\n")
        except OSError as error:
            faults.append(f"{mark}: {error.strerror or error}")
    return faults + unsent


def alert_of(report: Report, link: str) -> Alert:
    """The message about a night: how it ended, what failed, what waits, and where the report is."""
    ending = report.ending.name.replace("_", " ").lower()
    failing = [f"- {one['source']}: {one.get('why') or 'failing'}" for one in report.failing]
    faults = [f"- {one.gravity}, {one.step}: {one.line}" for one in report.faults]
    lines = [
        f"Night of {report.night}: {report.severity} ({ending}).",
        f"Published: {report.release}." if report.published else f"Nothing new published; shown: {report.release}.",
        *_listed(f"Failing sources: {len(failing)} of {len(report.sources)}", failing),
        *_listed(f"Faults: {len(faults)}", faults),
        f"Waiting for a person: {len(report.waiting)} records.",
        f"Report: {link}",
    ]
    return Alert(report.severity, f"Kabar Netral {report.night}: {ending}", "\n".join(lines), report.ended)


def send(told: Alert, channels: Channels, least: int = 0) -> tuple[int, list[str]]:
    """Sends a message whose rank is at least `least` by all channels: how many took it, and a line for each that did
    not, without the secrets of the environment."""
    suite = NightSuite(monitors_failed_actions=channels.actions)
    result = MonitorRunner().run(suite, alert=told, least=least)
    ended = [one for one in result.monitors_failed_action_results if one.status != ACTION.STATUS.SKIPPED]
    unsent = [one for one in ended if one.status != ACTION.STATUS.SUCCESS]
    return len(ended) - len(unsent), [f"alert by {one.item.name}: {_why(one, channels)}" for one in unsent]


class NightMonitor(Monitor):  # type: ignore[misc]
    """Whether the night can be passed over in silence."""

    longMessage: ClassVar[bool] = False

    def test_silence(self) -> None:
        self.assertLess(self.data.alert.rank, self.data.least, self.data.alert.subject)


class NightSuite(MonitorSuite):  # type: ignore[misc]
    """The monitor of a night; its actions are the channels."""

    monitors: ClassVar[list[type[Monitor]]] = [NightMonitor]


def _why(ended: Any, channels: Channels) -> str:
    """The last line of what an action raised."""
    last = (ended.error or "failed").strip().splitlines()[-1]
    told = last.removeprefix(f"{Unsent.__module__}.{Unsent.__name__}: ")
    return channels.without_secrets(told)[:_LONGEST]


def _listed(heading: str, lines: list[str]) -> list[str]:
    more = [f"- and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return [heading, *(line[:_LONGEST] for line in lines[:_MOST]), *more] if lines else []


def _link(report: Report, var: Path, environment: Mapping[str, str]) -> str:
    """Where the night's last report is: a night that was run again has <night>-2.md, too."""
    files = sorted((var / "reports").glob(f"{report.night}*.md"), key=lambda path: path.stat().st_mtime_ns)
    file = files[-1] if files else var / "reports" / f"{report.night}.md"
    folder = environment.get(LINK)
    return f"{folder.rstrip('/')}/{file.name}" if folder else str(file)


def _sent(mark: Path, night: str) -> int:
    """The rank of what was sent in a night already, or -1."""
    try:
        told = json.loads(mark.read_text(encoding="utf-8"))
        return GRAVITIES.index(told["severity"]) if told["night"] == night else -1
    except (OSError, ValueError, KeyError, TypeError):
        return -1  # a message too many is better than none
