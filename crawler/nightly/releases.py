"""The published sites: SITE/releases/<moment>, and SITE/current, a link that one rename switches.

current -> releases/2026-11-22T180000Z
releases/2026-11-22T180000Z/        the site
releases/2026-11-22T180000Z.json    what the checks counted in it; only a site that was published has one
releases/.new-…                     being built; swept at the next start
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.nightly.files import write_json
from crawler.nightly.seeding import seed

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z(?:-\d+)?")


class Releases:
    """The sites below one folder. Every method may raise OSError; what is published stays whole then."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._folder = site / "releases"
        self._link = site / "current"

    @property
    def current(self) -> Path | None:
        """The published site's own folder, or None."""
        try:
            name = self._link.readlink().name
        except OSError:
            return None
        return self.named(name)

    def named(self, name: str | None) -> Path | None:
        """The folder of a site by its name, or None."""
        folder = self._folder / name if name and _NAME.fullmatch(name) else None
        return folder if folder and folder.is_dir() else None

    def prepare(self) -> None:
        """Makes the folders. Raises FileExistsError where something else lies where the link belongs."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._link.exists() and not self._link.is_symlink():
            raise FileExistsError(None, "is no link of this job's: move it away", str(self._link))

    def sweep(self) -> list[str]:
        """Removes what an interrupted run left, and says what, a name each: half-built and half-removed sites, and
        whole ones that were never published."""
        current = self.current
        if current and not self._note(current).exists():
            self._write_note(current, {})  # interrupted right after the switch
        left = [path for path in self._folder.iterdir() if path.name.startswith(".")]
        left += [path for path in self._sites() if not self._note(path).exists()]
        left += [path for path in self._folder.glob("*.json") if not path.with_suffix("").is_dir()]
        left += list(self._site.glob(".current-*"))
        for path in left:
            _remove(path)
        return sorted(path.name for path in left)

    def begin(self, moment: datetime) -> Path:
        """A new folder for a site to be built in, with the files of the current one."""
        folder = self._folder / f".new-{self._free_name(moment)}"
        folder.mkdir(parents=True)
        if current := self.current:
            seed(folder, current)
        return folder

    def publish(self, built: Path, counted: Mapping[str, Any]) -> Path:
        """Puts a built site in the current one's place by one rename, and returns its folder."""
        release = self._folder / built.name.removeprefix(".new-")
        os.sync()  # the files before the link that shows them: a power cut must not leave a link to empty files
        built.rename(release)
        _sync(self._folder)
        link = self._site / f".current-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / release.name)
        link.replace(self._link)
        _sync(self._site)
        self._write_note(release, counted)
        return release

    def discard(self, built: Path) -> Path:
        """Removes a site that was built in vain."""
        _remove(built)
        return built

    def prune(self, keep: int) -> list[str]:
        """Removes all but the newest `keep` sites and the current one; returns the names of the removed."""
        current = self.current
        old = [path for path in self._sites()[:-keep] if path != current]
        for path in old:
            self._note(path).unlink(missing_ok=True)
            dying = path.with_name(f".old-{path.name}")  # half removed it must not be taken for a site
            path.rename(dying)
            _remove(dying)
        return [path.name for path in old]

    def _sites(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir())

    def _free_name(self, moment: datetime) -> str:
        first = f"{moment.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
        names = [first, *(f"{first}-{number}" for number in range(2, 1000))]
        return next(name for name in names if not (self._folder / name).exists())

    def _note(self, site: Path) -> Path:
        return self._folder / f"{site.name}.json"

    def _write_note(self, site: Path, counted: Mapping[str, Any]) -> None:
        write_json(self._note(site), counted)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
