"""What the first search costs, measured in Chromium: `python -m tests.theme.searchcost output [WORDS]`.

The site is served as a static host serves it (GitHub Pages, nginx with gzip on): HTML, style, scripts and JSON gzipped,
files of the index, which are compressed already, as they are. The line is Lighthouse's mobile profile in two ways of
writing it: "simulated" 1.6 Mbit/s and 150 ms a request, "applied" 1.44 Mbit/s and 562.5 ms (its factors of 0.9 and
3.75 for DevTools); the processor is slowed down four times.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.theme.conftest import CHROMIUM_FLAGS, Quiet, chromium_path

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
LINES = {"simulated": (1.6e6 / 8, 150.0), "applied": (1.44e6 / 8, 562.5)}
"""Bytes a second, and milliseconds that each request waits."""
SLOWDOWN = 4
ANSWERED = "#temuan > li"


@dataclass(frozen=True)
class Cost:
    """Bytes of the answers, their heads included, as they come over the line; requests; the longest chain of requests of
    which each began after the one before had ended; seconds. All until the first results stand on the page, and
    `all_bytes`, `all_requests` until the counts beside the filters are there too."""

    bytes: int
    requests: int
    depth: int
    seconds: float
    all_bytes: int
    all_requests: int


class StaticHost(Quiet):
    """Compresses what a static host compresses, with the ten minutes of caching that GitHub Pages allows."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        data = packed(path)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@functools.cache
def packed(path: Path) -> bytes:
    """A file as gzip of level 6, as servers make it."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a local server that shows a built site."""
    handler = functools.partial(StaticHost, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Traffic:
    """The requests of a page, by the browser's own account of them."""

    def __init__(self, session: CDPSession) -> None:
        self.begun: dict[str, float] = {}
        self.ended: dict[str, tuple[float, int]] = {}
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._begun)
        session.on("Network.loadingFinished", self._finished)

    def _begun(self, told: dict[str, float | str]) -> None:
        self.begun.setdefault(str(told["requestId"]), float(told["timestamp"]))

    def _finished(self, told: dict[str, float | str]) -> None:
        self.ended[str(told["requestId"])] = (float(told["timestamp"]), int(told["encodedDataLength"]))

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.ended.values())

    @property
    def depth(self) -> int:
        """The longest chain of requests, each begun after the one before had ended."""
        spans = sorted((self.begun[id], end) for id, (end, size) in self.ended.items() if size and id in self.begun)
        depths: list[tuple[float, int]] = []  # end and depth
        for begin, end in spans:
            depths.append((end, 1 + max((depth for before, depth in depths if before <= begin), default=0)))
        return max((depth for _, depth in depths), default=0)


def first_search(page: Page, address: str, words: str, line: str | None = None, **more: str) -> Cost:
    """The cost of opening the search page and asking for words, in a browser that has cached nothing; `more` are
    further fields of the form."""
    session = page.context.new_cdp_session(page)
    traffic = Traffic(session)
    if line:
        speed, latency = LINES[line]
        told = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": 93_750}
        session.send("Network.emulateNetworkConditions", told)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    start = time.monotonic()
    page.goto(f"{address}cari.html?{urlencode({'q': words} | more)}", wait_until="commit")
    page.locator(ANSWERED).first.wait_for()
    seconds = time.monotonic() - start
    size, number, depth = traffic.bytes, len(traffic.ended), traffic.depth
    page.wait_for_load_state("networkidle")  # the counts beside the filters come after the results
    page.wait_for_timeout(500)
    return Cost(size, number, depth, seconds, traffic.bytes, len(traffic.ended))


def measured(browser: Browser, address: str, words: str, line: str, **more: str) -> Cost:
    """The cost in a window of its own, as a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2)
    cost = first_search(context.new_page(), address, words, line, **more)
    context.close()
    return cost


def main(arguments: list[str]) -> None:
    """Prints the cost for one site: of five searches on each line the one with the median time."""
    words = " ".join(arguments[1:]) or "netralitas"
    with served(Path(arguments[0])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        for line in LINES:
            costs = sorted((measured(browser, address, words, line) for _ in range(5)), key=lambda one: one.seconds)
            cost = costs[2]
            print(
                f"{words}, {line}: {cost.bytes} bytes in {cost.requests} requests, {cost.depth} after one another, "
                f"results after {cost.seconds:.2f} s ({costs[0].seconds:.2f} to {costs[-1].seconds:.2f}); "
                f"with the counts beside the filters {cost.all_bytes} bytes in {cost.all_requests} requests"
            )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
