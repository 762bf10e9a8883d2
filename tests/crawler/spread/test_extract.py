"""`extract` over processes: the same lines, in the same order, as with one."""

from __future__ import annotations

import io
import json
from pathlib import Path

from crawler.commands.extract import extract_files

ROOT = Path(__file__).parents[3]


def extracted(lines: str, jobs: int) -> str:
    output, errors = io.StringIO(), io.StringIO()
    assert extract_files([Path("-")], output, errors, io.StringIO(lines), jobs=jobs) == 0
    assert errors.getvalue() == ""
    return output.getvalue()


def test_with_two_processes_the_lines_are_those_of_one() -> None:
    articles = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/annotated").glob("*.json"))
    ]
    given = [
        {key: one[key] for key in ("id", "url", "outlet", "title", "published", "text") if key in one}
        for one in articles
    ]
    lines = "\n".join(json.dumps(one) for one in given[:90])
    assert extracted(lines, 2) == extracted(lines, 1)
