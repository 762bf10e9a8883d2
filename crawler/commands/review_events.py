"""`review apart` and `review together`: what a person decides about events, kept for every later crawl."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.options import CONTENT, Var
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, desk_for, told

One = Annotated[str, typer.Argument(metavar="ID", help="A record's twelve digits.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="Another record's.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept beside the decision.")]


def apart(
    context: typer.Context,
    one: One,
    other: Other,
    by: By = None,
    why: Why = "",
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Two records tell of two events: never join them again."""
    _decide(context, content, "apart", (one, other), by, why)


def together(
    context: typer.Context,
    one: One,
    other: Other,
    by: By = None,
    why: Why = "",
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Two records tell of one event, whatever their dates and places say."""
    _decide(context, content, "together", (one, other), by, why)


def _decide(
    context: typer.Context, content: Content, relation: str, pair: tuple[str, str], by: str | None, why: str
) -> None:
    from crawler.reviewing.events import decide

    desk = desk_for(content or context.obj or CONTENT, by)
    with told():
        path, changed = decide(desk, relation, *pair, why)
    print(f"{pair[0]} {pair[1]}: {relation}, {path}; {changed} records changed")
