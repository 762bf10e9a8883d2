"""Growth of `import`: processor time per record and memory at each number of records, one process, every page relevant."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.archives import write_archive
from tests.bench.measuring import Failed, Run, measured, python
from tests.bench.rows import Check, Row, row_of

PART = "import"
SIZES, QUICK = (1_000, 5_000, 20_000, 100_000), (60,)
GROWN = "records, one process"


def rows(folder: Path, sizes: Sequence[int], runs: int) -> Iterator[Row | Check]:
    """One run each: it takes minutes, and processor time hardly differs from run to run."""
    for size in sizes:
        files = write_archive(folder / "archive", size)
        run = imported(files, folder / "own", size, "--jobs", "1")
        told = f"{1000 * run.processor / size:.2f} ms of processor time each"
        yield row_of(PART, f"{size:,} {GROWN}", run, told=told, size=size)
        shutil.rmtree(folder / "own")
        shutil.rmtree(folder / "archive")


def imported(files: list[Path], folder: Path, records: int, *options: str) -> Run:
    """Runs the command line and measures it. Raises Failed where it stores another number of records."""
    own = ["--content", str(folder / "content"), "--var", str(folder / "var")]
    folder.mkdir(parents=True, exist_ok=True)
    run = measured(python("crawler", "import", *map(str, files), *own, *options), log=folder / "log.txt")
    stored = sum(1 for _ in (folder / "content").rglob("*.md"))
    if stored != records:
        raise Failed(f"import: {stored} records were stored, {records} articles of the archive are relevant")
    return run
