"""Patience: a host that gives nothing but errors is left, also while its pages are still to be tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from crawler.fetch.components.faults import REFUSALS, describe, looks_shut

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

TRIES_IN_A_ROW = 6
"""Answers with an error, or none, one after another: at five seconds apart half a minute, more than a restart takes.
Scrapy puts retries at the end of the queue, so that each of a hundred pages would be asked for once before the first
had failed for good."""


class Patience:
    """Sees every answer before it is decided whether to try again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._in_a_row = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        bad = response.status >= 500 or response.status in REFUSALS
        self._count(f"answered {response.status}" if bad else None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if looks_shut(exception):
            self._count(describe(exception))

    def _count(self, fault: str | None) -> None:
        self._in_a_row = self._in_a_row + 1 if fault else 0
        spider: Any = self.crawler.spider
        if self._in_a_row >= TRIES_IN_A_ROW and spider.assignment.replay is None and not spider.left:
            spider.leave(f"{fault}, {self._in_a_row} tries in a row")
