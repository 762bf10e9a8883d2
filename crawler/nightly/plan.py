"""The plan of one night: where everything lies, and what was asked for on the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.items import WITA
from crawler.nightly.config import Config

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: the commands of both rooms run from here."""


@dataclass(frozen=True)
class Plan:
    """Folders are absolute. `clock` gives aware moments. `accept_losses` names the published site against which a loss
    is accepted, so that the permission ends with the next published one."""

    content: Path
    var: Path
    site: Path
    config: Config
    clock: Callable[[], datetime]
    replay: tuple[Path, ...] = ()
    accept_losses: str | None = None

    @property
    def own(self) -> Path:
        """The job's own folder: lock, state, copies for git targets."""
        return self.var / "nightly"

    @property
    def reports(self) -> Path:
        return self.var / "reports"

    @property
    def state_file(self) -> Path:
        return self.own / "state.json"

    def moment(self) -> str:
        """Now, in ISO 8601 with offset, whole seconds."""
        return self.clock().isoformat(timespec="seconds")

    def night(self) -> str:
        """The night by its day in WITA, the region's larger zone: 2026-11-22."""
        return self.clock().astimezone(WITA).date().isoformat()
