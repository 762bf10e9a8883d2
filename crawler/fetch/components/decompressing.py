"""Decompressing: bodies as they were meant, or a fault; in the place of Scrapy's own middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

from crawler.fetch.decoding import Undecodable, decoded

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class BrokenBody(IgnoreRequest):
    """A body that is cut off, broken, or a bomb; the message is a few words."""


class Decompressing:
    """Decompresses responses within DOWNLOAD_MAXSIZE (or a request's own `download_maxsize`)."""

    def __init__(self, largest: int) -> None:
        self._largest = largest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        codings = [value.decode("latin-1") for value in response.headers.getlist("Content-Encoding")]
        if not codings:
            return response
        try:
            body = decoded(response.body, codings, request.meta.get("download_maxsize", self._largest))
        except Undecodable as error:
            raise BrokenBody(str(error)) from error
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return kind(
            response.url, status=response.status, headers=headers, body=body, flags=response.flags, request=request
        )
