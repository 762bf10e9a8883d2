"""One member of a crew that crawls a server on loopback, in a process of its own.

`python -m tests.crawler.spread.member PORT FOLDER NAME JSON` prints its tally and whether it grouped. The JSON has `redis` and
`database`, their addresses, `lease`, `most` articles, and Scrapy's settings in capitals; without `redis` it crawls alone. The members share FOLDER.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.assignment import Assignment
from crawler.fetch.crawling import run_crawl
from crawler.fetch.memory import DATABASE_URL, open_memory
from crawler.fetch.tally import Tally
from crawler.settings import crawl_settings
from crawler.sources import load_sources
from crawler.spread.crew import Crew, open_crew
from crawler.spread.sharing import SHARED_SETTINGS, share_of
from crawler.write.desk import Desk, default_assemble, default_grouping
from crawler.write.store import Store
from crawler.write.texts import Texts
from tests.crawler.fetch.loopback import HASTE, source_of

LEASE = 30.0
"""Seconds, as in earnest: on a busy machine a living member may not come to its signs of life for a second or two."""


def main(port: str, folder: str, name: str, overrides: str) -> None:
    given: dict[str, Any] = json.loads(overrides)
    content, var = Path(folder) / "content", Path(folder) / name
    crew = open_crew(given["redis"], name, given.get("lease", LEASE)) if "redis" in given else None
    if crew and "most" in given:
        _take_at_most(crew, given["most"])
    database = {DATABASE_URL: given["database"]} if "database" in given else {}
    table = load_sources()
    source = source_of(table, port, {"discovery": [["listing", "/daftar", None]]})
    assignment = Assignment(
        source=source,
        title_stems=table.title_stems,
        desk=Desk(
            Store(content), open_memory(var, database), default_assemble(), Texts(Path(folder) / "texts.sqlite3")
        ),
        tally=Tally(source.name),
        now=lambda: datetime.now(UTC),
        archive=ArchiveWriter(var / "archive", datetime.now(UTC)),
        share=share_of(crew, source.name) if crew else None,
    )
    settings: dict[str, Any] = crawl_settings(var, replay=False, environment={}) | HASTE | {"ALLOW_LOOPBACK": True}
    scrapys = {key: value for key, value in given.items() if key.isupper()}
    _wait_for_all(Path(folder), name, given.get("together", 1))
    last = run_crawl([assignment], settings | (SHARED_SETTINGS if crew else {}) | scrapys, crew)
    if last:
        assignment.desk.group(default_grouping(content))
    if crew:
        crew.end()
    tally = assignment.tally
    told = {"counts": tally.counts, "warnings": tally.warnings, "errors": tally.errors, "why": tally.why}
    print(json.dumps(told | {"outcome": tally.outcome, "last": last}))


def _take_at_most(crew: Crew, most: int) -> None:
    """Leaves the rest of the work to the others: who gets the next turn is the machine's choice, and one might get nearly
    all of them."""
    take, taken = crew.take, 0

    def modest(source: str) -> bytes | None:
        nonlocal taken
        found = take(source) if taken < most else None
        taken += found is not None
        return found

    crew.take = modest  # type: ignore[method-assign]


def _wait_for_all(folder: Path, name: str, members: int) -> None:
    """Ends when so many members are as far as this one, so that none has done the work before another started."""
    (folder / f"{name}.ready").touch()
    while len(list(folder.glob("*.ready"))) < members:
        time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
