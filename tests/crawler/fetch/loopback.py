"""A crawl of a server on loopback, in a process of its own: Twisted's reactor cannot be started twice.

`python -m tests.crawler.fetch.loopback PORT FOLDER [JSON of settings]` crawls http://127.0.0.1:PORT and prints the
tally as JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.assignment import Assignment
from crawler.fetch.crawling import run_crawl
from crawler.fetch.memory import open_memory
from crawler.fetch.tally import Tally
from crawler.settings import crawl_settings
from crawler.sources import Discovery, Kind, load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store

HASTE = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_START_DELAY": 0, "AUTOTHROTTLE_MAX_DELAY": 0.01, "DOWNLOAD_TIMEOUT": 3}


def main(port: str, folder: str, overrides: str = "{}") -> None:
    house, var = f"http://127.0.0.1:{port}", Path(folder) / "var"
    table = load_sources()
    source = replace(
        table.by_name["voxntt"],
        name="loopback",
        hosts=("127.0.0.1",),
        discovery=(
            Discovery(Kind.REST, f"{house}/wp-json?search={{word}}"),
            Discovery(Kind.LISTING, f"{house}/daftar", f"{house}/daftar?page={{page}}"),
        ),
    )
    assignment = Assignment(
        source=source,
        title_stems=table.title_stems,
        desk=Desk(Store(Path(folder) / "content"), open_memory(var, {}), default_assemble()),
        tally=Tally("loopback"),
        now=lambda: datetime.now(UTC),
        archive=ArchiveWriter(var / "archive" / "loopback", datetime.now(UTC)),
    )
    settings: dict[str, Any] = crawl_settings(var, replay=False, environment={})
    run_crawl([assignment], settings | HASTE | {"ALLOW_LOOPBACK": True} | json.loads(overrides))
    tally = assignment.tally
    print(json.dumps({"counts": tally.counts, "warnings": tally.warnings, "errors": tally.errors, "why": tally.why}))


if __name__ == "__main__":
    main(*sys.argv[1:])
