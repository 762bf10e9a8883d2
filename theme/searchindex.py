"""The search index of a built site: `python -m theme.searchindex output`.

It is made anew only when a page that it tells of has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess  # nosec B404 # runs Pagefind
import sys
from importlib.metadata import version
from pathlib import Path

from theme.plugins.output import SEARCH_INDEX

KEY = "kunci.txt"
"""The file in the index that tells which pages it was made of."""
_WAITING = ".indeks-baru"


def build_index(site: Path) -> str:
    """Indexes the event pages with Pagefind and returns a line that says so. Raises RuntimeError with one line."""
    pages = sorted((site / "kegiatan").glob("*.html"))
    if not pages:
        raise RuntimeError(f"{site}: no event pages to index; build the site first")
    index, key = site / SEARCH_INDEX, _key(pages)
    if (index / KEY).is_file() and (index / KEY).read_text(encoding="ascii") == key:
        return f"search index: {_indexed(index)} event pages, {index}, unchanged"
    waiting = site / _WAITING
    try:
        _run_pagefind(site, waiting)
        _indexed(waiting)  # an index that is not whole takes nobody's place
        (waiting / KEY).write_text(key, encoding="ascii")
        shutil.rmtree(index, ignore_errors=True)
        os.replace(waiting, index)  # noqa: PTH105  # one step: no reader meets half an index
    except OSError as error:
        raise RuntimeError(f"{site}: the search index was not made: {error}") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return f"search index: {_indexed(index)} event pages, {index}"


def _run_pagefind(site: Path, to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", "kegiatan/*.html", "--quiet"]
    command += ["--output-path", str(to)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603 # no shell, no remote text
    if done.returncode or not (to / "pagefind.js").is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise RuntimeError(f"{site}: the search index was not made: {lines[-1]}")
    for unused in (*to.glob("*ui.*"), to / "pagefind-highlight.js"):
        unused.unlink(missing_ok=True)  # Pagefind's own search boxes; theme/static/cari.js is ours


def _key(pages: list[Path]) -> str:
    told = hashlib.blake2b(version("pagefind").encode(), digest_size=16)
    for page in pages:
        data = page.read_bytes()
        told.update(b"%s %d " % (page.name.encode(), len(data)))
        told.update(data)
    return told.hexdigest()


def _indexed(index: Path) -> int:
    # The folder also holds redirects and tombstones, which Pagefind leaves out.
    entry = index / "pagefind-entry.json"
    try:
        languages = json.loads(entry.read_text(encoding="utf-8"))["languages"]
        return sum(language["page_count"] for language in languages.values())
    except (OSError, ValueError, KeyError, TypeError) as error:
        # Pagefind 1.5 says nothing and ends well when the disk runs full: the file is there and empty.
        free = shutil.disk_usage(index).free // 1024
        raise RuntimeError(f"{entry}: not written whole by Pagefind; {free} KiB are free on its disk") from error


def main(arguments: list[str]) -> int:
    """The command: one line on success, one on failure with status 1."""
    if len(arguments) != 1:
        print("usage: python -m theme.searchindex SITE", file=sys.stderr)
        return 2
    try:
        print(build_index(Path(arguments[0])))
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
