"""What the first search costs, measured in Chromium: `python -m tests.theme.searchcost output [WORDS]`.

Served without compression, so HTML, style and scripts count at full size; the index itself is compressed on disk.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from tests.theme.conftest import CHROMIUM_FLAGS, Quiet, chromium_path


@dataclass(frozen=True)
class Cost:
    """Bytes of all answers' bodies, their number, and seconds until the results stand on the page."""

    bytes: int
    requests: int
    seconds: float


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a local server that shows a built site."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def first_search(page: Page, address: str, words: str) -> Cost:
    """The cost of opening the search page and asking for words, in a browser that has cached nothing."""
    answers: list[int] = []
    page.on("response", lambda response: answers.append(int(response.headers.get("content-length", "0"))))
    start = time.monotonic()
    page.goto(f"{address}cari.html?q={quote(words)}")
    page.locator("#temuan > li").first.wait_for()
    seconds = time.monotonic() - start
    page.wait_for_timeout(500)  # the counts beside the filters come after the results
    return Cost(sum(answers), len(answers), seconds)


def main(arguments: list[str]) -> None:
    """Prints the cost for one site."""
    words = " ".join(arguments[1:]) or "netralitas"
    with served(Path(arguments[0])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        cost = first_search(browser.new_page(), address, words)
        browser.close()
    print(f"{words}: {cost.bytes} bytes in {cost.requests} requests, results after {cost.seconds:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
