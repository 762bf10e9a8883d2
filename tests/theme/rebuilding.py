"""Pelican runs in this process, and the trees that they leave: for tests that build a site many times."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pelican

from tests.theme.samples import ROOT


def run(content: Path, output: Path, cache: Path, **settings: object) -> None:
    """Builds a site as the command does; `settings` go before those of pelicanconf.py. Raises SystemExit."""
    said = {"CACHE_PATH": str(cache), "BUILD_PROCESSES": 1} | settings
    extra = [f"{name}={json.dumps(value)}" for name, value in said.items()]
    arguments = [str(content), "-s", str(ROOT / "pelicanconf.py"), "-o", str(output), "--quiet", "--fatal", "errors"]
    pelican.main([*arguments, "-e", *extra])


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site with its bytes."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    """Every file of a site with its inode and time of change: what differs once it was written, whatever the bytes."""
    paths = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def clean(content: Path, folder: Path, **settings: object) -> dict[str, bytes]:
    """The tree of a build into an empty folder, with no cache."""
    shutil.rmtree(folder, ignore_errors=True)
    run(content, folder / "out", folder / "cache", **settings)
    return tree(folder / "out")
