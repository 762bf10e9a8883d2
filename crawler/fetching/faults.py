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

_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "no answer in time"),
    (DownloadCancelledError, "larger than allowed"),
    (ResponseDataLossError, "answer cut off"),
    (DownloadFailedError, "connection failed"),
)


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
