"""`review apart` and `review together`: what a person decides about events, kept for every later crawl."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from crawler.commands.options import CONTENT, Var
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, desk_for, told

One = Annotated[str, typer.Argument(metavar="ID", help="A record's twelve digits.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="Another record's.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept beside the decision.")]


def _deciding(relation: str, help: str) -> Callable[..., None]:
    """The command of that name, with what its `--help` says."""

    def decide_events(
        context: typer.Context,
        one: One,
        other: Other,
        by: By = None,
        why: Why = "",
        content: Content = None,
        var: Var | None = None,
    ) -> None:
        from crawler.reviewing.events import decide

        desk = desk_for(content or context.obj or CONTENT, by)
        with told():
            path, changed = decide(desk, relation, one, other, why)
        print(f"{one} {other}: {relation}, {path}; {changed} records changed")

    decide_events.__name__, decide_events.__doc__ = relation, help
    return decide_events


apart = _deciding("apart", "Two records tell of two events: never join them again.")
together = _deciding("together", "Two records tell of one event, whatever their dates and places say.")
