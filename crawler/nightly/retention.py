"""Retention: logs and reports go by age and size; the archive only where a bound is set, and only what is backed up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crawler.backup.manifest import BrokenBackup
from crawler.backup.pool import Pool
from crawler.fetch.archive import warc_files
from crawler.nightly.bounds import TABLE, Bounds, BrokenBounds, load_retention
from crawler.nightly.logs import pack_logs, rotate_logs

SETTINGS = "KABAR_NETRAL_RETENTION"
"""Environment variable with a file of bounds in the place of crawler/data/retention.toml."""

BACKUP = "KABAR_NETRAL_BACKUP"
"""Environment variable with the folder that `crawler backup` keeps backups in: what is there may be let go."""

_MB = 1_000_000
_DAY = 86_400


@dataclass
class Retained:
    """What was done: files removed, bytes set free, logs rotated or packed; `warnings` a line each."""

    removed: int = 0
    freed: int = 0
    rotated: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """In one line."""
        return f"{self.removed} files removed, {self.freed / _MB:.1f} MB set free, {self.rotated} logs rotated"


def retain(var: Path, now: datetime, environment: Mapping[str, str] = os.environ) -> Retained:
    """Applies the bounds to a var folder at a moment (aware). What cannot be done is a warning."""
    done = Retained()
    try:
        bounds = load_retention(Path(environment.get(SETTINGS) or TABLE))
    except BrokenBounds as error:
        done.warnings.append(f"{error}; nothing was removed")
        return done
    _try(done, lambda: _logs(var / "log", bounds.logs, now, done))
    reports = var / "reports"
    kept = [path for path in reports.glob("*.*") if not path.name.startswith(("latest.", "."))]
    _remove(beyond(kept, bounds.reports, now), done)
    _try(done, lambda: _archive(var / "archive", bounds.archive, now, environment.get(BACKUP), done))
    return done


def beyond(files: Iterable[Path], bounds: Bounds, now: datetime) -> list[Path]:
    """The files that are too old, and the oldest of those that are too much together; oldest first, none that is
    young."""
    states = {path: path.stat() for path in files if path.is_file()}
    ages = {path: (now.timestamp() - state.st_mtime) / _DAY for path, state in states.items()}
    surplus = sum(state.st_size for state in states.values()) - bounds.most_mb * _MB
    found = []
    for path in sorted(states, key=lambda path: (-ages[path], path)):
        too_old = bounds.days and ages[path] > bounds.days
        too_much = bounds.most_mb and surplus > 0
        if (too_old or too_much) and ages[path] >= bounds.young_days:
            found.append(path)
            surplus -= states[path].st_size
    return found


def _logs(folder: Path, bounds: Bounds, now: datetime, done: Retained) -> None:
    done.rotated += pack_logs(folder)
    done.rotated += rotate_logs(folder, bounds.rotate_mb * _MB, bounds.rotate_days, now)
    _remove(beyond(folder.glob("*.log.gz"), bounds, now), done)


def _archive(folder: Path, bounds: Bounds, now: datetime, backup: str | None, done: Retained) -> None:
    files = beyond(warc_files([folder]) if folder.is_dir() else (), bounds, now)
    saved = files if bounds.remove_unsaved else _saved(files, folder, backup)
    _remove(saved, done)
    unsaved = len(files) - len(saved)
    if unsaved:
        where = f"in no backup of {backup}" if backup else f"in no backup that is known of ({BACKUP})"
        done.warnings.append(f"{folder}: {unsaved} files are beyond the bounds but {where}: kept")
    left = sum(path.stat().st_size for path in warc_files([folder])) if folder.is_dir() else 0
    if bounds.most_mb and left > bounds.most_mb * _MB:
        done.warnings.append(f"{folder}: {left / _MB:.0f} MB, more than the bound of {bounds.most_mb:g} MB")


def _saved(files: list[Path], folder: Path, backup: str | None) -> list[Path]:
    """The files that the newest backup holds as they are. Its copy of each is read whole before the one here goes;
    raises BrokenBackup for a damaged one."""
    pool = Pool(Path(backup)) if files and backup else None
    manifest = pool.newest() if pool else None
    if pool is None or manifest is None:
        return []
    known, saved = manifest.in_room("archive"), []
    for path in files:
        kept, state = known.get(f"archive/{path.relative_to(folder).as_posix()}"), path.stat()
        if kept and (kept.size, kept.modified) == (state.st_size, state.st_mtime_ns):
            pool.copy(kept, None)
            saved.append(path)
    return saved


def _remove(paths: Iterable[Path], done: Retained) -> None:
    for path in paths:
        size = path.stat().st_size
        if _try(done, path.unlink):
            done.removed += 1
            done.freed += size


def _try(done: Retained, work: Callable[[], object]) -> bool:
    try:
        work()
    except BrokenBackup as error:
        done.warnings.append(str(error))
    except OSError as error:
        done.warnings.append(f"{error.filename or 'file'}: {error.strerror or error}")
    else:
        return True
    return False
