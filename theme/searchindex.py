"""The search index of a built site: `python -m theme.searchindex output`."""

from __future__ import annotations

import json
import shutil
import subprocess  # nosec B404: runs Pagefind
import sys
from pathlib import Path

from theme.plugins.output import SEARCH_INDEX


def build_index(site: Path) -> str:
    """Indexes the event pages with Pagefind and returns its last line. Raises RuntimeError with one line."""
    if not any((site / "kegiatan").glob("*.html")):
        raise RuntimeError(f"{site}: no event pages to index; build the site first")
    shutil.rmtree(site / SEARCH_INDEX, ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", "kegiatan/*.html", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603: no shell, no remote text
    if done.returncode or not (site / SEARCH_INDEX / "pagefind.js").is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise RuntimeError(f"{site}: the search index was not made: {lines[-1]}")
    for unused in (*(site / SEARCH_INDEX).glob("*ui.*"), site / SEARCH_INDEX / "pagefind-highlight.js"):
        unused.unlink(missing_ok=True)  # Pagefind's own search boxes; theme/static/cari.js is ours
    return f"search index: {_indexed(site / SEARCH_INDEX)} event pages, {site / SEARCH_INDEX}"


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
