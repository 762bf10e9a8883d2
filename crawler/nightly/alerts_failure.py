"""The alert about a night that could not speak for itself: `python -m crawler.nightly.alerts_failure`.

For systemd's OnFailure and the like: killed, out of memory, out of time, a broken installation. Says nothing where the
night ended by one of its own exit statuses and told of it itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from crawler.nightly.alerts import Alert, send
from crawler.nightly.alerts_channels import open_channels
from crawler.nightly.report import Ending

_TOLD = {str(int(ending)) for ending in Ending if ending not in (Ending.MISUSED, Ending.LOCKED)}


def failure(environment: Mapping[str, str], now: datetime) -> Alert | None:
    """The message, out of what systemd says of the failed service (systemd.exec(5): MONITOR_…); None where the night
    has sent its own."""
    unit = environment.get("MONITOR_UNIT", "the nightly job")
    result = environment.get("MONITOR_SERVICE_RESULT", "failed")
    status = environment.get("MONITOR_EXIT_STATUS", "unknown")
    if environment.get("MONITOR_EXIT_CODE") == "exited" and status in _TOLD:
        return None
    subject = f"Kabar Netral: {unit} ended without a report"
    body = f"{unit}: {result}, exit status {status}.\nThe last good site stays.\nLook at: journalctl -u {unit}"
    return Alert("error", subject, body, now.isoformat(timespec="seconds"))


def main(arguments: Sequence[str], environment: Mapping[str, str], now: datetime) -> int:
    """The command: 0 when it was told or need not be, 1 with one line a channel when it could not be."""
    argparse.ArgumentParser(prog="python -m crawler.nightly.alerts_failure", description=__doc__).parse_args(arguments)
    told = failure(environment, now)
    channels, faults = open_channels(environment)
    if told is not None:
        faults += send(told, channels)[1]
    for line in faults:
        print(f"error: {line}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ, datetime.now(UTC)))
