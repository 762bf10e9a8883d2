"""The pool: a backup folder, where every file is kept once under its digest, and the manifests that name them.

objects/ab/cdef…   a file's bytes, named by their SHA-256
backups/<moment>.json   a manifest; written last, so that what has none was never made
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crawler.backup.manifest import BrokenBackup, Kept, Manifest, dump_manifest, load_manifest

SCRATCH = ".taking-"
"""How folders in it begin that a backup works in."""

_CHUNK = 1 << 20


class Pool:
    """One backup folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._objects, self._backups = folder / "objects", folder / "backups"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Makes the folder and holds it for one writer. Raises BrokenBackup where it is held or holds other things."""
        if self.folder.is_dir() and not self._backups.is_dir() and any(self.folder.iterdir()):
            raise BrokenBackup(f"{self.folder}: holds other things than backups; name a folder of its own")
        self._backups.mkdir(parents=True, exist_ok=True)
        self._objects.mkdir(exist_ok=True)
        with (self.folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BrokenBackup(f"{self.folder}: another backup into it is running") from error
            self._sweep()
            yield

    def names(self) -> list[str]:
        """The manifests' names, oldest first."""
        return sorted(path.name for path in self._backups.glob("*Z.json"))

    def newest(self) -> Manifest | None:
        """The last backup's manifest; None where there is none. Raises BrokenBackup."""
        names = self.names()
        return self.read(names[-1]) if names else None

    def read(self, name: str) -> Manifest:
        """A manifest by its name. Raises BrokenBackup, OSError."""
        path = self._backups / Path(name).name
        try:
            return load_manifest(path.read_text(encoding="utf-8"), str(path))
        except UnicodeDecodeError as error:
            raise BrokenBackup(f"{path}: damaged: not UTF-8") from error

    def put(self, stream: BinaryIO, place: str, modified: int, most: int | None = None) -> Kept:
        """Keeps a stream, or its first bytes, unless the same is kept already."""
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._objects, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as copy:
                while chunk := stream.read(_CHUNK if most is None else min(_CHUNK, most - size)):
                    digest.update(chunk)
                    size += copy.write(chunk)
            kept = Kept(place, size, digest.hexdigest(), modified)
            if not self.holds(kept):
                path = self.path_of(kept)
                path.parent.mkdir(exist_ok=True)
                Path(name).replace(path)
            return kept
        finally:
            Path(name).unlink(missing_ok=True)

    def holds(self, kept: Kept) -> bool:
        """Whether an object of the right size is there; its bytes are looked at when it is copied."""
        try:
            return self.path_of(kept).stat().st_size == kept.size
        except OSError:
            return False

    def copy(self, kept: Kept, target: Path | None) -> None:
        """Writes a kept file, or only reads it, and checks its bytes. Raises BrokenBackup when they are not those."""
        digest = hashlib.sha256()
        try:
            stream = self.path_of(kept).open("rb")
        except FileNotFoundError as error:
            raise BrokenBackup(f"{self.folder}: {kept.place} is missing ({kept.digest})") from error
        with stream, target.open("xb") if target else open(os.devnull, "wb") as copy:  # noqa: PTH123
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
        if digest.hexdigest() != kept.digest:
            raise BrokenBackup(f"{self.folder}: {kept.place} is damaged ({kept.digest})")
        if target:
            os.utime(target, ns=(kept.modified, kept.modified))

    def add(self, manifest: Manifest) -> None:
        """Makes the backup one that can be restored: everything before it is on the disk first."""
        os.sync()
        handle, name = tempfile.mkstemp(dir=self._backups, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(dump_manifest(manifest))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._backups / manifest.name)
        finally:
            Path(name).unlink(missing_ok=True)

    def prune(self, last: int) -> int:
        """Removes all but the last backups, and the objects that no other names; how many backups went."""
        names = self.names()
        old, kept = names[:-last], names[-last:]
        if old:
            named = {one.digest for name in kept for one in self.read(name).files}
            for name in old:
                (self._backups / name).unlink()
            for path in self._objects.glob("??/*"):
                if path.parent.name + path.name not in named:
                    path.unlink()
        return len(old)

    def path_of(self, kept: Kept) -> Path:
        """Where its bytes are."""
        return self._objects / kept.digest[:2] / kept.digest[2:]

    def _sweep(self) -> None:
        """What a killed backup left half written."""
        for left in (*self._objects.glob("*.tmp"), *self._backups.glob("*.tmp")):
            left.unlink()
        for scratch in self.folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(scratch)
