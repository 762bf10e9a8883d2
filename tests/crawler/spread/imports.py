"""Imports of the invented newsroom, by whoever reads, and what they wrote."""

from __future__ import annotations

from pathlib import Path

from crawler.fetch.importing import Importer
from crawler.fetch.memory import open_memory
from crawler.fetch.passages import Order
from crawler.sources import load_sources
from crawler.spread.working import Alone, Workers
from crawler.write.desk import Desk, default_assemble, default_grouping
from crawler.write.store import Store
from crawler.write.texts import Texts
from tests.newsroom.archive import write_warc

SPAN = 20_000
"""Bytes of a span: fifteen spans in the newsroom's archive."""

HERE = Order(any_host=False, recogniser=None, rules=None)


def newsroom(folder: Path) -> Path:
    file = folder / "newsroom.warc.gz"
    write_warc(file)
    return file


def imported(
    folder: Path, files: list[Path | str], workers: Workers | None = None, order: Order | None = HERE
) -> dict[str, bytes]:
    """The records that an import into an empty folder writes, and what it tells, by name."""
    texts = Texts(folder / "var" / "texts.sqlite3")
    desk = Desk(Store(folder / "content"), open_memory(folder / "var", {}), default_assemble(), texts)
    importer = Importer(load_sources(), desk, False, workers or Alone(), order if workers else None, SPAN)
    importer.read(files)
    desk.group(default_grouping(folder / "content"))
    told = [tally.line() for tally in importer.tallies.values()]
    records = {path.name: path.read_bytes() for path in sorted((folder / "content").rglob("*.md"))}
    return records | {"told": "\n".join([*told, *importer.broken, str(importer.responses)]).encode()}
