"""`import`: read articles out of WARC files and store their records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import BROKEN, CONTENT, VAR, Content, Jobs, Var, fail, warn

if TYPE_CHECKING:
    from crawler.fetch.importing import Importer
    from crawler.write.desk import Desk


def import_archives(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="WARC files, folders with such, or addresses (https://…, s3://…)."),
    ],
    any_host: Annotated[bool, typer.Option("--any-host", help="Read pages of unknown hosts, too.")] = False,
    jobs: Jobs = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on a Dask cluster: its scheduler, or 'local'.")
    ] = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Read articles out of WARC files (our own, CC-NEWS, any other) and store records.

    Exit status: 0 when all files were read to their end, 1 when one was not; the rest is read all the same.
    """
    from crawler.extract.recognising import BrokenRecogniser
    from crawler.fetch.addresses import addresses_of
    from crawler.fetch.archive import BrokenArchive
    from crawler.fetch.importing import Importer
    from crawler.fetch.memory import BrokenMemory, open_memory
    from crawler.fetch.passages import OtherRules, own_order
    from crawler.sources import BrokenSources, load_sources
    from crawler.spread.choosing import ALONE, workers_for
    from crawler.spread.cluster import LOCAL, BrokenCluster
    from crawler.write.decisions import BrokenDecisions
    from crawler.write.desk import Desk, default_assemble, default_grouping
    from crawler.write.store import Store
    from crawler.write.texts import FILE as TEXTS_FILE
    from crawler.write.texts import BrokenTexts, Texts

    try:
        files = addresses_of(map(_absolute, paths) if dask else paths)
        if not files:
            fail(f"no WARC file in {', '.join(paths)}")
        assemble, grouping, texts = default_assemble(), default_grouping(content), Texts(var / TEXTS_FILE)
        table, memory = load_sources(), open_memory(var)
    except (BrokenArchive, BrokenSources, BrokenMemory, BrokenDecisions, BrokenTexts, BrokenRecogniser) as error:
        fail(str(error))
    desk = Desk(Store(content), memory, assemble, texts)
    try:
        with workers_for(files, jobs, dask) as workers:
            order = None if workers is ALONE else own_order(any_host=any_host, elsewhere=dask not in (None, LOCAL))
            importer = Importer(table, desk, any_host, workers, order)
            _read(importer, files)
        desk.group(grouping)
    except (BrokenCluster, BrokenMemory, OtherRules) as error:
        fail(str(error))  # what came before is stored: the next import goes on from there
    memory.close()
    _report(importer, desk, len(files))


def _absolute(path: str) -> str:
    """A worker stands in a folder of its own."""
    return path if "://" in path else str(Path(path).absolute())


def _read(importer: Importer, files: list[str]) -> None:
    if not sys.stderr.isatty():
        importer.read(files)
        return
    from crawler.commands.progress import reading
    from crawler.fetch.addresses import known_size

    with reading("import", {file: known_size(file) for file in files}) as on_place:
        importer.read(files, on_place)


def _report(importer: Importer, desk: Desk, files: int) -> None:
    for tally in importer.tallies.values():
        warn(f"{tally.name}: {line}" for line in tally.warnings)
        print(tally.line())
    print(f"{files} files, {importer.responses} responses, {len(importer.tallies)} outlets")
    for host, articles in importer.candidates.most_common():
        print(f"candidate for the table of sources: {host} ({articles} relevant)")
    warn(desk.store.warnings)
    for line in importer.broken:
        print(f"error: {line}", file=sys.stderr)
    if importer.broken or desk.store.warnings:
        raise typer.Exit(BROKEN)
