"""The bounds of what is kept (crawler/data/retention.toml, with the reasons)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from crawler.data import DATA

TABLE = DATA / "retention.toml"


class BrokenBounds(ValueError):
    """The settings cannot be used; the message is one line with the file and the fault."""


@dataclass(frozen=True)
class Bounds:
    """Bounds of one kind of files: ages in days, sizes in megabytes (1,000,000 bytes); 0 is no bound."""

    days: float = 0
    most_mb: float = 0
    rotate_mb: float = 0
    rotate_days: float = 0
    young_days: float = 0
    remove_unsaved: bool = False


@dataclass(frozen=True)
class Retention:
    """The bounds of logs, reports and archive."""

    logs: Bounds
    reports: Bounds
    archive: Bounds


def load_retention(path: Path = TABLE) -> Retention:
    """The bounds in a TOML file; what it leaves out is as in the project's own. Raises BrokenBounds."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        usual = tomllib.loads(TABLE.read_text(encoding="utf-8"))
        if unknown := sorted(set(table) - set(usual)):
            raise ValueError(f"unknown table {unknown[0]}")
        return Retention(**{name: _bounds(name, usual[name], table.get(name, {})) for name in usual})
    except OSError as error:
        raise BrokenBounds(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise BrokenBounds(f"{path}: {error}") from error


def _bounds(name: str, usual: Mapping[str, Any], own: Any) -> Bounds:
    if not isinstance(own, dict):
        raise TypeError(f"{name} must be a table")
    told = {**usual, **own}
    told.pop("reason", None)
    kinds = {field.name: type(field.default) for field in fields(Bounds)}
    for key, value in told.items():
        if key not in usual:
            raise ValueError(f"unknown key {key} in [{name}]")
        is_switch = kinds[key] is bool
        if isinstance(value, bool) != is_switch or not isinstance(value, (int, float)) or value < 0:
            raise TypeError(f"{name}.{key} must be {'true or false' if is_switch else 'a number from 0 upwards'}")
    return Bounds(**told)
