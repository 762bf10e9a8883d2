"""Lighthouse's scores with its mobile profile: `python -m tests.theme.lighthouse output`, where npx finds lighthouse.

Home, the fullest kabupaten and the newest event are asked, served compressed as web servers do; status 1 below 100.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import mimetypes
import os
import subprocess
import sys
import threading
from pathlib import Path

import lxml.html

from tests.theme.conftest import Quiet, chromium_path

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"


class Compressed(Quiet):
    """Files as a public server sends them: compressed, and to be kept."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(data)


def pages(site: Path) -> list[str]:
    """The three pages that are asked about."""
    home = lxml.html.parse(str(site / "index.html")).getroot()
    tiles = sorted(home.cssselect(".peta a"), key=lambda tile: -int(tile.find("b").text))
    return ["index.html", tiles[0].get("href"), home.cssselect(".entri a")[0].get("href")]


def scores(address: str) -> dict[str, int]:
    """Category -> points of 100. Raises CalledProcessError where Lighthouse cannot run."""
    command = ["npx", "--no-install", "lighthouse", address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    environment = os.environ | {"CHROME_PATH": chromium_path() or ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    told = json.loads(done.stdout[done.stdout.index("{") :])
    return {name: round(category["score"] * 100) for name, category in told["categories"].items()}


def main(arguments: list[str]) -> int:
    """Prints the scores of each page."""
    site, worst = Path(arguments[0]), 100
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for page in pages(site):
        told = scores(f"http://127.0.0.1:{server.server_port}/{page.removeprefix('./')}")
        print(page, ", ".join(f"{name} {points}" for name, points in told.items()))
        worst = min(worst, *told.values())
    server.shutdown()
    return 0 if worst == 100 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
