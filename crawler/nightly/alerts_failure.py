"""The alert about a night that could not speak for itself: `python -m crawler.nightly.alerts_failure [--var DIR]`.

For systemd's OnFailure and for cron: killed, out of memory, out of time, a broken installation. Says nothing where the
last night has written its report, for then it has told of itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler.nightly.alerts import Alert, send
from crawler.nightly.alerts_channels import open_channels
from crawler.nightly.report import Ending


def failure(var: Path, environment: Mapping[str, str], now: datetime) -> Alert | None:
    """The message, out of what systemd says of the failed service (systemd.exec(5): MONITOR_…); None where the night
    has told of itself, or gave way to another run."""
    unit = environment.get("MONITOR_UNIT", "the nightly job")
    result = environment.get("MONITOR_SERVICE_RESULT", "failed")
    status = environment.get("MONITOR_EXIT_STATUS", "unknown")
    exited = environment.get("MONITOR_EXIT_CODE") == "exited"
    if (exited and status == str(int(Ending.LOCKED))) or _is_told(var):
        return None
    subject = f"Kabar Netral: {unit} ended without a report"
    body = (
        f"{unit}: {result}, exit status {status}.\nThe last good site stays.\nLook at its log (journalctl -u {unit})."
    )
    return Alert("error", subject, body, now.isoformat(timespec="seconds"))


def main(arguments: Sequence[str], environment: Mapping[str, str], now: datetime) -> int:
    """The command: 0 when it was told or need not be, 1 with one line a channel when it could not be."""
    parser = argparse.ArgumentParser(prog="python -m crawler.nightly.alerts_failure", description=__doc__)
    parser.add_argument("--var", type=Path, default=Path("var"), metavar="DIR", help="the night's var folder")
    told = failure(parser.parse_args(arguments).var, environment, now)
    channels, faults = open_channels(environment)
    if told is not None:
        faults += send(told, channels)[1]
    for line in faults:
        print(f"error: {line}", file=sys.stderr)
    return 1 if faults else 0


def _is_told(var: Path) -> bool:
    """Whether the report is younger than the lock, into which a night writes as it starts."""
    try:
        started = (var / "nightly" / "lock").stat().st_mtime_ns
        return (var / "reports" / "latest.json").stat().st_mtime_ns >= started
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, datetime.now(UTC)))
