"""`extract --explain` and `extract --html FILE`: the articles with their facts and rules marked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from crawler.commands.extract import extract_articles, read_articles
from crawler.explain.marking import explain
from crawler.explain.page import explained_page
from crawler.explain.terminal import print_explained
from crawler.extract.recognising import Recogniser


def explain_files(paths: Sequence[Path], page: Path | None, terminal: bool, recognise: Recogniser | None = None) -> int:
    """Shows the articles of the files in the terminal, writes them to `page`, or both. Returns the exit status as
    extraction does; raises OSError where the page cannot be written."""
    given, status = read_articles(paths, sys.stderr, sys.stdin)
    explained = [explain(one.given.id, one.given.article, one.record) for one in extract_articles(given, recognise)]
    if terminal:
        print_explained(explained, sys.stdout)
    if page is not None and explained:
        page.write_text(explained_page(explained), encoding="utf-8")
        print(f"{page}: {len(explained)} articles", file=sys.stderr)
    return status
