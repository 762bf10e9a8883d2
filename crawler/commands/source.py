"""`source`: from an address to a proposed table of sources.toml."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from crawler.commands.options import ALL_FAILED, BROKEN, MISUSED, VAR, Var, fail, warn

if TYPE_CHECKING:
    from crawler.fetch.onramp.sights import Sight
    from crawler.fetch.onramp.survey import Survey

CASES = Path("tests/crawler/read/pages")


def source(
    url: Annotated[str, typer.Argument(help="An article's address, best; or the outlet's home page.")],
    replay: Annotated[
        list[Path] | None, typer.Option(metavar="WARC", help="Answer requests from archive files, not the network.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="A saved copy of the page at URL; nothing is asked.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Write a test case of the page, for a person to check.")] = False,
    cases: Annotated[Path, typer.Option(metavar="DIR", help="Where test cases are.")] = CASES,
    var: Var = VAR,
    content: Annotated[str, typer.Option("--content", metavar="DIR", hidden=True)] = "content",
) -> None:
    """Look at an outlet, name its family and the evidence, propose the table to add to sources.toml.

    Asks for the page, the home page, the means of discovery that the family usually has or that robots.txt and the page
    name, and one article: at most eighteen requests, five seconds apart, robots.txt obeyed. What came is kept in
    var/looks, for --replay. What is printed is TOML, evidence in comments: `… >> crawler/data/sources.toml`.

    Exit status: 0 for a proposal, 1 when a file cannot be read or written, 2 for a wrong command line, 3 when the
    outlet cannot be reached.
    """
    from crawler.fetch.onramp.proposal import proposal
    from crawler.fetch.onramp.sights import Sight
    from crawler.fetch.onramp.survey import survey_of
    from crawler.sources import BrokenSources, load_sources

    host = _host_of(url)
    if page is not None and replay:
        fail("--page and --replay exclude each other", MISUSED)
    try:
        table = load_sources()
    except BrokenSources as error:
        fail(str(error))
    known = table.of_host(host)
    if known is not None:
        warn([f"{host} is in the table already, as {known.name}: compare, do not append"])
    sight = Sight(url, next(iter(table)).words[0], datetime.now(UTC).date())
    unreadable = _fill(sight, replay, page, var)
    first = sight.first
    if first is None or (first.fault and not sight.answered):
        warn(unreadable)
        fail(f"{url}: {sight.shut or (first.fault if first else 'not asked')}", BROKEN if unreadable else ALL_FAILED)
    if first.fault:
        warn([f"{url}: {first.fault}"])
    survey = survey_of(sight, table.by_name, known.name if known else None)
    print(proposal(survey), end="")
    warn(unreadable)
    if save:
        _save(survey, cases)
    raise typer.Exit(BROKEN if unreadable else 0)


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, 0
    if not host or parts.scheme not in ("http", "https") or port == 0:
        fail(f"{url!r} is no web address like https://kabarcontoh.id/2024/09/28/judul/", MISUSED)
    return host


def _fill(sight: Sight, replay: list[Path] | None, page: Path | None, var: Path) -> list[str]:
    """Fills the sight; returns a line for each archive that cannot be read."""
    from crawler.fetch.archive import ArchiveWriter, warc_files
    from crawler.fetch.onramp.looking import Errand, look, saved_answer
    from crawler.fetch.replay import Replay
    from crawler.settings import crawl_settings

    if page is not None:
        sight.add(saved_answer(sight.url, page.read_bytes()))
        return []
    answering = Replay(warc_files(replay)) if replay else None
    now: Callable[[], datetime] = (lambda: answering.ended) if answering else (lambda: datetime.now(UTC))
    host = (urlsplit(sight.url).hostname or "").replace(":", "-")
    archive = None if answering else ArchiveWriter(var / "looks" / host, now())
    sight.today = now().date()
    look(sight, Errand(now, archive, answering), crawl_settings(var, replay=answering is not None), _told)
    return answering.warnings if answering else []


def _told(address: str) -> None:
    if sys.stderr.isatty():
        print(f"asking {address}", file=sys.stderr)


def _save(survey: Survey, cases: Path) -> None:
    from crawler.fetch.onramp.cases import NothingToSave, save_case

    try:
        case = save_case(survey, cases)
    except NothingToSave as error:
        fail(str(error))
    print(f'saved {case} and {case.with_suffix(".html").name}: read its "check" line', file=sys.stderr)
