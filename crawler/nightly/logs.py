"""Logs: begun anew when they are large or old, packed one night later, when nobody writes to them any more."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

_ROTATED = re.compile(r"-\d{4}-\d{2}-\d{2}T\d{6}Z\.log$")
_DAY = 86_400


def rotate_logs(folder: Path, largest: float, days: float, now: datetime) -> int:
    """Renames each <name>.log that is larger (bytes) or begins earlier (days) to <name>-<moment>.log; 0 is no bound.

    Who has it open goes on writing to it under its new name: no line is lost. Raises OSError.
    """
    number = 0
    for path in sorted(folder.glob("*.log")):
        size = path.stat().st_size
        is_due = (largest and size > largest) or (days and _age(path, now) > days)
        if is_due and size and not _ROTATED.search(path.name):
            path.rename(path.with_name(f"{path.stem}-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.log"))
            number += 1
    return number


def pack_logs(folder: Path) -> int:
    """Packs the logs that an earlier night has renamed, and returns how many. Raises OSError."""
    rotated = [path for path in sorted(folder.glob("*.log")) if _ROTATED.search(path.name)]
    for path in rotated:
        packed = path.with_name(f"{path.name}.gz")
        half = path.with_name(f".{packed.name}.tmp")
        with path.open("rb") as source, half.open("wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as file:
            shutil.copyfileobj(source, file)
        state = path.stat()
        os.utime(half, ns=(state.st_atime_ns, state.st_mtime_ns))
        half.replace(packed)
        path.unlink()
    return len(rotated)


def _age(path: Path, now: datetime) -> float:
    """Days since the first line was written, by the date that it begins with; since the last change without one."""
    with path.open("rb") as file:
        first = file.readline(10).decode("ascii", "replace")
    try:
        began = datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp()
    except ValueError:
        began = path.stat().st_mtime
    return (now.timestamp() - began) / _DAY
