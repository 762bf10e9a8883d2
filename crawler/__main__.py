"""The command line: `python -m crawler …`."""

from __future__ import annotations

import typer

from crawler.commands.crawl import crawl
from crawler.commands.extracting import extract
from crawler.commands.importing import import_archives
from crawler.commands.review import review_app
from crawler.commands.status import status

app = typer.Typer(
    name="crawler",
    help="From the web to records: crawl, import, extract, review, status.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(crawl)
app.command("import")(import_archives)
app.command()(extract)
app.add_typer(review_app, name="review")
app.command()(status)

if __name__ == "__main__":
    app(prog_name="python -m crawler")
