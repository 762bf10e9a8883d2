"""`review`: list what waits for a person; accept, change, hide."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.commands.options import BROKEN, CONTENT, MISUSED, VAR, Content, Var, fail, warn
from crawler.commands.review_events import apart, together
from crawler.commands.review_names import name, names

if TYPE_CHECKING:
    from crawler.record import Record
    from crawler.write.store import Store

Id = Annotated[str, typer.Argument(metavar="ID", help="The record's twelve digits.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who has looked.")]

review_app = typer.Typer(
    help="List what waits for a person; accept, change, hide; tell events apart or put them together.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


review_app.command()(apart)
review_app.command()(together)
review_app.command()(names)
review_app.command()(name)


@review_app.callback()
def waiting(context: typer.Context, content: Content = CONTENT, var: Var = VAR) -> None:
    """List drafts and violation records that nobody has reviewed."""
    context.obj = content
    if context.invoked_subcommand is not None:
        return
    from crawler.write.review import waits
    from crawler.write.store import Store

    loaded = Store(content).load_all()
    waiting = [(record, why) for record in loaded.records.values() if (why := waits(record))]
    for record, why in waiting:
        day = f"{record.published:%Y-%m-%d}" if record.published else "no date"
        print(f"{record.id}  {day}  {why}  [{record.event.type}]  {record.headline}  {record.url}")
    print(f"{len(waiting)} of {len(loaded.records)} records wait for a person")
    warn(loaded.warnings)
    if loaded.warnings:
        raise typer.Exit(BROKEN)


@review_app.command()
def accept(context: typer.Context, id: Id, by: By, content: Content | None = None, var: Var = VAR) -> None:
    """Publish a record as it stands; the crawler leaves it alone from now on."""
    from crawler.write import review

    store = _store(context, content)
    path, record = _find(store, id)
    _write(path, review.accept(record, _name(by), _today().date()))
    print(f"{id}: accepted, {path}")


@review_app.command("set")
def set_field(
    context: typer.Context,
    id: Id,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="A dotted field, e.g. event.date.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Text, null, or YAML: '[Kabupaten Belu]'.")],
    by: By,
    content: Content | None = None,
    var: Var = VAR,
) -> None:
    """Set one field of a record; the crawler leaves that field alone from now on."""
    from crawler.record import BrokenRecord
    from crawler.write import review

    store = _store(context, content)
    path, record = _find(store, id)
    try:
        changed = review.set_field(record, field, value, _name(by), _today().date())
    except (review.UnknownField, BrokenRecord) as error:
        fail(f"{id}: {field}: {error}", MISUSED)
    _write(path, changed)
    print(f"{id}: {field} set, {path}")


@review_app.command()
def hide(
    context: typer.Context,
    id: Id,
    by: By,
    why: Annotated[str, typer.Option("--why", help="The reason, for the public log of corrections.")],
    content: Content | None = None,
    var: Var = VAR,
) -> None:
    """Withdraw a record; the reason goes into the log of corrections, corrections.csv in the content folder."""
    from crawler.write import review

    store = _store(context, content)
    path, record = _find(store, id)
    moment = _today()
    _write(path, review.hide(record, _name(by), moment.date()))
    _log(store.content / "corrections.csv", [moment.date().isoformat(), id, "hidden", " ".join(why.split())])
    print(f"{id}: hidden, {path}")


def _store(context: typer.Context, content: Path | None) -> Store:
    from crawler.write.store import Store

    return Store(content or context.obj)


def _find(store: Store, id: str) -> tuple[Path, Record]:
    from crawler.record import BrokenRecord
    from crawler.write.store import read_record

    path = store.path_of(id)
    if path is None:
        fail(f"no record {id!r} in {store.content}", MISUSED)
    try:
        return path, read_record(path)
    except BrokenRecord as error:
        fail(str(error))


def _write(path: Path, record: Record) -> None:
    from crawler.record import dump
    from crawler.write.store import write_atomically

    write_atomically(path, dump(record))


def _log(path: Path, row: list[str]) -> None:
    from crawler.write.store import write_atomically

    known = path.read_text(encoding="utf-8") if path.exists() else "on,id,what,why\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    write_atomically(path, known + line.getvalue())


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        fail("--by needs a name", MISUSED)
    return name


def _today() -> datetime:
    return datetime.now(UTC)
