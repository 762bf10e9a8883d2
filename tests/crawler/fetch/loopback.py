"""A crawl of a server on loopback, in a process of its own: Twisted's reactor cannot be started twice.

`python -m tests.crawler.fetch.loopback PORT FOLDER [JSON of settings]` crawls http://127.0.0.1:PORT and prints the
tally as JSON. Settings in capitals are Scrapy's. The others: `host` names an outlet of the table of sources that the server
plays, `discovery` is a list of [kind, path, path of the next pages], `words`, `title_stems`, `since` and `limit` are as
in a crawl; with `replay`, a folder, its WARC files answer and the server is not asked. `means` is a list of [source, kind,
address, address of the next pages]: each is crawled apart, and a list of tallies is printed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.archive import ArchiveWriter, warc_files
from crawler.fetch.assignment import Assignment
from crawler.fetch.crawling import run_crawl
from crawler.fetch.memory import open_memory
from crawler.fetch.replay import Replay
from crawler.fetch.tally import Tally
from crawler.settings import crawl_settings
from crawler.sources import Discovery, Kind, Source, Sources, load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store

HASTE = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_START_DELAY": 0, "AUTOTHROTTLE_MAX_DELAY": 0.01}
"""What is waited for an answer is not cut short: on a busy machine three seconds were too few for a healthy page."""
USUAL = [["rest", "/wp-json?search={word}", None], ["listing", "/daftar", "/daftar?page={page}"]]


def main(port: str, folder: str, overrides: str = "{}") -> None:
    given: dict[str, Any] = json.loads(overrides)
    table = load_sources()
    replay = Replay(warc_files([Path(given["replay"])])) if "replay" in given else None
    sources = [_with_means(table, given, means) for means in given.get("means", ())] or [source_of(table, port, given)]
    folders = [Path(folder) / str(at) if "means" in given else Path(folder) for at in range(len(sources))]
    assignments = [_assign(source, at, given, replay) for source, at in zip(sources, folders, strict=True)]
    settings: dict[str, Any] = crawl_settings(Path(folder) / "var", replay=replay is not None, environment={})
    own = {"ALLOW_LOOPBACK": True, "LOOPBACK_HOSTS": [given["host"]] if "host" in given else []}
    scrapys = {name: value for name, value in given.items() if name.isupper()}
    run_crawl(assignments, settings | ({} if replay else HASTE) | own | scrapys)
    told = [
        {"counts": tally.counts, "warnings": tally.warnings, "errors": tally.errors, "why": tally.why}
        for tally in (assignment.tally for assignment in assignments)
    ]
    print(json.dumps(told if "means" in given else told[0]))


def _assign(source: Source, folder: Path, given: dict[str, Any], replay: Replay | None) -> Assignment:
    var, start = folder / "var", datetime.now(UTC)
    return Assignment(
        source=source,
        title_stems=tuple(given.get("title_stems", load_sources().title_stems)),
        desk=Desk(Store(folder / "content"), open_memory(var, {}), default_assemble()),
        tally=Tally(source.name),
        now=(lambda: replay.ended) if replay else (lambda: datetime.now(UTC)),
        archive=None if replay else ArchiveWriter(var / "archive" / source.name, start),
        replay=replay,
        since=date.fromisoformat(given["since"]) if "since" in given else None,
        limit=given.get("limit"),
    )


def _with_means(table: Sources, given: dict[str, Any], means: list[str]) -> Source:
    name, kind, url, following = means
    discovery = (Discovery(Kind(kind), url, following),)
    return replace(table.by_name[name], discovery=discovery, words=tuple(given["words"]))


def source_of(table: Sources, port: str, given: dict[str, Any]) -> Source:
    """The source that the server plays: Vox NTT as "loopback", or the outlet of a host."""
    host = given.get("host", "127.0.0.1")
    played = table.of_host(host)
    plan = [[part and f"http://{host}:{port}{part}" for part in means[1:]] for means in given.get("discovery", USUAL)]
    kinds = [Kind(means[0]) for means in given.get("discovery", USUAL)]
    discovery = tuple(Discovery(kind, *addresses) for kind, addresses in zip(kinds, plan, strict=True))
    base = played or replace(table.by_name["voxntt"], name="loopback", hosts=(host,))
    return replace(base, discovery=discovery, words=tuple(given.get("words", base.words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
