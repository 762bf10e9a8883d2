"""Turns: one request at a time for each host and its delay between two, over all processes of a crew.

Kept at the download handler, behind Scrapy's own slots: what has had to wait there for its process' turn is sent at
once when it has the crew's.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from redis import RedisError
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.task import deferLater

from crawler.spread.crew import MEMBERS, lost

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_GLANCE = 0.1  # seconds between two looks whether another process' answer has come
_KEPT = 24 * 3600  # seconds that a host's delay and last request are kept


class Turns:
    """The hosts' turns in one Redis, for one member of a crew."""

    def __init__(self, redis: Any, name: str) -> None:
        self._redis, self._name = redis, name

    def wait(self, host: str, delay: float, hold: float) -> float:
        """Zero where it is this member's turn, which it has for `hold` seconds unless it gives it back or dies; else
        the seconds after which to ask again. `delay` are seconds since the last answer, whoever had that."""
        left = self._redis.eval(_TURN, 2, _key(host), MEMBERS, self._name, int(delay * 1000), int(hold * 1000), _KEPT)
        return float(left) / 1000

    def give_back(self, host: str) -> None:
        """The answer has come."""
        self._redis.eval(_DONE, 1, _key(host), self._name)

    def slow_down(self, host: str, delay: float) -> None:
        """The host has asked for this delay in seconds, of all."""
        self._redis.eval(_FLOOR, 1, _key(host), int(delay * 1000), _KEPT)


class PoliteHandler(HTTP11DownloadHandler):
    """Sends each request when it is its crew's turn; nothing more when Redis is lost, for others could be asking."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        self._hold = crawler.settings.getfloat("DOWNLOAD_TIMEOUT") + 30

    async def download_request(self, request: Request) -> Response:
        host = urlsplit(request.url).hostname or ""
        turns: Turns = self._spider.assignment.share.turns
        try:
            while left := turns.wait(host, self._delay(request), self._hold):
                await _sleep(left)
        except RedisError as error:
            self._spider.leave(lost(error))
            raise IgnoreRequest(lost(error)) from error
        try:
            response: Response = await super().download_request(request)
            return response
        finally:
            with suppress(RedisError):  # the hold ends by itself
                turns.give_back(host)

    def _delay(self, request: Request) -> float:
        """What this process keeps for the host: five seconds, AutoThrottle's, Crawl-delay's or a 429's."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        return float(slot.delay if slot else self.crawler.settings.getfloat("DOWNLOAD_DELAY"))

    @property
    def _spider(self) -> Any:
        return self.crawler.spider


async def _sleep(seconds: float) -> None:
    from twisted.internet import reactor

    await maybe_deferred_to_future(deferLater(reactor, seconds, lambda: None))


def _key(host: str) -> str:
    return f"kabar:host:{host}"


_NOW = "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)\n"
_TURN = (
    _NOW
    + f"""
local kept = redis.call('HMGET', KEYS[1], 'last', 'floor', 'holder', 'until')
local till = tonumber(kept[4] or 0)
local lives = kept[3] and kept[3] ~= ARGV[1] and tonumber(redis.call('ZSCORE', KEYS[2], kept[3]) or 0) > now
if lives and till > now then return math.min(till - now, {int(_GLANCE * 1000)}) end
local due = tonumber(kept[1] or 0) + math.max(tonumber(ARGV[2]), tonumber(kept[2] or 0))
if due > now then return due - now end
redis.call('HSET', KEYS[1], 'last', string.format('%.0f', now), 'holder', ARGV[1],
  'until', string.format('%.0f', now + ARGV[3]))
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 0
"""
)
# Counted from the answer: between the turn and the sending a busy process may have done something else.
_DONE = (
    _NOW
    + """
if redis.call('HGET', KEYS[1], 'holder') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'last', string.format('%.0f', now))
  redis.call('HDEL', KEYS[1], 'holder', 'until')
end
"""
)
_FLOOR = """
local known = tonumber(redis.call('HGET', KEYS[1], 'floor') or 0)
if tonumber(ARGV[1]) > known then redis.call('HSET', KEYS[1], 'floor', ARGV[1]) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""
