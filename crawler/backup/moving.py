"""Moving what is laid out into its place, and back again where that does not work out."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

STAGED = ".restoring"
"""The folder, inside the one that is restored, of what is not in place yet."""

OURS = frozenset({STAGED, "lost+found"})
"""Names in a folder that is empty all the same: leftovers of a killed restore, and what a new disk comes with."""


class Moves:
    """Renames that are undone, last first, when the block they are made in raises."""

    def __init__(self, aside: str) -> None:
        """`aside` is the name of the folder for what was there before."""
        self._aside, self._done = aside, list[tuple[Path, Path]]()
        self.aside: list[Path] = []

    def __enter__(self) -> Moves:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            return
        for source, target in reversed(self._done):
            target.rename(source)
        for folder in self.aside:
            folder.rmdir()

    def move_in(self, *folders: Path, leaving: str) -> None:
        """Moves what is laid out in each folder's STAGED into the folder, and what is there before aside; entries
        named `leaving` stay where they are. Raises OSError."""
        for folder in folders:
            there = [path for path in sorted(folder.iterdir()) if path.name not in OURS and not _is_aside(path)]
            if there:
                aside = folder / self._aside
                aside.mkdir()
                self.aside.append(aside)
                for path in there:
                    self._move(path, aside / path.name)
            for path in sorted((folder / STAGED).iterdir()):
                if path.name != leaving:
                    self._move(path, folder / path.name)

    def _move(self, source: Path, target: Path) -> None:
        source.rename(target)
        self._done.append((source, target))


def _is_aside(path: Path) -> bool:
    return path.name.startswith(".before-")
