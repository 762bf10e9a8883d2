"""Limits: beyond which numbers a source counts as failing (crawler/data/health.toml, with the reasons)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crawler.data import DATA

TABLE = DATA / "health.toml"


@dataclass(frozen=True)
class Limit:
    """One monitor's limits: shares are between 0 and 1, `at_least` is the least number that says anything."""

    share: float = 1.0
    rise: float = 1.0
    at_least: int = 1
    days: int = 0
    crawls: int = 0
    articles: int = 0
    most: Mapping[str, float] | None = None


@cache
def load_limits(path: Path = TABLE) -> Mapping[str, Limit]:
    """The limits by the monitor's name. Raises ValueError for one without a reason, TypeError for an unknown key."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _limit(name, dict(entry)) for name, entry in table.items()}


def _limit(name: str, entry: dict[str, Any]) -> Limit:
    if not entry.pop("reason", ""):
        raise ValueError(f"{name} has no reason")
    most = dict(entry.pop("most", {}))
    if most and not most.pop("reason", ""):
        raise ValueError(f"{name}.most has no reason")
    return Limit(**entry, most=most or None)
