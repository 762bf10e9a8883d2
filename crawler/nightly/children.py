"""Child processes: each step of the night that may break runs in one, and dies with the job."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess  # nosec B404 # the steps of the night run in processes of their own
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from crawler.nightly.plan import ROOT

_PATIENCE = 30
"""Seconds that a process gets to end by itself after it was asked to."""


@dataclass(frozen=True)
class Done:
    """How a process ended: `status` as subprocess has it (negative: killed by that signal), `late` whether it was ended
    since it took too long."""

    status: int
    out: str
    err: str
    late: bool = False

    @property
    def warnings(self) -> list[str]:
        """What it warned of, one line each."""
        return [line.removeprefix("warning: ") for line in self.err.splitlines() if line.startswith("warning: ")]

    @property
    def reason(self) -> str:
        """Why it failed, in one line."""
        if self.late:
            return "took too long and was ended"
        if self.status < 0:
            return f"killed by signal {-self.status} ({_signal_name(-self.status)})"
        lines = [line for line in self.err.splitlines() if line.strip()]
        told = [line for line in lines if line.startswith("error: ")] or _raised(lines)[:1]
        return (told or lines or [f"exit status {self.status}"])[-1].removeprefix("error: ").strip()[:500]


def run(
    command: Sequence[str], longest: float, *, given: str | None = None, environment: Mapping[str, str] | None = None
) -> Done:
    """Runs a command from the checkout for at most `longest` seconds. Raises OSError where it cannot be started."""
    process = subprocess.Popen(  # nosec B603 # no shell; the commands are the plan's and the targets', no remote text
        list(command),
        cwd=ROOT,
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=dict(os.environ) | dict(environment or {}),
        preexec_fn=_die_with_parent if _LIBC else None,
    )
    late = False
    try:
        out, err = process.communicate(given, timeout=longest)
    except subprocess.TimeoutExpired:
        late = True
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        process.kill()
        out, err = process.communicate()
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Done(process.returncode, out, err, late)


def module(name: str, *arguments: object) -> list[str]:
    """The command that runs one of the project's modules."""
    return [sys.executable, "-m", name, *map(str, arguments)]


def peak_memory() -> float:
    """MiB of the largest process so far: this one or any child."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _raised(lines: list[str]) -> list[str]:
    """What follows the frames of the last traceback, its exception's line first."""
    begins = [at for at, line in enumerate(lines) if line.startswith("Traceback (most recent call last)")]
    return [line for line in lines[begins[-1] + 1 :] if not line.startswith(" ")] if begins else []


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"


# A job that is killed must leave no crawl behind that writes beside the next one's (prctl(2), PR_SET_PDEATHSIG).
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    if _LIBC:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
