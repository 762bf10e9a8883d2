"""The records after a crawl, in a process of its own: `python -m crawler.nightly.shelf CONTENT VAR [--group]`.

Prints one JSON object: `records` (readable files), `broken` (a line for each file that is not), `waiting` (id, day,
type and why of each record that waits for a person), `grouped` (files that grouping changed, null without --group).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.write.decisions import BrokenDecisions
from crawler.write.desk import default_grouping
from crawler.write.review import waits
from crawler.write.store import Store
from crawler.write.texts import FILE, BrokenTexts, Texts


def account(content: Path, var: Path, *, group: bool) -> dict[str, Any]:
    """The object that is printed. Raises BrokenDecisions, BrokenTexts or OSError, where grouping is asked for."""
    store = Store(content)
    grouped = store.group(default_grouping(content), Texts(var / FILE)) if group else None
    loaded = store.load_all()
    waiting = [
        {
            "id": record.id,
            "day": record.published.date().isoformat() if record.published else None,
            "type": str(record.event.type),
            "why": why,
        }
        for record in loaded.records.values()
        if (why := waits(record))
    ]
    return {"records": len(loaded.records), "broken": list(loaded.warnings), "waiting": waiting, "grouped": grouped}


def main(arguments: Sequence[str]) -> int:
    """The command: 0 when all was done, 1 with one line on standard error when it could not be."""
    try:
        told = account(Path(arguments[0]), Path(arguments[1]), group="--group" in arguments)
    except (BrokenDecisions, BrokenTexts) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename or 'file'}: {error.strerror or error}", file=sys.stderr)
        return 1
    print(json.dumps(told, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
