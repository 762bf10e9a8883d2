"""Taking steps: each is announced, timed, and its failure becomes one line of the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from crawler.nightly.children import peak_memory
from crawler.nightly.crawling import StepFailed
from crawler.nightly.report import Gravity, Report, Step
from crawler.nightly.telling import Voice

T = TypeVar("T")


class Steps:
    """Takes the steps of one run and fills its report."""

    def __init__(self, report: Report, voice: Voice) -> None:
        self.report, self.voice = report, voice

    def take(self, name: str, work: Callable[[], tuple[T, str]], gravity: Gravity = "error") -> T | None:
        """What the work gives beside the words that tell of it; None where it failed, which is then a fault."""
        began = time.monotonic()
        try:
            with self.voice.working(name):
                result, told = work()
        except (StepFailed, OSError) as error:
            result, told = None, f"FAILED: {one_line(error)}"
            self.report.fault(name, one_line(error), gravity)
        self.report.steps.append(Step(name, round(time.monotonic() - began, 3), round(peak_memory(), 1), told))
        self.voice.say(f"{name}: {told}")
        return result

    def quietly(self, name: str, work: Callable[[], T], gravity: Gravity = "warning") -> T | None:
        """What a small work gives; it is told only where it failed, which is then a fault."""
        try:
            return work()
        except OSError as error:
            self.faults(name, [one_line(error)], gravity)
            return None

    def faults(self, step: str, lines: Iterable[str], gravity: Gravity = "warning") -> None:
        for line in lines:
            self.report.fault(step, line, gravity)
            if gravity != "note":
                self.voice.complain(f"{gravity}: {step}: {line}")


def one_line(error: BaseException) -> str:
    """The fault in one line, with the file where one is to blame."""
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    return " ".join(str(error).split())
