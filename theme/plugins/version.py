"""Where a build's cache lies, and which program, theme and settings it belongs to."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from theme.plugins.frame import Settings
from theme.plugins.keys import digest_of, digest_of_files

_ROOT = Path(__file__).parent.parent.parent
_CODE = ("crawler/record", "theme/plugins", "theme/search", "theme/data", "theme/static")
_LIBRARIES = ("Jinja2", "Markdown", "MarkupSafe", "nh3", "pelican", "PyYAML")
"""What turns records into bytes: another version may give others."""


def cache_path(settings: Mapping[str, Any], output: Path) -> Path:
    """The cache of one output folder, below CACHE_PATH; no two folders share one, unless CACHE_NAME says that each is
    the last one's copy."""
    name = settings.get("CACHE_NAME")
    if not name:
        name = hashlib.sha256(str(output.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(settings["CACHE_PATH"]) / f"situs-{name}.sqlite"


def version_of(settings: Mapping[str, Any], said: Settings) -> str:
    """The digest of all that every page depends on: code, templates, data, libraries and settings."""
    theme = Path(settings["THEME"])
    folders = [
        *(_ROOT / folder for folder in _CODE),
        theme / "templates",
        *map(Path, settings["THEME_TEMPLATES_OVERRIDES"]),
    ]
    files = {
        f"{number}/{path.relative_to(folder)}": path
        for number, folder in enumerate(folders)
        for path in folder.rglob("*")
        if path.suffix not in (".pyc", "") and path.is_file()
    }
    jinja = {name: repr(value) for name, value in sorted(settings["JINJA_ENVIRONMENT"].items())}
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    machine = (platform.python_version(), sqlite3.sqlite_version, zlib.ZLIB_RUNTIME_VERSION)
    return digest_of((digest_of_files(files), libraries, machine, jinja, str(settings["PATH"]), said))
