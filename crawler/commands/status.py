"""`status`: how each source is doing."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.commands.options import BROKEN, MISUSED, VAR, Var, fail

if TYPE_CHECKING:
    from crawler.fetch.health import SourceHealth


def status(
    source: Annotated[list[str] | None, typer.Argument(help="Names in sources.toml; all without.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")] = False,
    var: Var = VAR,
    content: Annotated[str, typer.Option("--content", metavar="DIR", hidden=True)] = "content",
) -> None:
    """Per source: last crawl, found, stored, failing or not and why.

    Each source is held against its own earlier crawls: reached or not, nothing found or far fewer than usual, listings
    that no longer parse, pages without article, the generic extractor in the page object's place, guessed dates, fields
    that became empty, refusals, errors, long silence. An active source that was never crawled is failing, too.

    The JSON document: crawled (sources ever crawled), active, failing (active ones), as_of (end of the newest crawl,
    UTC), sources: a list of source, title, status, state (ok, empty, failed, unknown), failing, why, last_crawl,
    last_ok, found, stored, counts, readers (articles by what read them), months (how the crawls of each month of UTC
    ended: {"2024-09": {"ok": 28, "failed": 2}}), monitors (monitor, result passed, failed or skipped, why).

    Exit status: 0 when no active source is failing, 1 when one is, 2 for a wrong command line.
    """
    from crawler.fetch.health import health_of
    from crawler.fetch.memory import BrokenMemory, open_memory
    from crawler.sources import BrokenSources, UnknownSource, load_sources

    try:
        table = load_sources()
        chosen = table.named(dict.fromkeys(source)) if source else table
        memory = open_memory(var)
        healths = health_of(chosen, memory, datetime.now(UTC))
    except UnknownSource as error:
        fail(str(error), MISUSED)
    except (BrokenSources, BrokenMemory) as error:
        fail(str(error))
    memory.close()
    told = _summed(healths)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _show_table(healths)
        print(_last_line(told))
    else:
        if not told["crawled"]:
            print("nothing known yet: no crawl has been made with this --var")
        for health in healths:
            print(health.line())
        print(_last_line(told))
    raise typer.Exit(BROKEN if told["failing"] else 0)


def _summed(healths: list[SourceHealth]) -> dict[str, Any]:
    active = [health for health in healths if health.source.status == "active"]
    ended = [health.last.ended for health in healths if health.last]
    return {
        "crawled": len(ended),
        "active": len(active),
        "failing": sum(health.failing for health in active),
        "as_of": max(ended).isoformat(timespec="seconds") if ended else None,
        "sources": [health.as_json() for health in healths],
    }


def _last_line(told: dict[str, Any]) -> str:
    return f"{told['failing']} of {told['active']} active sources failing"


def _show_table(healths: list[SourceHealth]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, justify in (("source", "left"), ("", "left"), ("last crawl, UTC", "left")):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("found", justify="right")
    table.add_column("stored", justify="right")
    table.add_column("why", overflow="fold")
    for health in healths:
        colour = "red" if health.failing else ("green" if health.last else "dim")
        last, counts = health.last, health.last.counts if health.last else {}
        when = f"{last.ended:%Y-%m-%d %H:%M}" if last else f"({health.source.status})"
        numbers = [str(counts.get(name, 0)) if last else "" for name in ("found", "stored")]
        # Text, not str: what an outlet's answer put into a reason is no markup.
        table.add_row(health.source.name, Text(health.word, colour), when, *numbers, Text(health.why or ""))
    Console().print(table)
