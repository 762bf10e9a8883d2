"""What was measured, kept until the table is written: one file for each part and size, so that a broken-off run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.rows import Check, Row, as_line, from_line


class Kept:
    """Files `<part>-<size>.jsonl` in a folder: first the line that says when and where, then rows and checks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, part: str, size: int) -> Path:
        return self.folder / f"{part}-{size:06}.jsonl"

    def keep(self, part: str, size: int, taken: str, told: list[Row | Check]) -> None:
        """Keeps a finished measurement in the place of an older one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.path(part, size)
        waiting = path.with_suffix(".new")
        waiting.write_text("\n".join([taken, *map(as_line, told), ""]), encoding="utf-8")
        waiting.replace(path)

    def of(self, part: str) -> Iterator[tuple[str, list[Row | Check]]]:
        """When and where each size was measured, the smallest first, and what came out. A broken file is left out."""
        for path in sorted(self.folder.glob(f"{part}-[0-9]*.jsonl")):
            taken, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
            try:
                yield taken, [from_line(line) for line in lines]
            except (ValueError, KeyError, TypeError):
                continue  # of another version: to be measured again
