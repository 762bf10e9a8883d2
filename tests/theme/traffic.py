"""The requests of a page, as the browser tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession


@dataclass(frozen=True)
class Answer:
    """One that has come: when it was asked for and had come, in seconds since 1970, its size and address."""

    begun: float
    ended: float
    size: int
    url: str


class Traffic:
    """The requests of a page, by the browser's own account of them."""

    def __init__(self, session: CDPSession) -> None:
        self.ended: list[Answer] = []
        self._begun: dict[str, tuple[float, str]] = {}
        self._offset = 0.0  # of the browser's clock to 1970
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._finish)

    def _begin(self, told: dict[str, Any]) -> None:
        self._offset = self._offset or told["wallTime"] - told["timestamp"]
        self._begun.setdefault(told["requestId"], (told["timestamp"] + self._offset, told["request"]["url"]))

    def _finish(self, told: dict[str, Any]) -> None:
        begun, url = self._begun.get(told["requestId"], (0.0, ""))
        self.ended.append(Answer(begun, told["timestamp"] + self._offset, int(told["encodedDataLength"]), url))

    def until(self, moment: float) -> list[Answer]:
        """What had come by then, in the order of asking."""
        return sorted((one for one in self.ended if one.ended <= moment and one.url), key=lambda one: one.begun)


def depth(answers: list[Answer]) -> int:
    """The longest chain of requests, each begun after the one before had ended."""
    depths: list[tuple[float, int]] = []  # end and depth
    for one in (one for one in answers if one.size):
        depths.append((one.ended, 1 + max((deep for before, deep in depths if before <= one.begun), default=0)))
    return max((deep for _, deep in depths), default=0)
