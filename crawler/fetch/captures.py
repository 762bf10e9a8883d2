"""Captures: what can be told of an archived page by its address and headers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import Headers, HtmlResponse

from crawler.fetch.archive import ArchivedResponse
from crawler.read.canonical import canonical_url
from crawler.read.pages.paging import page_number

PAGE_IN_PATH = re.compile(r"/(?P<page>[1-9]\d?)/?$")  # WordPress' /slug/2/


def is_twin(url: str) -> bool:
    """Whether an address is an AMP or mobile form: what it shows counts only where the article itself is not kept."""
    asked, told = urlsplit(url), urlsplit(canonical_url(url))
    return (asked.hostname, asked.path.rstrip("/")) != (told.hostname, told.path.rstrip("/"))


def number_of(url: str) -> int:
    """Which page of an article an address is (?page=2, /slug/2/); 1 without a sign of it, and for ?page=all, since
    a site that does not know the word shows the first page.
    """
    asked, in_path = page_number(url), PAGE_IN_PATH.search(urlsplit(url).path)
    digits = in_path["page"] if in_path and asked == "1" else asked
    return int(digits) if digits.isdecimal() and len(digits) < 3 else 1


def text_of(response: ArchivedResponse) -> str:
    """The page as text, by the same rules for charsets as in a crawl."""
    return HtmlResponse(response.url, headers=headers_of(response), body=response.body).text


def headers_of(response: ArchivedResponse) -> Headers:
    """Its headers in the form that Scrapy has them in."""
    headers = Headers()
    for name, value in response.headers:
        headers.appendlist(name, value)
    return headers
