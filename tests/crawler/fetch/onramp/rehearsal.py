"""A crawl by replay of a table of sources that is not the project's own, in a process of its own.

`python -m tests.crawler.fetch.onramp.rehearsal TABLE.toml WARC FOLDER` crawls every source of the table and prints the
counts by source as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from crawler.fetch.assignment import Assignment
from crawler.fetch.crawling import run_crawl
from crawler.fetch.memory import open_memory
from crawler.fetch.replay import Replay
from crawler.fetch.tally import Tally
from crawler.settings import crawl_settings
from crawler.sources import load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store


def main(table: str, warc: str, folder: str) -> None:
    sources, replay, var = load_sources(Path(table)), Replay([Path(warc)]), Path(folder) / "var"
    desk = Desk(Store(Path(folder) / "content"), open_memory(var, {}), default_assemble())
    assignments = [
        Assignment(source, sources.title_stems, desk, Tally(source.name), lambda: replay.ended, replay=replay)
        for source in sources
    ]
    run_crawl(assignments, crawl_settings(var, replay=True, environment={}))
    print(json.dumps({one.source.name: one.tally.counts for one in assignments}))


if __name__ == "__main__":
    main(*sys.argv[1:])
