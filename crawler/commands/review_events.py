"""`review apart` and `review together`: what a person decides about events, kept for every later crawl."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import CONTENT, MISUSED, Content, fail

if TYPE_CHECKING:
    from crawler.write.store import Store

One = Annotated[str, typer.Argument(metavar="ID", help="A record's twelve digits.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="Another record's.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who has looked.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept beside the decision.")]


def apart(
    context: typer.Context, one: One, other: Other, by: By, why: Why = "", content: Content | None = None
) -> None:
    """Two records tell of two events: never join them again."""
    from crawler.write.decisions import APART

    _decide(content or context.obj or CONTENT, APART, (one, other), by, why)


def together(
    context: typer.Context, one: One, other: Other, by: By, why: Why = "", content: Content | None = None
) -> None:
    """Two records tell of one event, whatever their dates and places say."""
    from crawler.write.decisions import TOGETHER

    _decide(content or context.obj or CONTENT, TOGETHER, (one, other), by, why)


def _decide(content: Path, relation: str, pair: tuple[str, str], by: str, why: str) -> None:
    from crawler.write.decisions import COLUMNS, FILE, BrokenDecisions, read_decisions
    from crawler.write.store import Store, write_atomically

    store, path = Store(content), content / FILE
    for id in pair:
        if not store.knows(id):
            fail(f"no record {id!r} in {content}", MISUSED)
    if pair[0] == pair[1] or not by.strip():
        fail("two different records and --by NAME are needed", MISUSED)
    try:
        read_decisions(path)
    except BrokenDecisions as error:
        fail(str(error))
    known = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(COLUMNS) + "\n"
    line = io.StringIO()
    today = datetime.now(UTC).date().isoformat()
    csv.writer(line, lineterminator="\n").writerow(
        [relation, *pair, " ".join(by.split()), today, " ".join(why.split())]
    )
    write_atomically(path, known + ("" if known.endswith("\n") else "\n") + line.getvalue())
    changed = _group(store, path)
    print(f"{pair[0]} {pair[1]}: {relation}, {path}; {changed} records changed")


def _group(store: Store, decisions: Path) -> int:
    """Groups the records that are there anew, without texts: what was one event before stays one."""
    from crawler.write.decisions import read_decisions
    from crawler.write.grouping import group_events

    known = read_decisions(decisions)
    return store.group(lambda records, texts: group_events(records, texts, known), {})
