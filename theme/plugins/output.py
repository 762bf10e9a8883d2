"""The output folder: every file is written beside the site first and moved into it when all of them are there.

So a disk that fills up leaves the last site as it was, no reader meets half a file, and a file whose bytes are the same
keeps its time. Files are replaced by name, never written into: copies of the site may share them by hard links.
"""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from theme.search.keys import INDEX, forget

OWN_FILES = (
    *(f"{folder}/*.html" for folder in ("kegiatan", "wilayah", "jenis", "pemilihan", "lembaga", "pejabat", "media")),
    *("sisip/*.html", "umpan/*.xml", "umpan/*/*.xml", "umpan/*.json", "umpan/*/*.json", "gambar/*.png"),
    *("data/catatan.*", "data/kabar-netral.*", "data/datapackage.json", "data/tahun/*", "data/linimasa/*.gz"),
    *("sitemap*.xml", "robots.txt", "index.html", "cari.html", "telusur.html", "status.html", "mutu.html"),
)
"""What the plugin writes, and so may remove; anything else in the folder is somebody else's."""

SEARCH_INDEX = INDEX
"""The folder of the search index: of its parts, those are dropped that tell of a page which was changed."""

_STAGE = ".sedang-dibangun"


class Busy(RuntimeError):
    """Another build writes to the same folder."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is on disk: size and time of change (nanoseconds). `staged`: it waits to be moved in."""

    path: str
    size: int
    time: int
    staged: bool = False


class Output:
    """Writes files below a folder; paths are relative, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.stage_folder = folder, folder / _STAGE
        self._lock: int | None = None
        self._site, self._stage = str(folder), str(self.stage_folder)
        self._made: set[str] = set()  # folders on the stage

    def take(self) -> None:
        """Makes the folder ready for one build. Raises Busy where another one is at work, OSError where it cannot."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = None
            raise Busy(f"{self.folder}: another build is at work there") from None
        shutil.rmtree(self.stage_folder, ignore_errors=True)  # of a build that was ended
        self.stage_folder.mkdir()
        self._made = {""}

    def leave(self) -> None:
        """Drops what was not moved in, and lets others build."""
        if self._lock is not None:
            shutil.rmtree(self.stage_folder, ignore_errors=True)
            fcntl.flock(self._lock, fcntl.LOCK_UN)  # workers may still hold the descriptor
            os.close(self._lock)
            self._lock = None

    def stage(self, path: str, data: bytes) -> Written:
        """One file with these bytes, which is left alone where it has them already. Raises OSError."""
        there = self._as_it_is(path)
        if there and there.size == len(data) and (self.folder / path).read_bytes() == data:
            return there
        return self.stage_pieces(path, (data,), compared=True)

    def stage_pieces(self, path: str, pieces: Iterable[bytes], compared: bool = False) -> Written:
        """One file made of pieces, which need not fit into memory. Raises OSError."""
        with open(self._waiting(path), "wb") as file:  # noqa: PTH123  # a Path for each costs as much as writing it
            for piece in pieces:
                file.write(piece)
            if compared:
                file.flush()
                told = os.fstat(file.fileno())
                return Written(path, told.st_size, told.st_mtime_ns, True)
        return self.staged(path)

    def waiting(self, path: str) -> Path:
        """Where a file may be written that `staged` is then told of."""
        return Path(self._waiting(path))

    def _waiting(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            (self.stage_folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return f"{self._stage}/{path}"

    def staged(self, path: str) -> Written:
        """The file that was written at `waiting`; dropped again where the site has the same bytes."""
        waiting, there = self.stage_folder / path, self._as_it_is(path)
        told = waiting.stat()
        if there and there.size == told.st_size and filecmp.cmp(waiting, self.folder / path, False):
            waiting.unlink()
            return there
        return Written(path, told.st_size, told.st_mtime_ns, True)

    def publish(self, files: Iterable[Written]) -> None:
        """Moves staged files into the site."""
        staged = [one.path for one in files if one.staged]
        for folder in {path.rpartition("/")[0] for path in staged}:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)  # first: moving in needs no room on the disk
        waiting, site = str(self.stage_folder), str(self.folder)
        for path in staged:
            os.replace(f"{waiting}/{path}", f"{site}/{path}")  # noqa: PTH105  # a Path for each costs as much again

    def remove(self, paths: Iterable[str]) -> int:
        """Removes files of earlier builds: a record that was withdrawn must not stay readable."""
        gone = 0
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)
            gone += 1
        return gone

    def forget_in_index(self, events: Collection[str]) -> None:
        """Removes the parts of the search index that tell of these events' pages as they were. Raises OSError."""
        if events:
            forget(self.folder, events)

    def own_files(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of every file in the folder that the plugin wrote, or would."""
        return {
            f"{folder}{entry.name}": (told.st_size, told.st_mtime_ns)
            for folder, patterns in self._own_folders().items()
            for entry in _files(self.folder / folder)
            if any(fnmatchcase(entry.name, pattern) for pattern in patterns)
            for told in [entry.stat(follow_symlinks=False)]
        }

    def _own_folders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for own in OWN_FILES:
            folder, _, name = own.rpartition("/")
            folders = (
                [path.relative_to(self.folder).as_posix() for path in self.folder.glob(folder)] if folder else [""]
            )
            for one in folders:
                found.setdefault(f"{one}/" if one else "", []).append(name)
        return found

    def _as_it_is(self, path: str) -> Written | None:
        try:
            told = os.lstat(f"{self._site}/{path}")
        except OSError:
            return None
        return Written(path, told.st_size, told.st_mtime_ns)


def _files(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.is_dir(follow_symlinks=False)]
