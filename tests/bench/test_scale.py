"""docs/scale.md reckons with what docs/benchmarks.md tells: every row it names is there, every figure near the row's."""

from __future__ import annotations

import re

import pytest

from tests.bench.measuring import ROOT

SCALE = (ROOT / "docs/scale.md").read_text(encoding="utf-8")
BENCHMARKS = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
USED = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (`[^|]+) \|$", SCALE, re.MULTILINE)


def test_the_sheet_names_the_rows_it_reckons_with() -> None:
    assert len(USED) >= 8
    named = [row for _, _, rows in USED for row in re.findall(r"`([^`]+)`", rows)]
    assert [row for row in named if row not in BENCHMARKS] == []


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ("crawl: read, judged, stored, archived", "a page fetched"),
        ("pages of 100 kB, import, one process", "an archived page read again"),
        ("records, one process", "a record imported"),
        ("full build, ours", "an event built"),
        ("search index, all pages", "an event in the search index"),
    ],
)
def test_figures_are_near_what_was_measured(row: str, figure: str) -> None:
    used = next(float(value.split()[0]) for name, value, _ in USED if name.startswith(figure))
    rows = re.findall(rf"^\| ([\d,]+)[^|]*{re.escape(row)} \|[^|]*\| ([\d.,]+) \|", BENCHMARKS, re.MULTILINE)
    size, seconds = (float(text.replace(",", "")) for text in rows[-1])
    assert used / 2 <= 1000 * seconds / size <= used * 2, (row, 1000 * seconds / size)
