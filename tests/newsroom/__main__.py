"""Command line: write the newsroom as a WARC file, or its facts as gold files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.newsroom.archive import write_warc
from tests.newsroom.gold import write_gold


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status: 0 when everything was written, 1 for a path that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=__doc__)
    parser.add_argument("warc", type=Path, nargs="?", metavar="OUT.warc.gz", help="the WARC file to write")
    parser.add_argument("--gold", type=Path, metavar="DIR", help="write one gold JSON file per article to this folder")
    options = parser.parse_args(arguments)
    if options.warc is None and options.gold is None:
        parser.error("nothing to write: give OUT.warc.gz, --gold DIR or both")
    try:
        if options.warc:
            print(f"{options.warc}: {write_warc(options.warc)} responses")
        if options.gold:
            print(f"{options.gold}: {write_gold(options.gold)} articles")
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
