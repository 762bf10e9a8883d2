"""`nightly`: crawl, group, build, check, publish by one switch, report."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import CONTENT, MISUSED, VAR, Content, Var, fail

if TYPE_CHECKING:
    from collections.abc import Callable

SITE = VAR / "site"


def nightly(
    site: Annotated[
        Path, typer.Option("--site", metavar="DIR", help="Where the sites are kept; DIR/current is what readers see.")
    ] = SITE,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings; nightly.toml of the project without.")
    ] = None,
    accept_losses: Annotated[
        str | None,
        typer.Option("--accept-losses", metavar="NAME", help="Publish although much is gone, compared with this site."),
    ] = None,
    replay: Annotated[
        list[Path] | None, typer.Option("--replay", metavar="WARC", help="Rehearse: answers from archive files.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="MOMENT", help="Rehearse: the moment at which the night begins.")
    ] = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Crawl all active sources, build the site, check it, publish it by one switch, report.

    Reports: VAR/reports/<night>.md and .json. A run after a crash goes on where it ended.

    Exit status: 0 all is well, 1 published and something is to be looked at, 2 wrong command line or settings, 3 no
    source could be read (the site was built from the records at hand), 4 not published (the last good site stays), 5
    another run is going on, 6 published here but not at every target.
    """
    from crawler.nightly.config import BrokenConfig, load_config
    from crawler.nightly.job import run_night
    from crawler.nightly.locking import Locked
    from crawler.nightly.plan import ROOT, Plan
    from crawler.nightly.report import Ending
    from crawler.nightly.telling import Voice

    try:
        settings = load_config(config or ROOT / "nightly.toml")
    except BrokenConfig as error:
        fail(str(error), MISUSED)
    for archive in replay or ():
        if not archive.exists():
            fail(f"{archive}: no such file or folder", MISUSED)
    clock = _clock(at)
    archives = tuple(archive.resolve() for archive in replay or ())
    plan = Plan(
        content.resolve(), var.resolve(), site.absolute(), settings, clock, archives, accept_losses=accept_losses
    )
    try:
        report = run_night(plan, Voice(clock))
    except Locked as error:
        fail(str(error), Ending.LOCKED)
    except OSError as error:
        fail(f"{error.filename or 'file'}: {error.strerror or error}", Ending.NOT_PUBLISHED)
    print(f"{report.severity}: {report.ending.told}: {plan.reports / 'latest.md'}")
    raise typer.Exit(report.ending)


def _clock(at: str | None) -> Callable[[], datetime]:
    """The system's clock, or one that goes on from a moment. In the machine's zone, as its log has it."""
    began = datetime.now().astimezone()
    if at is None:
        return lambda: datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        fail(f"--at {at!r} is no moment like 2026-11-22T02:00+08:00", MISUSED)
    ahead: timedelta = moment.astimezone() - began
    return lambda: datetime.now().astimezone() + ahead
