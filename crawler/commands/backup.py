"""`backup`: keep the crawl database, the archive and the records in another folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.options import CONTENT, MISUSED, VAR, Content, Var, fail, warn


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where backups are kept; made when missing.")],
    keep: Annotated[int | None, typer.Option(metavar="N", min=1, help="Remove all but the last N backups.")] = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Keep the crawl database, the archive, the articles' texts, the reports and the records in another folder.

    May run while a crawl runs. Files that are in DIR already are not copied again; archive files that are no longer
    on this machine stay in DIR. The backup counts only once all of it is written: one that was killed leaves the
    earlier ones as they were. Full texts are in it: keep DIR as private as var.

    Exit status: 0 when the backup is made, 1 when it is not, 2 for a wrong command line.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from crawler.backup.manifest import BrokenBackup
    from crawler.backup.pool import Pool
    from crawler.backup.taking import take
    from crawler.commands.progress import counting
    from crawler.fetch.memory import BrokenMemory, crawl_engine
    from crawler.write.texts import BrokenTexts

    for room in (content, var):
        if folder.resolve().is_relative_to(room.resolve()):
            fail(f"{folder} lies in {room}, which it is to keep: name a folder outside", MISUSED)
    pool = Pool(folder)
    try:
        with pool.writing():
            with counting("backup") as heard:
                taken = take(pool, content, var, crawl_engine(var), datetime.now(UTC), heard)
            gone = pool.prune(keep) if keep else 0
    except (BrokenBackup, BrokenMemory, BrokenTexts) as error:
        fail(str(error))
    except SQLAlchemyError as error:
        fail(f"crawl database: {str(error).splitlines()[0]}")
    warn(f"{path}: no plain file, not kept" for path in taken.skipped)
    size = sum(kept.size for kept in taken.manifest.files)
    rows = sum(taken.manifest.rows.values())
    told = f"{len(taken.manifest.files)} files, {taken.added} of them new, {size / 1e6:.1f} MB, {rows} database rows"
    print(f"{folder}: {taken.manifest.name.removesuffix('.json')}: {told}")
    if gone:
        print(f"{folder}: {gone} earlier backups removed")
