"""Looking: asks an outlet for one page, its home page, its usual listings and one article, with a crawl's manners."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.components.faults import describe
from crawler.fetch.components.robots import NotNow
from crawler.fetch.onramp.sights import Sight
from crawler.fetch.onramp.trials import Answer
from crawler.fetch.replay import Replay
from crawler.settings import DISCOVERY_MAXSIZE

if TYPE_CHECKING:
    from scrapy.robotstxt import RobotParser


@dataclass
class Errand:
    """What the components of a crawl need to know of a look. Exactly one of `archive` and `replay` is set."""

    now: Callable[[], datetime]
    archive: ArchiveWriter | None = None
    replay: Replay | None = None


class LookingSpider(Spider):
    """Asks for what a sight still lacks, one address after the other."""

    name = "looking"

    def __init__(self, sight: Sight, errand: Errand, on_ask: Callable[[str], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sight, self.assignment, self._on_ask = sight, errand, on_ask
        self.allowed_domains = [urlsplit(sight.url).hostname or ""]
        self.left = False

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> LookingSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signal=signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for request in self._next():
            yield request

    def leave(self, why: str) -> None:
        """Nothing more is asked of this host."""
        self.sight.shut = self.sight.shut or why
        self.left = True

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        parsed = getattr(robotparser, "rp", None)
        self.sight.robots = True
        self.sight.sitemaps += [str(url) for url in getattr(parsed, "sitemaps", ())]

    def parse(self, response: Response, asked: str) -> Iterator[Request]:
        html = response.text if isinstance(response, HtmlResponse) else None
        self.sight.add(Answer(asked, response.url, response.status, response.body, html))
        yield from self._next()

    def failed(self, failure: Failure) -> Iterator[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]
        error, asked = failure.value, request.cb_kwargs["asked"]
        response = getattr(error, "response", None)
        # A replay has a 404 of its own, with a flag, for what its archive does not hold.
        fault = response.flags[0] if response is not None and response.flags else describe(error)
        status = response.status if response is not None else 0
        self.sight.add(Answer(asked, request.url, status, fault=fault))
        if isinstance(error, NotNow):
            self.leave(str(error))
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        address = self.sight.next_address()
        if address is None or self.left:
            return
        self._on_ask(address)
        yield Request(
            address,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"asked": address},
            dont_filter=True,
            meta={"download_maxsize": DISCOVERY_MAXSIZE},
        )


def look(sight: Sight, errand: Errand, settings: Mapping[str, Any], on_ask: Callable[[str], None]) -> None:
    """Fills a sight. Once in a process: Twisted's reactor cannot be started again."""
    process = CrawlerProcess({**settings, "ITEM_PIPELINES": {}})
    process.crawl(LookingSpider, sight=sight, errand=errand, on_ask=on_ask)
    process.start()
    if errand.archive is not None:
        errand.archive.close()


def saved_answer(url: str, body: bytes) -> Answer:
    """A saved page as the answer to its address, read with a crawl's rules for charsets."""
    return Answer(url, url, 200, body, HtmlResponse(url, body=body).text)
