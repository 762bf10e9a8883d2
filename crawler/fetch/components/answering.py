"""Answering: the download handler of a replay. It asks the archive and never the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.fetch.components.decompressing import BrokenBody

if TYPE_CHECKING:
    from scrapy import Request

NOT_IN_ARCHIVE = "not in archive"
"""Flag of the 404 that stands for an address the archive does not hold."""


class Answering(BaseDownloadHandler):
    """Answers http(s) requests from the spider's replay; `meta["retrieved"]` is the WARC-Date of the answer."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        spider: Any = self.crawler.spider
        largest = request.meta.get("download_maxsize", self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        kept = spider.assignment.replay.answer(request.url, largest)
        if kept is None:
            return Response(request.url, status=404, flags=[NOT_IN_ARCHIVE])
        if kept.fault:
            raise BrokenBody(kept.fault)
        request.meta["retrieved"] = kept.on
        headers = Headers()
        for name, value in kept.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=kept.body)
        return kind(url=request.url, status=kept.status, headers=headers, body=kept.body)
