"""`extract`: articles in, records out, without network and without store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.commands.options import CONTENT, VAR, Content, Jobs, Var, fail


def extract(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE …|-]", help="JSON Lines or .txt; - is standard input.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each article with its facts and rules marked, no JSON.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the same as an HTML page, no JSON.")
    ] = None,
    jobs: Jobs = None,
    content: Content = CONTENT,
    var: Var = VAR,
) -> None:
    """Read articles as JSON Lines, write one JSON record for each; nothing is fetched or stored.

    Exit status: 0, or 1 when a line was no article or there was none.
    """
    from crawler.extract.recognising import BrokenRecogniser, configured_recogniser

    try:
        recognise = configured_recogniser(os.environ)
    except BrokenRecogniser as error:
        fail(str(error))
    if explain or html:
        from crawler.commands.explaining import explain_files

        raise typer.Exit(explain_files(files or [Path("-")], html, explain, recognise))
    from crawler.commands.extract import extract_files

    raise typer.Exit(extract_files(files or [Path("-")], sys.stdout, sys.stderr, sys.stdin, recognise, jobs))
