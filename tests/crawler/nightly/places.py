"""Where the nights of a test lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Places:
    """A folder with a content, a var and a site of its own."""

    folder: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def site(self) -> Path:
        return self.folder / "site"
