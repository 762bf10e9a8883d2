"""The tiny site, built once; a server that shows it in a sub-folder; a page that must stay quiet; which Chromium to use."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.theme.samples import build, write_records
from theme.searchindex import build_index

PATIENCE = 30_000
"""Milliseconds until what a page is waited for counts as missing; nothing waits so long that is there."""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a Pelican run over the samples, search index included, in a folder called `proyek`."""
    content = tmp_path_factory.mktemp("content")
    write_records(content)
    output = tmp_path_factory.mktemp("public") / "proyek"
    done = build(content, output)
    assert done.returncode == 0, done.stderr
    build_index(output)
    return output


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that keeps the terminal clean."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site's address on a local server: below a sub-folder, as a project site is."""
    handler = functools.partial(Quiet, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/proyek/"
        server.shutdown()


def chromium_path() -> str | None:
    """$CHROMIUM or the system's Chromium; None leaves the choice to Playwright."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console must stay free of errors, what the policy blocks among them, and that asks nothing."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: troubles.append(dialog.message))
    yield page
    page.close()
    assert troubles == []
