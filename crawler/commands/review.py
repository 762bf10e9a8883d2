"""`review`: what waits for a person, and the commands by which a person decides."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.hide import hide
from crawler.commands.options import BROKEN, CONTENT, VAR, Content, Var, warn
from crawler.commands.review_events import apart, together
from crawler.commands.review_names import name, names
from crawler.commands.review_records import accept, disclose, edit, set_field, show, withhold
from crawler.commands.review_walk import walk
from crawler.commands.reviewing import By, desk_for

if TYPE_CHECKING:
    from crawler.record import Record

review_app = typer.Typer(
    help="List what waits for a person; show, accept, change, hide; tell events apart or put them together.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
for command in (show, walk, accept, edit, withhold, disclose, hide, apart, together, names, name):
    review_app.command()(command)
review_app.command("set")(set_field)


@review_app.callback()
def waiting(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document instead of lines.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Show the desk as a page on this machine only.")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="With --serve; 0 takes a free one.")] = 0,
    by: By = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """List drafts, violation records that nobody has decided on, and records whose article changed or went.

    The JSON document: waiting and records (numbers), warnings (lines), list: id, published, why, type, event,
    headline, url, file.
    """
    context.obj = content
    if context.invoked_subcommand is not None:
        return
    if serve:
        from crawler.reviewing.serving import serve_desk

        serve_desk(desk_for(content, by), var, port)
        return
    _list(content, as_json)


def _list(content: Path, as_json: bool) -> None:
    from crawler.write.review import waits

    loaded = desk_for(content, "", deciding=False).all()
    found = [(path, record, why) for path, record in loaded.records.items() if (why := waits(record))]
    if as_json:
        rows = [_as_json(record, why) | {"file": str(path)} for path, record, why in found]
        summed = {"waiting": len(found), "records": len(loaded.records), "warnings": list(loaded.warnings)}
        json.dump(summed | {"list": rows}, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        for _, record, why in found:
            day = f"{record.published:%Y-%m-%d}" if record.published else "no date"
            print(f"{record.id}  {day}  {why}  [{record.event.type}]  {record.headline}  {record.url}")
        print(f"{len(found)} of {len(loaded.records)} records wait for a person")
    warn(loaded.warnings)
    if loaded.warnings:
        raise typer.Exit(BROKEN)


def _as_json(record: Record, why: str) -> dict[str, str | None]:
    return {
        "id": record.id,
        "published": record.published.isoformat() if record.published else None,
        "why": why,
        "type": str(record.event.type),
        "event": record.event.id,
        "headline": record.headline,
        "url": record.url,
    }
