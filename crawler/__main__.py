"""The command line: `python -m crawler …`."""

from __future__ import annotations

import sys

import typer

from crawler.commands.backup import backup
from crawler.commands.correct import correct
from crawler.commands.crawl import crawl
from crawler.commands.extracting import extract
from crawler.commands.hide import hide
from crawler.commands.importing import import_archives
from crawler.commands.nightly import nightly
from crawler.commands.restore import restore
from crawler.commands.review import review_app
from crawler.commands.source import source
from crawler.commands.status import status

app = typer.Typer(
    name="crawler",
    help="From the web to records: crawl, import, extract, review, correct, hide, status, source, backup, restore.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(crawl)
app.command("import")(import_archives)
app.command()(extract)
app.add_typer(review_app, name="review")
app.command()(correct)
app.command()(hide)
app.command()(status)
app.command()(source)
app.command()(nightly)
app.command()(backup)
app.command()(restore)


def main() -> None:
    """Runs the command line; a file or folder that cannot be used is one line and exit status 1."""
    try:
        app(prog_name="python -m crawler")
    except BrokenPipeError:  # `… | head`
        sys.stdout = None  # nothing more can be flushed
        sys.exit(1)
    except OSError as error:
        print(f"error: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
