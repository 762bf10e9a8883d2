"""An explained article for the terminal, through Rich; plain characters where no terminal is attached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.explain.marking import Explained
from crawler.record import clean_line

COLOURS = {"event": "yellow", "place": "green", "people": "cyan", "law": "magenta", "dropped": "dim strike"}
_PLAIN_WIDTH = 120
_LONGEST_VALUE = 60


def print_explained(articles: Sequence[Explained], output: TextIO) -> None:
    """Writes each article: what was judged, the table of facts with their rules, the text with the facts' numbers
    behind their sentences."""
    console = Console(file=output, highlight=False, width=None if output.isatty() else _PLAIN_WIDTH)
    for article in articles:
        console.rule(Text(clean_line(f"{article.id}  {article.headline}")), align="left")
        relevance = article.record.relevance
        verdict = "relevant" if relevance.relevant else "irrelevant"
        console.print(Text(f"{verdict}, {relevance.score:.2f}: {'; '.join(relevance.reasons) or 'no reason'}"))
        console.print(_table(article))
        console.print(_text(article, not console.is_terminal))
        console.print()


def _table(article: Explained) -> Table:
    table = Table("#", "field", "value", "rule", "at", box=None, pad_edge=False, header_style="bold")
    for fact in article.facts:
        at = f"{fact.span[0]}-{fact.span[1]}" if fact.span else "headline"
        value = fact.value if len(fact.value) <= _LONGEST_VALUE else fact.value[: _LONGEST_VALUE - 1] + "…"
        cells = (str(fact.number), fact.field, value, fact.rule, at)
        table.add_row(
            *(
                Text(clean_line(cell), style=COLOURS[fact.kind] if column == 2 else "")
                for column, cell in enumerate(cells)
            )
        )
    return table


def _text(article: Explained, plain: bool) -> Text:
    """Lines that were dropped stand between ~ where they cannot be struck out."""
    text = Text()
    for piece in article.pieces:
        printed = f"~{piece.printable}~" if piece.kind == "dropped" and plain else piece.printable
        styles = [COLOURS[piece.kind] if piece.kind else "", "underline" if piece.facts else ""]
        text.append(printed, style=" ".join(style for style in styles if style))
        if piece.closing:
            text.append(f"[{','.join(map(str, piece.closing))}]", style="bold")
    return text
