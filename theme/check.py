"""Checks a built site before it is shown: `python -m theme.check SITE --content DIR [--against LAST] [--json]`.

Every internal link leads to a file; no file is empty, cut off or unreadable in its format; no draft, hidden record,
withheld name or sentence stands in any file of any format; the search index holds exactly the event pages.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from theme.checking.checker import Checked, check_site

ADDRESS = "KABAR_NETRAL_URL"
_MOST = 50


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when nothing is wrong, 1 when something is, 2 for a wrong command line or no site."""
    parser = argparse.ArgumentParser(prog="python -m theme.check", description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, metavar="SITE", help="the built site")
    parser.add_argument("--content", type=Path, metavar="DIR", default=Path("content"), help="the records' folder")
    parser.add_argument("--against", type=Path, metavar="LAST", help="the site that is shown now")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    options = parser.parse_args(arguments)
    try:
        address = os.environ.get(ADDRESS, "").rstrip("/")
        checked = check_site(options.site, options.content, options.against, address)
    except OSError as error:
        print(f"error: {error.filename or options.site}: {error.strerror or error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(checked.as_json(), ensure_ascii=False))
    else:
        _tell(checked)
    return 1 if checked.faults else 0


def _tell(checked: Checked) -> None:
    for fault in checked.faults[:_MOST]:
        print(f"{fault.check}: {fault.where}: {fault.what}", file=sys.stderr)
    if len(checked.faults) > _MOST:
        print(f"and {len(checked.faults) - _MOST} more", file=sys.stderr)
    counts = checked.counts
    print(
        f"{counts['events']} events, {counts['records']} records, {counts['files']} files, {counts['links']} internal "
        f"links, {counts['secrets']} secrets looked for: {len(checked.faults)} faults"
    )


if __name__ == "__main__":
    sys.exit(main())
