"""What the first search costs, measured in Chromium: `python -m tests.theme.searchcost output [WORDS]`.

The site is served as a static host serves it (GitHub Pages, nginx with gzip on): HTML, style, scripts and JSON gzipped,
files of the index, which are compressed already, as they are. The line is Lighthouse's mobile profile in two ways of
writing it: "simulated" 1.6 Mbit/s and 150 ms a request, "applied" 1.44 Mbit/s and 562.5 ms (its factors of 0.9 and
3.75 for DevTools); the processor is slowed down four times. Time is told by the page itself, from the begin of the
navigation until it has drawn a result: a test that looks for it would let a script of its own run in the slowed page.
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

from playwright.sync_api import Browser, Page, sync_playwright

from tests.theme.conftest import CHROMIUM_FLAGS, Quiet, chromium_path
from tests.theme.traffic import Traffic, depth

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
LINES = {"simulated": (1.6e6 / 8, 150.0), "applied": (1.44e6 / 8, 562.5)}
"""Bytes a second, and milliseconds that each request waits."""
SLOWDOWN = 4
WAITS = 60.0
"""Seconds after which nothing is expected any more."""
ANSWERED = """(() => {
  const told = (selector) => document.querySelector(selector)?.textContent.trim();
  const watch = new MutationObserver(() => {
    const parts = ["#hasil", "#temuan > li h2", "#temuan > li .kapan", "#temuan > li .tanda", "#temuan > li .rinci"];
    if (!parts.every(told)) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const drawn = new MessageChannel(); // its message is a task of its own, behind the drawing of the frame
      drawn.port1.onmessage = () => tellAnswered(String(performance.timeOrigin + performance.now()));
      drawn.port2.postMessage(null);
    });
  });
  watch.observe(document, { childList: true, subtree: true });
})()"""
"""Tells, in milliseconds since 1970, when the number of hits and a result with title, day, kind and place were drawn."""
PHASES = {
    "page": "/cari.html",
    "scripts": ".js",
    "engine": "wasm.id.pagefind",
    "words": ".pf_index",
    "results": ".pf_fragment",
}
"""Names of what a first answer needs, and how their addresses end."""


@dataclass(frozen=True)
class Cost:
    """Bytes of the answers, their heads included, as they come over the line; requests; the longest chain of requests of
    which each began after the one before had ended; seconds since the navigation began. All until the first results stand
    on the page, and `all_bytes`, `all_requests` until the counts beside the filters are there too. `phases` say by name
    when what was needed of a kind had come, in seconds."""

    bytes: int
    requests: int
    depth: int
    seconds: float
    all_bytes: int
    all_requests: int
    phases: dict[str, float]


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
def served(site: Path, host: type[StaticHost] = StaticHost) -> Iterator[str]:
    """The address of a local server that shows a built site."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_search(page: Page, address: str, words: str, line: str | None = None, **more: str) -> Cost:
    """The cost of opening the search page and asking for words, in a browser that has cached nothing; `more` are
    further fields of the form. Raises TimeoutError where no result comes."""
    session = page.context.new_cdp_session(page)
    traffic = Traffic(session)
    answered: list[float] = []
    session.send("Runtime.enable")
    session.send("Runtime.addBinding", {"name": "tellAnswered"})
    session.on("Runtime.bindingCalled", lambda told: answered.append(float(told["payload"]) / 1000))
    session.send("Page.enable")
    session.send("Page.addScriptToEvaluateOnNewDocument", {"source": ANSWERED})
    if line:
        speed, latency = LINES[line]
        told = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": 93_750}
        session.send("Network.emulateNetworkConditions", told)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{address}cari.html?{urlencode({'q': words} | more)}", wait_until="commit")
    limit = time.monotonic() + WAITS
    while not answered:
        if time.monotonic() > limit:
            raise TimeoutError(f"{words}: no result in {WAITS:.0f} seconds")
        page.wait_for_timeout(20)
    page.wait_for_load_state("networkidle")  # the counts beside the filters come after the results
    page.wait_for_timeout(500)
    return _cost(traffic, answered[0], page.evaluate("performance.timeOrigin") / 1000)


def _cost(traffic: Traffic, answered: float, start: float) -> Cost:
    seen, size = traffic.until(answered), sum(one.size for one in traffic.ended)
    phases = {
        name: max((one.ended - start for one in seen if urlsplit(one.url).path.endswith(end)), default=0.0)
        for name, end in PHASES.items()
    }
    asked = min((one.begun - start for one in seen if one.url.endswith(PHASES["results"])), default=0.0)
    seconds = answered - start
    phases = dict(sorted((phases | {"searched": asked, "drawn": seconds}).items(), key=lambda phase: phase[1]))
    return Cost(sum(one.size for one in seen), len(seen), depth(seen), seconds, size, len(traffic.ended), phases)


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
                f"with the counts beside the filters {cost.all_bytes} bytes in {cost.all_requests} requests; by phase: "
                + ", ".join(f"{name} {seconds:.2f}" for name, seconds in cost.phases.items())
            )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
