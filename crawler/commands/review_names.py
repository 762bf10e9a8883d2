"""`review names` and `review name`: which printed names are one person's, looked at and decided by a person."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.commands.options import CONTENT, MISUSED, Var, fail, warn
from crawler.commands.review_records import Content
from crawler.commands.reviewing import By, desk_for


def names(context: typer.Context, content: Content = None, var: Var | None = None) -> None:
    """List names that may be one person's: spelt alike, in the same office; nothing is joined by this."""
    from crawler.write.spellings import FILE, BrokenSpellings, read_spellings, suggestions
    from crawler.write.store import Store

    folder = content or context.obj or CONTENT
    loaded = Store(folder).load_all()
    try:
        known = read_spellings(folder / FILE)
    except BrokenSpellings as error:
        fail(str(error))
    found = suggestions(loaded.records.values(), known)
    for suggestion in found:
        print(f"{suggestion.one} = {suggestion.other} ?  {suggestion.office}  {' '.join(suggestion.ids)}")
    print(f"{len(found)} pairs to look at, {len(known)} spellings decided")
    warn(loaded.warnings)


def name(
    context: typer.Context,
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="The name to keep.")],
    printed: Annotated[str, typer.Argument(metavar="PRINTED", help="The other spelling of it.")],
    by: By = None,
    content: Content = None,
    var: Var | None = None,
) -> None:
    """Say that PRINTED is a spelling of KEPT: a line in content/names.csv, undone by deleting it."""
    from crawler.reviewing.events import append_row
    from crawler.write.lock import sole_writer
    from crawler.write.spellings import COLUMNS, FILE, BrokenSpellings, read_spellings, row

    desk = desk_for(content or context.obj, by)
    path = desk.content / FILE
    if not kept.strip() or not printed.strip() or kept.strip() == printed.strip():
        fail("two different names are needed", MISUSED)
    with sole_writer(desk.content):
        try:
            known = read_spellings(path)
        except BrokenSpellings as error:
            fail(str(error))
        if known.get(printed.strip(), kept.strip()) != kept.strip():
            fail(f"{printed!r} is already a spelling of {known[printed.strip()]!r}: {path}", MISUSED)
        append_row(path, COLUMNS, list(row(kept, printed, desk.by, desk.today().isoformat())))
    print(f"{printed} = {kept}: {path}")
