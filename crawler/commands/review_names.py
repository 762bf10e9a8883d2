"""`review names` and `review name`: which printed names are one person's, looked at and decided by a person."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Annotated

import typer

from crawler.commands.options import CONTENT, MISUSED, Content, fail, warn

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who has looked.")]


def names(context: typer.Context, content: Content | None = None) -> None:
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
    by: By,
    content: Content | None = None,
) -> None:
    """Say that PRINTED is a spelling of KEPT: a line in content/names.csv, undone by deleting it."""
    from crawler.write.spellings import COLUMNS, FILE, BrokenSpellings, read_spellings, row
    from crawler.write.store import write_atomically

    path = (content or context.obj or CONTENT) / FILE
    if not by.strip() or not kept.strip() or not printed.strip() or kept.strip() == printed.strip():
        fail("two different names and --by NAME are needed", MISUSED)
    try:
        known = read_spellings(path)
    except BrokenSpellings as error:
        fail(str(error))
    if known.get(printed.strip(), kept.strip()) != kept.strip():
        fail(f"{printed!r} is already a spelling of {known[printed.strip()]!r}: {path}", MISUSED)
    text = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(COLUMNS) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row(kept, printed, by, datetime.now(UTC).date().isoformat()))
    write_atomically(path, text + ("" if text.endswith("\n") else "\n") + line.getvalue())
    print(f"{printed} = {kept}: {path}")
