"""The outlets as servers on loopback, each on its port, each with the fault that it is told to have."""

from __future__ import annotations

import gzip
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.drill.newsroom import Newsroom, Outlet
from tests.drill.pages import Answer, answer, redesigned


class Fault(StrEnum):
    """What may be wrong with an outlet; all but DOWN and those of robots.txt and listing concern its articles."""

    DOWN = "connection refused"
    SLOW = "slower than the time allowed"
    ERROR = "answers 500"
    TOO_MANY = "answers 429 with Retry-After"
    FORBIDDEN = "answers 403"
    RESET = "resets the connection in mid-body"
    GARBAGE = "sends random bytes"
    CUT_GZIP = "sends half a gzip stream"
    REDESIGNED = "changed its markup overnight"
    EMPTY_SHELL = "shows an empty page for a script to fill"
    ROBOTS_ERROR = "robots.txt answers 503"
    ROBOTS_RESET = "robots.txt resets the connection"
    LISTING_GARBAGE = "its listing is garbage"


_SHELL = b"<!doctype html><html><head><title>Kabar</title></head><body><div id='app'></div></body></html>"
_ROBOTS = {Fault.ROBOTS_ERROR, Fault.ROBOTS_RESET}


@dataclass
class Servers:
    """The running servers. `faults` says what is wrong with an outlet; `slow` is how many seconds a slow one takes."""

    newsroom: Newsroom
    slow: float
    faults: dict[str, Fault] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    _running: dict[str, ThreadingHTTPServer] = field(default_factory=dict)

    def set_fault(self, outlet: str, fault: Fault) -> None:
        self.faults[outlet] = fault
        if fault is Fault.DOWN:
            self._stop(outlet)

    def mend(self) -> None:
        """Every outlet works again."""
        self.faults.clear()
        for outlet in self.newsroom.outlets:
            if outlet.name not in self._running:
                self._start(outlet)

    def close(self) -> None:
        for name in list(self._running):
            self._stop(name)

    def _start(self, outlet: Outlet) -> None:
        server = _Quiet(("127.0.0.1", outlet.port), _handler(outlet, self))
        self._running[outlet.name] = server
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def _stop(self, name: str) -> None:
        server = self._running.pop(name)
        server.shutdown()
        server.server_close()


@contextmanager
def serving(newsroom: Newsroom, slow: float) -> Iterator[Servers]:
    """The newsroom's servers, with nothing wrong to begin with."""
    servers = Servers(newsroom, slow)
    try:
        servers.mend()
        yield servers
    finally:
        servers.close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that is killed hangs up


def _handler(outlet: Outlet, servers: Servers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            servers.asked[outlet.name] = servers.asked.get(outlet.name, 0) + 1
            path = urlsplit(self.path).path
            fault = servers.faults.get(outlet.name)
            found = answer(outlet, path)
            if found is None:
                self.give(404, Answer(b"tidak ada"))
            elif fault is None or not _concerns(fault, path):
                self.give(200, found)
            else:
                self.fail(fault, found, path)

        def fail(self, fault: Fault, found: Answer, path: str) -> None:
            if fault is Fault.SLOW:
                time.sleep(servers.slow)
                self.give(200, found)
            elif fault in _STATUS:
                more = {"Retry-After": "1"} if fault is Fault.TOO_MANY else {}
                self.give(_STATUS[fault], Answer(b"sebentar"), more)
            elif fault in (Fault.RESET, Fault.ROBOTS_RESET):
                self.reset(found.body)
            elif fault is Fault.CUT_GZIP:
                packed = gzip.compress(found.body, mtime=0)
                self.give(200, Answer(packed[: len(packed) // 2]), {"Content-Encoding": "gzip"})
            else:
                self.give(200, Answer(self.spoilt(fault, path)))

        def spoilt(self, fault: Fault, path: str) -> bytes:
            if fault is Fault.REDESIGNED:
                return redesigned(outlet, next(paper for paper in outlet.visible if paper.path == path))
            return _SHELL if fault is Fault.EMPTY_SHELL else random.Random(path).randbytes(4000)

        def give(self, status: int, found: Answer, more: dict[str, str] | None = None) -> None:
            self.send_response(status)
            head = {"Content-Type": found.kind, "Content-Length": str(len(found.body))}
            for name, value in (head | (more or {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(found.body)

        def reset(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            # No lingering: the system sends RST in the end's place.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the drill tells what it tries."""

    return Handler


_STATUS = {Fault.ERROR: 500, Fault.TOO_MANY: 429, Fault.FORBIDDEN: 403, Fault.ROBOTS_ERROR: 503}


def _concerns(fault: Fault, path: str) -> bool:
    if path == "/robots.txt":
        return fault in _ROBOTS
    listing = path.startswith("/wp-json") or path == "/sitemap.xml"
    return fault not in _ROBOTS and listing == (fault is Fault.LISTING_GARBAGE)
