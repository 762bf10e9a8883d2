"""Pacing: AutoThrottle with floors. Crawl-delay is applied, and a 429 makes the host thirty seconds slower."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from crawler.spread.sharing import Share


class Pacing(AutoThrottle):
    """Keeps, for each host, the longest delay that it has asked for; AutoThrottle may lengthen it, not shorten it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._floors: dict[str, float] = {}
        self._after_429 = crawler.settings.getfloat("DELAY_AFTER_429")
        self._longest = crawler.settings.getfloat("LONGEST_WAIT")
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self._reached_downloader, signal=signals.request_reached_downloader)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if delay:
            self._raise_floor(urlsplit(request.url).hostname or "", delay)

    def _reached_downloader(self, request: Request) -> None:
        # Scrapy forgets a host's slot, and its delay, after a minute without requests.
        key = request.meta["download_slot"]
        slot = self._engine.downloader.slots[key]
        slot.delay = max(slot.delay, self._floors.get(key, 0.0))

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        host = urlsplit(response.url).hostname or ""
        asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if response.status == 429 or (response.status == 503 and asked):
            self._raise_floor(host, max(self._after_429, asked or 0.0))
        slot.delay = max(slot.delay, self._floors.get(host, 0.0))

    def _raise_floor(self, host: str, delay: float) -> None:
        if delay > self._longest:
            spider: Any = self.crawler.spider
            spider.leave(f"asks to wait {delay:.0f} s")
            delay = self._longest
        self._floors[host] = max(self._floors.get(host, 0.0), delay)
        if (share := self._share) is not None:
            share.slow_down(host, delay)
        if host in self._engine.downloader.slots:
            slot = self._engine.downloader.slots[host]
            slot.delay = max(slot.delay, delay)

    @property
    def _share(self) -> Share | None:
        """This process' part where several crawl together: what a host asks of one it asks of all."""
        return getattr(getattr(self.crawler.spider, "assignment", None), "share", None)

    @property
    def _engine(self) -> Any:
        return self.crawler.engine


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, given as a number or as a date; None where it says nothing."""
    text = (header or b"").decode("ascii", "ignore").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
