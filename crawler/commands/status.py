"""`status`: how each source is doing."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from crawler.commands.options import VAR, Var, fail


def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")] = False,
    var: Var = VAR,
    content: Annotated[str, typer.Option("--content", metavar="DIR", hidden=True)] = "content",
) -> None:
    """Per source: last crawl, found, stored, failing or not and why."""
    from crawler.fetch.health import health_of
    from crawler.fetch.memory import BrokenMemory, open_memory
    from crawler.sources import BrokenSources, load_sources

    try:
        memory = open_memory(var)
        healths = health_of(load_sources(), memory)
    except (BrokenSources, BrokenMemory) as error:
        fail(str(error))
    memory.close()
    crawled = sum(health.last is not None for health in healths)
    if as_json:
        told = {"crawled": crawled, "sources": [health.as_json() for health in healths]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not crawled:
        print("nothing known yet: no crawl has been made with this --var")
    for health in healths:
        print(health.line())
