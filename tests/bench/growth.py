"""Whether time per record stays level as records grow: checks over all sizes of a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.bench.rows import Check, Row

FROM, TO = 5_000, 100_000
MOST_GROWTH, MOST_MEMORY = 1.3, 1536.0


def growth(part: str, told: Iterable[Row | Check], grown: str) -> Iterator[Check]:
    """Checks of processor time per record and of memory, from the rows whose name ends with `grown`."""
    rows = {row.size: row for row in told if isinstance(row, Row) and row.name.endswith(grown)}
    each = {size: row.processor / size for size, row in rows.items() if row.processor and size}
    ratio = each[TO] / each[FROM] if FROM in each and TO in each else None
    missing = ", ".join(f"{size:,}" for size in (FROM, TO) if size not in each)
    shown = ", ".join(f"{1000 * seconds:.2f} ms at {size:,}" for size, seconds in sorted(each.items()))
    name = f"{part}: processor time per record, {TO:,} / {FROM:,}"
    yield Check(part, name, ratio, "at most", MOST_GROWTH, shown if ratio else f"{missing} not measured")
    memory = rows[TO].memory if TO in rows else None
    yield Check(part, f"{part}: memory at {TO:,}, MiB", memory, "at most", MOST_MEMORY)
