"""`crawl`: discover, fetch, read, judge, extract, store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import ALL_FAILED, BROKEN, CONTENT, MISUSED, VAR, Content, Var, fail, parse_day, warn

if TYPE_CHECKING:
    from crawler.fetch.assignment import Assignment
    from crawler.fetch.replay import Replay
    from crawler.sources import Source, Sources
    from crawler.spread.crew import Crew
    from crawler.write.desk import Desk


def crawl(
    source: Annotated[list[str] | None, typer.Argument(help="Names in sources.toml; all active ones without.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Go back to this day (2024-09-28).")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most N articles of each source.")] = None,
    replay: Annotated[
        list[Path] | None, typer.Option(metavar="WARC", help="Answer requests from archive files, not the network.")
    ] = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Discover, fetch, read, judge, extract, store.

    Exit status: 0 when at least one source could be read, 3 when none could, 1 when something broke on our
    side (a record that cannot be read, an unreadable WARC), 2 for a wrong command line.
    """
    from crawler.extract.recognising import BrokenRecogniser
    from crawler.fetch.memory import BrokenMemory, open_memory
    from crawler.sources import BrokenSources, UnknownSource, load_sources
    from crawler.spread.crew import BrokenCrew
    from crawler.spread.sharing import crew_of
    from crawler.write.decisions import BrokenDecisions
    from crawler.write.desk import Desk, default_assemble, default_grouping
    from crawler.write.store import Store
    from crawler.write.texts import FILE as TEXTS_FILE
    from crawler.write.texts import BrokenTexts, Texts

    first_day = parse_day(since, "--since")
    try:
        table = load_sources()
        answering = _open_replay(replay)
        chosen = _chosen(table, source or [], answering)
        assemble, grouping, texts = default_assemble(), default_grouping(content), Texts(var / TEXTS_FILE)
        memory = open_memory(var)
        crew = None if answering else crew_of()
    except UnknownSource as error:
        fail(str(error), MISUSED)
    except (BrokenSources, BrokenMemory, BrokenDecisions, BrokenTexts, BrokenRecogniser, BrokenCrew) as error:
        fail(str(error))
    desk = Desk(Store(content), memory, assemble, texts)
    crawl = _Crawl(table, desk, var, first_day, limit, answering, crew)
    assignments = [crawl.assign(one) for one in chosen]
    try:
        if crawl.run(assignments):
            desk.group(grouping)
    finally:
        if crew:
            crew.end()
    memory.close()
    raise typer.Exit(_report(assignments, desk, answering))


class _Crawl:
    def __init__(
        self,
        table: Sources,
        desk: Desk,
        var: Path,
        since: date | None,
        limit: int | None,
        replay: Replay | None,
        crew: Crew | None,
    ) -> None:
        self._table, self._desk, self._var, self._since, self._limit = table, desk, var, since, limit
        self._replay, self._crew = replay, crew
        self._now: Callable[[], datetime] = (lambda: replay.ended) if replay else (lambda: datetime.now(UTC))

    def assign(self, source: Source) -> Assignment:
        from crawler.fetch.archive import ArchiveWriter
        from crawler.fetch.assignment import Assignment
        from crawler.fetch.tally import Tally
        from crawler.spread.sharing import share_of

        archive = None if self._replay else ArchiveWriter(self._var / "archive" / source.name, self._now())
        return Assignment(
            source=source,
            title_stems=self._table.title_stems,
            desk=self._desk,
            tally=Tally(source.name),
            now=self._now,
            archive=archive,
            replay=self._replay,
            since=self._since,
            limit=self._limit,
            share=share_of(self._crew, source.name) if self._crew else None,
        )

    def run(self, assignments: list[Assignment]) -> bool:
        from crawler.commands.progress import showing
        from crawler.fetch.crawling import run_crawl
        from crawler.settings import crawl_settings
        from crawler.spread.sharing import SHARED_SETTINGS

        with showing([assignment.tally for assignment in assignments]):
            settings = crawl_settings(self._var, replay=self._replay is not None)
            return run_crawl(assignments, settings | (SHARED_SETTINGS if self._crew else {}), self._crew)


def _open_replay(paths: list[Path] | None) -> Replay | None:
    from crawler.fetch.archive import warc_files
    from crawler.fetch.replay import Replay

    return Replay(warc_files(paths)) if paths else None


def _chosen(table: Sources, names: list[str], replay: Replay | None) -> list[Source]:
    """Those named; else those that the archive speaks of; else the active ones."""
    if names:
        return table.named(dict.fromkeys(names))
    if replay is not None:
        return [source for source in table if replay.hosts & set(source.hosts)]
    idle = [source for source in table if source.status != "active"]
    if idle:
        print(f"{len(idle)} sources of the table are not active and crawled only when named: python -m crawler status")
    return [source for source in table if source.status == "active"]


def _report(assignments: list[Assignment], desk: Desk, replay: Replay | None) -> int:
    tallies = [assignment.tally for assignment in assignments]
    for tally in tallies:
        warn(f"{tally.name}: {line}" for line in tally.warnings)
        warn(f"{tally.name}: {line}" for line in tally.errors)
    warn(desk.store.warnings)
    unreadable = replay.warnings if replay else []
    warn(unreadable)
    for tally in tallies:
        print(tally.line())
    if not tallies:
        fail("no source to crawl" if replay is None else "the archive holds nothing of any source")
    if unreadable or desk.store.warnings or any(tally.errors for tally in tallies):
        return BROKEN
    return ALL_FAILED if all(tally.outcome != "ok" for tally in tallies) else 0
