"""A server on loopback whose answers are data, and that keeps the time of each request."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.running import run_module

ROOT = Path(__file__).parents[3]
MODULE = "tests.crawler.fetch.loopback"


@dataclass(frozen=True)
class Answer:
    """One answer. With an ETag among its headers it is 304 to who names it; `pieces` come after the body, without end
    if they have none; Content-Length tells the body's length unless the headers say otherwise.
    """

    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None
    takes: float = 0.0  # seconds


@dataclass
class House:
    """What has been asked. `before` and `behind` are done at the request of that number (from 1), before it is answered or
    once it is: a moment that does not hang on who gets the processor when."""

    port: int
    asked: list[tuple[str, float, str]] = field(default_factory=list)
    told: list[Mapping[str, str]] = field(default_factory=list)
    before: dict[int, Callable[[], object]] = field(default_factory=dict)
    behind: dict[int, Callable[[], object]] = field(default_factory=dict)
    open: int = 0
    most_open: int = 0

    def times(self, path: str | None = None) -> list[float]:
        return [when for asked, when, _ in self.asked if path in (None, asked)]

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


Answers = Mapping[str, Answer | Callable[[int], Answer]]


def _nothing() -> None:
    pass


def _arrival(connection: socket.socket) -> float:
    """When a request's bytes came (time.monotonic), by the kernel's count where it tells: on a busy machine it may take a
    handler half a second to come to them, and the distance to the next request would seem that much shorter."""
    now = time.monotonic()
    if sys.platform != "linux":
        return now
    told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _AGE.size)
    age: int = _AGE.unpack(told)[0]
    return now - age / 1000


_AGE = struct.Struct("=52xI")  # tcpi_last_data_recv in milliseconds, of struct tcp_info (linux/tcp.h)


@contextmanager
def served(answers: Answers, port: int = 0) -> Iterator[House]:
    """Serves answers by path with query, or what makes one of the number of its requests (from 1), on loopback, at a free
    port unless one is given; 404 for everything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            house.asked.append((self.path, _arrival(self.connection), self.headers.get("User-Agent", "")))
            number = len(house.asked)
            house.told.append(dict(self.headers))
            house.open += 1
            house.most_open = max(house.most_open, house.open)
            found = answers.get(self.path, Answer("tidak ada", 404))
            answer = found(house.paths.count(self.path)) if callable(found) else found
            time.sleep(answer.takes)
            house.before.get(number, _nothing)()
            try:
                self._give(answer)
            finally:
                house.open -= 1
            house.behind.get(number, _nothing)()

        def _give(self, answer: Answer) -> None:
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                self.send_response(304)
                self.send_header("ETag", etag)
                self.end_headers()
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            length = {} if answer.pieces else {"Content-Length": str(len(body))}
            for name, value in (length | dict(answer.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            for piece in answer.pieces() if answer.pieces else ():
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hangs up on 50 MB is what the tests are about

    server = Quiet(("127.0.0.1", port), Handler)
    house = House(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()


def crawl(house: House, folder: Path, **settings: object) -> dict[str, Any]:
    """The tally of a crawl of the house. Settings in capitals are Scrapy's, the others those of tests.crawler.fetch.loopback.
    Nothing may be written to standard error."""
    run = run_module(MODULE, *_words(house, folder, settings))
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def command(house: House, folder: Path, **settings: object) -> list[str]:
    """The command that `crawl` runs."""
    return [sys.executable, "-m", MODULE, *_words(house, folder, settings)]


def _words(house: House, folder: Path, settings: Mapping[str, object]) -> list[str]:
    return [str(house.port), str(folder), json.dumps(settings)]
