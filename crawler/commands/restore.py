"""`restore`: put a backup back in place."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import CONTENT, VAR, Content, Var, fail

if TYPE_CHECKING:
    from crawler.backup.manifest import Manifest
    from crawler.backup.pool import Pool


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where backups are kept.")],
    at: Annotated[str | None, typer.Option(metavar="NAME", help="An earlier backup; the newest without.")] = None,
    only_check: Annotated[bool, typer.Option("--check", help="Read the whole backup and write nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Move what is there aside; replace database rows.")] = False,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Put a backup back in place: crawl database, archive, texts, reports and records.

    Everything is read and checked against its digest before anything is moved into place. A content or var folder
    that is not empty is refused; with --force what is there is moved into .before-<moment> inside it. The crawl
    database goes where KABAR_NETRAL_DATABASE points at, whichever kind it was backed up from.

    Exit status: 0 when all of it is in place, 1 when nothing was changed, 2 for a wrong command line.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from crawler.backup.manifest import BrokenBackup
    from crawler.backup.pool import Pool
    from crawler.backup.restoring import NotEmpty, check
    from crawler.backup.restoring import restore as put_back
    from crawler.commands.progress import counting
    from crawler.fetch.memory import BrokenMemory, crawl_engine
    from crawler.nightly.locking import Locked
    from crawler.write.texts import BrokenTexts

    pool = Pool(folder)
    try:
        manifest = _chosen(pool, at)
        if only_check:
            with counting("check") as heard:
                check(pool, manifest, heard)
            print(f"{folder}: {_told(manifest)}: whole")
            return
        with _no_night(var), counting("restore") as heard:
            now = datetime.now(UTC)
            aside = put_back(pool, manifest, content, var, crawl_engine(var), now, force=force, heard=heard)
    except (BrokenBackup, NotEmpty, BrokenMemory, BrokenTexts, Locked) as error:
        fail(str(error))
    except SQLAlchemyError as error:
        fail(f"crawl database: {str(error).splitlines()[0]}")
    for path in aside:
        print(f"what was there before is in {path}")
    print(f"{content}, {var}: {_told(manifest)}: restored")


def _no_night(var: Path) -> AbstractContextManager[None]:
    """Keeps the nightly job from starting meanwhile. Raises Locked while it runs."""
    from crawler.nightly.locking import locked

    lock = var / "nightly" / "lock"
    return locked(lock) if lock.exists() else nullcontext()


def _chosen(pool: Pool, at: str | None) -> Manifest:
    from crawler.backup.manifest import BrokenBackup

    names = pool.names()
    name = f"{at.removesuffix('.json')}.json" if at else None
    if name and name not in names:
        raise BrokenBackup(f"{pool.folder}: no backup {at}; there are {', '.join(names) or 'none'}")
    manifest = pool.read(name) if name else pool.newest()
    if manifest is None:
        raise BrokenBackup(f"{pool.folder}: holds no backup")
    return manifest


def _told(manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    return f"{manifest.name.removesuffix('.json')}, {len(manifest.files)} files, {rows} database rows"
