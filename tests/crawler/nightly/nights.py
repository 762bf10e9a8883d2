"""Nights in a folder of their own: the real command, with the crawl of a rehearsal or a small one in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.memory import Crawl, open_memory
from crawler.fetch.signs import ANSWERED, LINKS
from crawler.sources import load_sources
from tests.crawler.nightly.places import Places
from tests.running import run_module
from tests.theme.samples import RECORDS, ROOT, write_records

CRAWL = """
import os, pathlib, sys, time
var = pathlib.Path(sys.argv[sys.argv.index("--var") + 1])
with (var / "crawls").open("a") as file:
    file.write(f"{os.getpid()}\\n")
"""
READ_ONE = 'print("voxntt: found 3, fetched 3, unchanged 3")\n'


@dataclass
class Nights(Places):
    """Nights of one content folder. `crawl` is a small program in the crawl's place; None is the real crawl."""

    crawl: str | None = READ_ONE
    settings: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def current(self) -> Path:
        """The published site."""
        return (self.site / "current").resolve()

    def words(self, *arguments: str) -> list[str]:
        """The command line of a night, behind `python -m crawler`; its files are written."""
        text = self.settings
        if self.crawl is not None:
            script = self.folder / "crawl.py"
            script.write_text(CRAWL + self.crawl, encoding="utf-8")
            text += f"\n[commands]\ncrawl = {json.dumps([sys.executable, str(script)])}\n"
        config = self.folder / "nightly.toml"
        config.write_text(text, encoding="utf-8")
        folders = {"--content": self.content, "--var": self.var, "--site": self.site, "--config": config}
        own = [word for name, value in folders.items() for word in (name, str(value))]
        return ["nightly", *own, *self.options, *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One night; its output never holds a traceback."""
        done = run_module("crawler", *self.words(*arguments))
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    def start(self) -> subprocess.Popen[str]:
        """A night whose output can be read while it goes on."""
        command = [sys.executable, "-m", "crawler", *self.words()]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    @property
    def report(self) -> dict[str, Any]:
        """The last night's report."""
        told: dict[str, Any] = json.loads((self.var / "reports" / "latest.json").read_text(encoding="utf-8"))
        return told

    def faults(self) -> str:
        return "\n".join(f"{fault['step']}: {fault['line']}" for fault in self.report["faults"])


def with_samples(folder: Path, **changes: Any) -> Nights:
    """Nights over the invented records of the site's tests."""
    nights = Nights(folder, **changes)
    write_records(nights.content, RECORDS)
    memory, now = open_memory(nights.var, {}), datetime.now(UTC)
    signs = {f"{ANSWERED} {means.url}": 1 for means in load_sources().by_name["voxntt"].discovery}
    signs |= {f"{LINKS} {means.url}": 3 for means in load_sources().by_name["voxntt"].discovery}
    memory.note_crawl(
        Crawl("voxntt", now, now, "ok", None, {"found": 3, "fetched": 3, "stored": 3, "reader wordpress": 3, **signs})
    )
    memory.close()
    return nights


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
