"""`review show, accept, set, edit, withhold, disclose, hide`: one record looked at, and decided."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.options import MISUSED, Var, fail
from crawler.commands.reviewing import By, Id, desk_for, laid_out, told

Content = Annotated[Path | None, typer.Option("--content", metavar="DIR", help="The records' folder.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="A name as the record prints it; all without.")]


def show(context: typer.Context, id: Id, content: Content = None, var: Var | None = None) -> None:
    """Show a record: each fact with its sentences, what a person has set (*), the text where var/ has it."""
    from crawler.reviewing.printing import print_record
    from crawler.write.review import waits

    desk = desk_for(content or context.obj, None, deciding=False)
    with told():
        entry = desk.entry(id)
    print_record(entry, laid_out(entry, var), waits(entry.record), sys.stdout)


def accept(
    context: typer.Context,
    id: Id,
    by: By = None,
    withheld: Annotated[bool, typer.Option("--withheld", help="Names stay withheld as before a review.")] = False,
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Publish a record as it stands; the crawler leaves it alone from now on."""
    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.accept(id, withheld=withheld)
    print(f"{id}: accepted, {entry.path}")


def set_field(
    context: typer.Context,
    id: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="event.date, officials.NAME.speaker, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Text, null, or YAML: '[Kabupaten Belu]'.")],
    by: By = None,
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Set one field of a record; the crawler leaves that field alone from now on."""
    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.set_field(id, field, value)
    print(f"{id}: {field} set, {entry.path}")


def edit(context: typer.Context, id: Id, by: By = None, content: Content = None, var: Var | None = None) -> None:
    """Open a record in $EDITOR; what is changed there is held, a broken text changes nothing."""
    import click

    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.entry(id)
        try:
            document = click.edit(entry.path.read_text(encoding="utf-8"), extension=".md")
        except click.ClickException as error:
            fail(f"the editor failed: {error.format_message()}", MISUSED)
        if document is None:
            fail(f"{id}: nothing was saved in the editor", MISUSED)
        entry = desk.edit(id, document, entry.state)
    print(f"{id}: edited, {entry.path}")


def withhold(
    context: typer.Context, id: Id, name: Name = None, by: By = None, content: Content = None, var: Var | None = None
) -> None:
    """Withhold a name wherever the record's event is shown; without NAME, all as before a review."""
    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.withhold(id, name)
    print(f"{id}: {name or 'names'} withheld, {entry.path}")


def disclose(
    context: typer.Context, id: Id, name: Name = None, by: By = None, content: Content = None, var: Var | None = None
) -> None:
    """Let a withheld name be shown; without NAME, all of the record."""
    desk = desk_for(content or context.obj, by)
    with told():
        entry = desk.disclose(id, name)
    print(f"{id}: {name or 'names'} shown, {entry.path}")
