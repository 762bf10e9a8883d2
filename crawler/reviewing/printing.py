"""A record under review for the terminal, through Rich; plain characters where no terminal is attached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from crawler.record import clean_line
from crawler.reviewing.desk import Entry
from crawler.reviewing.showing import Quote, Row, Shown, Span

_PLAIN_WIDTH = 120


def print_record(entry: Entry, laid: Shown, why: str | None, output: TextIO) -> None:
    """Writes a record: what it is, each fact with its sentences, its officials, the text where it is at hand."""
    console = Console(file=output, highlight=False, width=None if output.isatty() else _PLAIN_WIDTH, soft_wrap=True)
    plain, record = not console.is_terminal, laid.record
    console.print(Text(f"{record.id}  {clean_line(record.headline)}", style="bold"))
    console.print(Text(clean_line(f"{record.status}, {why or 'does not wait'}; {record.url}; {entry.path}")))
    if record.reviewed:
        held = ", ".join(map(clean_line, record.reviewed.fields)) or "everything"
        console.print(Text(clean_line(f"reviewed by {record.reviewed.by}, {record.reviewed.on or 'no day'}: {held}")))
    for past in record.revisions:
        console.print(Text(f"changed at the outlet, {past.on:%Y-%m-%d}: {clean_line(', '.join(past.changed))}"))
    for row in laid.facts:
        _print_row(console, f"{row.name}: {row.value or '-'}", row, plain)
    for row in laid.officials:
        roles = f": {', '.join(row.roles)}" if row.roles else ""
        _print_row(console, f"official: {row.value}{roles}{' [withheld]' if row.withheld else ''}", row, plain)
    if laid.text:
        console.print(Text("text:", style="bold"))
        console.print(_spans(laid.text, plain))
    console.print()


def _print_row(console: Console, told: str, row: Row, plain: bool) -> None:
    console.print(Text(f"{'*' if row.held else ' '} {told}", style="" if row.quotes else "dim"))
    for quote in row.quotes:
        console.print(_quote(quote, plain))


def _quote(quote: Quote, plain: bool) -> Text:
    text = _spans(quote.spans, plain, "bold yellow")
    return Text("    | ", style="dim") + text + Text(f"  ({quote.rule})", style="dim")


def _spans(spans: Iterable[Span], plain: bool, style: str = "underline") -> Text:
    """Marked spans stand between >> and << where there are no colours."""
    text = Text()
    for span in spans:
        text.append(f">>{span.text}<<" if plain and span.marked else span.text, style=style if span.marked else "")
    return text
