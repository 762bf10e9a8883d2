"""A server on loopback whose answers are data, and that keeps the time of each request."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Answer:
    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class House:
    """`answers` are answers by path with query, or what makes one of the number of the request (from 1)."""

    port: int
    asked: list[tuple[str, float, str]] = field(default_factory=list)

    def times(self, path: str | None = None) -> list[float]:
        return [when for asked, when, _ in self.asked if path in (None, asked)]

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


Answers = Mapping[str, Answer | Callable[[int], Answer]]


@contextmanager
def served(answers: Answers) -> Iterator[House]:
    """Serves answers on loopback; 404 for everything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            house.asked.append((self.path, time.monotonic(), self.headers.get("User-Agent", "")))
            found = answers.get(self.path, Answer("tidak ada", 404))
            answer = found(house.paths.count(self.path)) if callable(found) else found
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in ({"Content-Length": str(len(body))} | dict(answer.headers)).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hangs up on 50 MB is what the tests are about

    server = Quiet(("127.0.0.1", 0), Handler)
    house = House(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()


def crawl(house: House, folder: Path, **settings: object) -> dict[str, Any]:
    """The tally of a crawl of the house, with Scrapy's settings changed. Nothing may be written to standard error."""
    command = [
        sys.executable,
        "-m",
        "tests.crawler.fetch.loopback",
        str(house.port),
        str(folder),
        json.dumps(settings),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    found: dict[str, Any] = json.loads(run.stdout)
    return found
