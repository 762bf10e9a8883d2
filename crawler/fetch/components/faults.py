"""What went wrong with a request, in one short line for people."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.read.pages import NotAnArticle

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "no answer in time"),
    (DownloadCancelledError, "larger than allowed"),
    (ResponseDataLossError, "answer cut off"),
    (DownloadFailedError, "connection failed"),
)


REFUSALS = frozenset({401, 403, 429, 451})
"""Statuses by which a house says no."""

_SHUT = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, DownloadFailedError)


def looks_shut(error: BaseException | None) -> bool:
    """Whether a fault says something about the whole host: no answer, an error of its own, a refusal, a block page.

    A page that is too large, leads away or is closed by robots.txt says nothing about the others.
    """
    if isinstance(error, HttpError):
        return error.response.status >= 500 or error.response.status in REFUSALS
    return isinstance(error, (*_SHUT, NotAnArticle))


def describe(error: BaseException | None) -> str:
    """A few words, without address, class names or line breaks."""
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return f"{words} (private address)" if "private address" in str(error) else words
    text = " ".join(str(error).split())
    if isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in text:
        return "larger than allowed when decompressed"
    return text[:200] or type(error).__name__


def is_closed_rest(error: BaseException | None) -> bool:
    """Whether a 401 or 403 is WordPress' own word that its REST is off, which says nothing about the house:
    {"code":"rest_not_logged_in", …}."""
    if not isinstance(error, HttpError) or error.response.status not in (401, 403):
        return False
    return bool(error.response.body[:200].lstrip().startswith(b'{"code":"rest_'))
