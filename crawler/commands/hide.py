"""`hide` (and `review hide`): withdraw a record, with a line in the public log."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.options import Var
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, Id, desk_for, told

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the public log; it names nobody.")]


def hide(
    context: typer.Context, id: Id, why: Why, by: By = None, content: Content = None, var: Var | None = None
) -> None:
    """Withdraw a record: its page says when and why, and no later crawl or import brings it back.

    The reason goes into corrections.csv in the content folder, which readers see. `correct ID --field status --to
    published --why …` takes it back.
    """
    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.hide(id, why)
    print(f"{id}: hidden, {entry.path}")
