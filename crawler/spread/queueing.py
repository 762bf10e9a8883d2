"""The queue that a crew shares: scrapy-redis' scheduler, with articles in Redis and everything else at home.

One member discovers a source; whoever is free reads its articles. What goes into Redis of a request is two addresses
as JSON: no pickle, no callback, nothing that names code. Whoever takes it builds the request itself.
"""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, Self

from redis import RedisError
from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.asyncio import call_later
from scrapy_redis.dupefilter import RFPDupeFilter  # type: ignore[import-untyped]
from scrapy_redis.queue import Base  # type: ignore[import-untyped]
from scrapy_redis.scheduler import Scheduler  # type: ignore[import-untyped]

from crawler.fetch.memory import Memory
from crawler.fetch.spiders.following import FIRST, Leaf
from crawler.read.identity import article_key
from crawler.spread.crew import lost
from crawler.spread.sharing import Share

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_LOOK = 0.5
"""Seconds between two looks whether there is something to do, while others are at work on the source."""


class SharedQueue(Base):  # type: ignore[misc]
    """The articles of a source that nobody has taken yet."""

    def __init__(self, server: Any, spider: Any, key: str, serializer: Any = None) -> None:
        super().__init__(server, spider, key, serializer or json)
        self._share: Share = spider.assignment.share
        self.key = self._share.crew.key(self._share.source, "queue")

    def __len__(self) -> int:
        return int(self.server.llen(self.key))

    def push(self, request: Request) -> None:
        leaf: Leaf = request.cb_kwargs["leaf"]
        self.server.lpush(self.key, json.dumps({"url": leaf.plain or request.url, "address": leaf.address}))

    def push_back(self, item: bytes) -> None:
        self.server.rpush(self.key, item)

    def pop(self, timeout: int = 0) -> Request | None:
        while (item := self._share.crew.take(self._share.source)) is not None:
            try:
                request: Request = self.spider.following.request(*_addresses(item))
            except ValueError as error:
                self.spider.assignment.tally.error(f"{self.key}: no article: {item[:80]!r} ({error})")
                continue
            return request
        return None


class SharedSeen(RFPDupeFilter):  # type: ignore[misc]
    """The articles of a source that have been queued in this run, by anybody."""

    @classmethod
    def from_spider(cls, spider: Any) -> Self:
        share: Share = spider.assignment.share
        seen: Self = cls(share.crew.redis, share.crew.key(share.source, "seen"))
        return seen

    def request_fingerprint(self, request: Request) -> str:
        return article_key(request.cb_kwargs["leaf"].address)


class SharedScheduler(Scheduler):  # type: ignore[misc]
    """Articles to be read for the first time go through Redis. Listings, further pages and retries stay where they
    are: a member that dies with them is not missed, since the article is read again from its first page."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        scheduler: Self = cls(spider.assignment.share.crew.redis, True, queue_cls=_QUEUE, dupefilter_cls=_SEEN)
        scheduler.crawler, scheduler.home = crawler, deque()
        crawler.signals.connect(scheduler.idle, signal=signals.spider_idle)
        return scheduler

    def open(self, spider: Any) -> None:
        self._share: Share = spider.assignment.share
        self._told = self._lost = False
        super().open(spider)

    def enqueue_request(self, request: Request) -> bool:
        if not self._is_for_all(request):
            self.home.append(request)
            return True
        try:
            if self.df.request_seen(request):
                return False
            self.queue.push(request)
        except RedisError as error:
            self._lose(error)
        return True

    def next_request(self) -> Request | None:
        try:
            self._leave_together()
            if self.spider.left:
                self.home.clear()
                return None
            request: Request | None = self.home.popleft() if self.home else self.queue.pop()
        except RedisError as error:
            self._lose(error)
            return None
        return request

    def has_pending_requests(self) -> bool:
        if self.spider.left:
            return False
        try:
            return bool(self.home or len(self.queue))
        except RedisError as error:
            self._lose(error)
            return False

    def close(self, reason: str) -> None:
        if self._lost:
            return
        try:
            self._leave_together()
            self._share.crew.acknowledge(self._share.source)
        except RedisError as error:
            self._lose(error)

    def idle(self, spider: Any) -> None:
        """Raises DontCloseSpider while there is something to do for this member, or may yet be."""
        try:
            waits = not spider.left and self._waits(spider)
        except RedisError as error:
            self._lose(error)
            return
        if waits:
            call_later(_LOOK, self._look)
            raise DontCloseSpider

    def _waits(self, spider: Any) -> bool:
        crew, source = self._share.crew, self._share.source
        crew.acknowledge(source)
        if not spider.is_finding and crew.finds(source):  # whoever found died
            spider.is_finding = True
            for request in spider.finding.begin():
                self.crawler.engine.crawl(request)
            return True
        crew.found(source)
        busy, orphaned = crew.others(source)
        for item in orphaned:
            if not self._is_read(item, spider.assignment.desk.memory):
                self.queue.push_back(item)
        return busy or not crew.is_found(source) or len(self.queue) > 0

    def _is_read(self, item: bytes, memory: Memory) -> bool:
        try:
            seen = memory.recall(_addresses(item)[1])
        except ValueError:  # told when it was taken
            return True
        return seen is not None and seen.on >= self._share.crew.started

    def _is_for_all(self, request: Request) -> bool:
        """Whether a request is the first for an article; with --since not where its listing waits to hear its date."""
        if FIRST not in request.meta or {"retry_times", "redirect_times"} & request.meta.keys():
            return False
        leaf: Leaf = request.cb_kwargs["leaf"]
        return leaf.shown is None or self.spider.assignment.since is None

    def _look(self) -> None:
        slot = getattr(self.crawler.engine, "_slot", None)
        if slot is not None:
            slot.nextcall.schedule()

    def _leave_together(self) -> None:
        crew, source = self._share.crew, self._share.source
        if self.spider.left and not self._told:
            self._told = True
            crew.leave_source(source, self.spider.assignment.tally.why or "left")
        elif not self.spider.left and (why := crew.why_left(source)):
            self.spider.leave(why)

    def _lose(self, error: RedisError) -> None:
        self._told = self._lost = True
        self.spider.leave(lost(error))


def _addresses(item: bytes) -> tuple[str, str]:
    """As printed and canonical. Raises ValueError for what `push` has not written."""
    told = json.loads(item)
    if not isinstance(told, dict) or not all(isinstance(told.get(key), str) for key in ("url", "address")):
        raise ValueError("two addresses are wanted")
    article_key(told["address"])
    return told["url"], told["address"]


_QUEUE = "crawler.spread.queueing.SharedQueue"
_SEEN = "crawler.spread.queueing.SharedSeen"
