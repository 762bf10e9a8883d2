"""A disk that can be filled: a small file system in memory where mounting is allowed."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

INODES = 60_000


class NoMount(RuntimeError):
    """Mounting is not allowed here."""


class Disk:
    """A tmpfs of `size` MiB mounted at a folder."""

    def __init__(self, folder: Path, size: int) -> None:
        """Raises NoMount."""
        folder.mkdir(parents=True, exist_ok=True)
        options = f"size={size}m,nr_inodes={INODES},mode=755"
        try:
            done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
        except OSError as error:
            raise NoMount(str(error)) from error
        if done.returncode:
            raise NoMount(done.stderr.decode().strip())
        self.folder = folder
        self._ballast = folder / ".ballast"

    def fill(self, left: int = 0, *, inodes: bool = False) -> None:
        """Leaves so many bytes, and with `inodes` no room for a further file either."""
        self._ballast.mkdir(exist_ok=True)
        if inodes:
            with suppress(OSError):
                for number in range(INODES):
                    (self._ballast / f"{number}").touch()
            (self._ballast / "0").unlink()
        room = os.statvfs(self.folder)
        size = room.f_bavail * room.f_frsize - left
        if size > 0:
            with (self._ballast / "ballast").open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)

    def free(self) -> None:
        """Takes the ballast away."""
        if self._ballast.exists():
            for path in self._ballast.iterdir():
                path.unlink()
            self._ballast.rmdir()

    def close(self) -> None:
        """Takes the file system away, with all that is in it."""
        subprocess.run(["umount", "--lazy", self.folder], capture_output=True, check=False)
