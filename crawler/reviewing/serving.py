"""The desk's page served on loopback with Twisted Web, which Scrapy brings."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from twisted.internet import reactor
from twisted.internet.error import CannotListenError
from twisted.web.resource import Resource
from twisted.web.server import Request, Site

from crawler.reviewing.answering import Answer, Office
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.guard import HEADERS, Asked, Guard

LARGEST_FORM = 64 * 1024
"""Bytes; the longest field of a record, a summary, has a few hundred."""


class CannotServe(OSError):
    """The port cannot be had; the message is one line."""


def serve_desk(desk: ReviewDesk, var: Path, port: int) -> None:
    """Serves the desk on 127.0.0.1 until Ctrl-C, after printing its address. Port 0 takes a free one. Raises
    CannotServe."""
    waiter: Any = reactor  # Twisted's own types are partial
    door: Any = _Door()  # type: ignore[no-untyped-call]
    site: Any = Site(door, requestFactory=_SmallRequest, timeout=60)  # type: ignore[no-untyped-call]
    site.displayTracebacks = False
    try:
        listening = waiter.listenTCP(port, site, interface="127.0.0.1")
    except CannotListenError as error:
        raise CannotServe(error.socketError.errno, str(error.socketError.strerror), f"127.0.0.1:{port}") from error
    guard = Guard(listening.getHost().port, *(secrets.token_urlsafe(32) for _ in range(3)))
    door.office = Office(desk, guard, var)
    print(f"Review desk of {desk.by}: {guard.address}", flush=True)
    print("Only this machine can open it. Ctrl-C ends it.", flush=True)
    waiter.run()


class _Door(Resource):
    """Turns Twisted's requests into the office's, and its answers into Twisted's."""

    isLeaf = True
    office: Office

    def render(self, request: Any) -> bytes:
        answer = self._answer(request)
        request.setResponseCode(answer.status)
        request.setHeader("Content-Type", answer.kind)
        for name, value in (*HEADERS, *answer.headers):
            request.setHeader(name, value)
        return answer.body

    def _answer(self, request: Any) -> Answer:
        try:
            return self.office.answer(_asked(request))
        except OSError as error:  # a disk that is full or gone: the page says so, the desk goes on
            line = f"{error.filename or 'file'}: {error.strerror or error}\n"
            return Answer(500, line.encode(), "text/plain; charset=utf-8")


class _SmallRequest(Request):
    """A request whose body is refused before it is read where it is too large or does not tell its length."""

    def gotLength(self, length: int | None) -> None:
        if length is None or length > LARGEST_FORM:
            channel: Any = self.channel
            channel.transport.write(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            channel.loseConnection()
            length = 0
        super().gotLength(length)  # type: ignore[no-untyped-call]


def _asked(request: Any) -> Asked:
    parts = urlsplit(request.uri.decode("ascii", "replace"))
    body = request.content.read(LARGEST_FORM) if request.method == b"POST" else b""
    return Asked(
        method={b"HEAD": "GET"}.get(request.method, request.method.decode("ascii", "replace")),
        path=parts.path,
        host=_header(request, "host") or "",
        origin=_header(request, "origin"),
        query=_pairs(parts.query),
        form=_pairs(body.decode("utf-8", "replace")),
        cookies={
            name.decode("ascii", "replace"): value.decode("ascii", "replace")
            for name, value in request.received_cookies.items()
        },
    )


def _header(request: Any, name: str) -> str | None:
    value = request.getHeader(name)
    return None if value is None else str(value)


def _pairs(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {}
