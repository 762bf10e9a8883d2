"""Keeping: every response goes into the archive as it came, before anything else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import NotConfigured
from scrapy.utils.response import response_status_message

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class Keeping:
    """Writes responses to the spider's archive and dates them: `meta["retrieved"]` is the WARC-Date."""

    def __init__(self, crawler: Crawler) -> None:
        if "crawler.fetch.components.answering.Answering" in crawler.settings.getdict("DOWNLOAD_HANDLERS").values():
            raise NotConfigured  # a replay is not kept a second time
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        spider: Any = self.crawler.spider
        moment = spider.assignment.now().replace(microsecond=0)
        request.meta["retrieved"] = moment
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        spider.assignment.archive.add(
            response.url, response_status_message(response.status), headers, response.body, moment
        )
        return response
