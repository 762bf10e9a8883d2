"""`correct`: set one field of a record, with a line in the public log."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.hide import Why
from crawler.commands.options import Var
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, Id, desk_for, told


def correct(
    id: Id,
    field: Annotated[str, typer.Option("--field", metavar="FIELD", help="event.date, officials.NAME.speaker, …")],
    to: Annotated[str, typer.Option("--to", metavar="VALUE", help="Text, null, or YAML: '[Kabupaten Belu]'.")],
    why: Why,
    by: By = None,
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Correct a published record: the field is set and held, and readers see when, what and why.

    The line goes into corrections.csv in the content folder; what the field was before is told there only where it
    cannot name anybody.
    """
    desk = desk_for(content, by)
    with told():
        entry = desk.correct(id, field, to, why)
    print(f"{id}: {field} corrected, {entry.path}")
