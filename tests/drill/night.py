"""A night of the drill: the real `nightly` in a process of its own, watched while it goes on."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.sources import SOURCES
from tests.crawler.nightly.places import Places
from tests.drill.crawl import PATIENCE
from tests.drill.newsroom import Newsroom

ROOT = Path(__file__).parents[2]
LONGEST = 900
_BEGINS = re.compile(r"^\d\d:\d\d:\d\d (\w+) …$")

Prank = Callable[[subprocess.Popen[str]], None]
"""What is done to a night when a step begins."""


@dataclass(frozen=True)
class Ran:
    """How a night ended: exit status (negative: killed), what it said, its report if it wrote one, seconds."""

    status: int
    out: str
    err: str
    report: dict[str, Any] | None
    seconds: float

    @property
    def told(self) -> str:
        """Every line in which it told of a fault: the report's faults, why sources are failing, standard error."""
        report = self.report or {}
        lines = [f"{fault['step']}: {fault['line']}" for fault in report.get("faults", ())]
        lines += [f"{source['source']}: {source['why']}" for source in report.get("sources", ()) if source["failing"]]
        lines += [line for line in self.out.splitlines() if "FAILED" in line]
        return "\n".join([*lines, self.err])


@dataclass
class Nights(Places):
    """Nights of one newsroom in one folder: content, var, site."""

    newsroom: Newsroom
    patience: float = PATIENCE
    """Seconds until an outlet is too slow."""
    steps: dict[str, float] = field(default_factory=dict)
    """Seconds that each step took in the last night that came to its end."""

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.newsroom.write_table(self.folder / "sources.toml")
        hosts = ",".join(outlet.host for outlet in self.newsroom.outlets)
        crawl = json.dumps([sys.executable, "-m", "tests.drill.crawl", hosts, str(self.patience)])
        (self.folder / "nightly.toml").write_text(f"keep = 3\n[commands]\ncrawl = {crawl}\n", encoding="utf-8")

    @property
    def current(self) -> Path | None:
        """The published site's folder."""
        link = self.site / "current"
        return link.resolve() if link.exists() else None

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ | {SOURCES: str(self.folder / "sources.toml"), "PYTHONDONTWRITEBYTECODE": "1"}

    def command(self, name: str, *arguments: object) -> list[str]:
        """A command of the project for the drill's content and var."""
        folders = ["--content", self.content, "--var", self.var]
        return [sys.executable, "-m", "crawler", name, *map(str, (*arguments, *folders))]

    def run(self, pranks: Mapping[str, Prank] | None = None, largest: int | None = None) -> Ran:
        """One night. `pranks` are played when a step begins; `largest` is the size that no file may exceed, in bytes."""
        before, began = self._latest(), time.monotonic()
        process = subprocess.Popen(
            self.command("nightly", "--site", self.site, "--config", self.folder / "nightly.toml"),
            cwd=ROOT,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest else None,
        )
        try:
            out, err = _watched(process, pranks or {})
        finally:
            kill_group(process)
        seconds = time.monotonic() - began
        after = self._latest()
        report = json.loads(after) if after and after != before else None
        if report and process.returncode >= 0:
            self.steps = {step["name"]: step["seconds"] for step in report["steps"]}
        return Ran(process.returncode, out, err, report, seconds)

    def _latest(self) -> bytes | None:
        try:
            return (self.var / "reports" / "latest.json").read_bytes()
        except OSError:
            return None


def kill_group(process: subprocess.Popen[str]) -> None:
    """kill -9 to the night and everything that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_parent(process: subprocess.Popen[str]) -> None:
    """kill -9 to the night alone; what it has started must not outlive it."""
    process.kill()
    process.wait()


def _watched(process: subprocess.Popen[str], pranks: Mapping[str, Prank]) -> tuple[str, str]:
    lines: list[str] = []
    errors: list[str] = []
    assert process.stdout is not None
    assert process.stderr is not None
    stderr = process.stderr
    listener = threading.Thread(target=lambda: errors.append(stderr.read()), daemon=True)
    listener.start()
    late = threading.Timer(LONGEST, process.kill)
    late.start()
    try:
        for line in process.stdout:
            lines.append(line)
            begins = _BEGINS.match(line.rstrip("\n"))
            if begins and begins[1] in pranks:
                pranks[begins[1]](process)
        process.wait()
    finally:
        late.cancel()
    listener.join(30)
    return "".join(lines), "".join(errors)
