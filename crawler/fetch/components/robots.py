"""robots.txt: obeyed, and "not now" where it cannot be had. Scrapy would go ahead without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.fetch.components.faults import REFUSALS, describe

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class NotNow(IgnoreRequest):
    """robots.txt could not be had: nothing is asked of `place`, a host with its port, tonight. The message says why."""

    def __init__(self, reason: str, place: str) -> None:
        super().__init__(reason)
        self.place = place


class _Closed:
    def __init__(self, reason: str) -> None:
        self.reason = reason


class Robots(RobotsTxtMiddleware):
    """Lets a request pass where robots.txt allows it or does not exist (RFC 9309), and raises NotNow where the
    host gave an error, a refusal or nothing for it."""

    def process_request_2(self, rp: Any, request: Request) -> None:
        if isinstance(rp, _Closed):
            raise NotNow(rp.reason, urlsplit(request.url).netloc)
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status in REFUSALS or 300 <= response.status < 400:
            self._close(netloc, f"robots.txt answered {response.status}")
        elif response.status >= 400:
            await super()._parse_robots(response.replace(body=b""), netloc, request)
        else:
            await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._close(netloc, f"robots.txt unreachable: {describe(exc)}")

    def _close(self, netloc: str, reason: str) -> None:
        waiting: Any = self._parsers[netloc]
        closed: Any = _Closed(reason)
        self._parsers[netloc] = closed
        waiting.callback(closed)
