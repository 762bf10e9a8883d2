"""The job's settings: how many sites are kept, how much may be lost, how long steps may take, where sites go."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KINDS: Mapping[str, frozenset[str]] = {
    "folder": frozenset({"path"}),
    "rsync": frozenset({"to", "ssh"}),
    "git": frozenset({"remote", "branch", "domain"}),
}
"""Kinds of targets and the keys of each, beside `name` and `kind`."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_NEEDED = {"folder": "path", "rsync": "to", "git": "remote"}


class BrokenConfig(ValueError):
    """The settings cannot be used; the message is one line with the file and the fault."""


@dataclass(frozen=True)
class Target:
    """One place to which the published site is handed on; `options` are the kind's own keys."""

    name: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """`keep`: published sites kept, the current one included. A build is not published that loses more than
    `lost_events` events or records and more than `lost_share` of them. `minutes`: the longest that a step may take.
    `crawl`: another command in the crawl's place, which gets --content and --var.
    """

    keep: int = 7
    lost_share: float = 0.02
    lost_events: int = 5
    minutes: Mapping[str, float] = field(default_factory=dict)
    crawl: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()

    def seconds(self, step: str) -> float:
        return self.minutes.get(step, MINUTES[step]) * 60


MINUTES: Mapping[str, float] = {
    "crawl": 600,
    "records": 30,
    "status": 10,
    "build": 60,
    "index": 30,
    "check": 30,
    "deploy": 60,
}
"""A crawl asks every five seconds: ten hours are 7,000 requests to one outlet."""


def load_config(path: Path) -> Config:
    """The settings of a TOML file. Raises BrokenConfig."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _config(table)
    except OSError as error:
        raise BrokenConfig(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError) as error:
        raise BrokenConfig(f"{path}: {error}") from error


def _config(table: Mapping[str, Any]) -> Config:
    _only(table, {"keep", "losses", "minutes", "commands", "target"}, "the file")
    losses, minutes = _table(table, "losses"), _table(table, "minutes")
    commands = _table(table, "commands")
    _only(losses, {"share", "events"}, "[losses]")
    _only(minutes, MINUTES.keys(), "[minutes]")
    _only(commands, {"crawl"}, "[commands]")
    config = Config(
        keep=_number(table, "keep", 7, int),
        lost_share=_number(losses, "share", 0.02, (int, float)),
        lost_events=_number(losses, "events", 5, int),
        minutes={name: _number(minutes, name, 0, (int, float)) for name in minutes},
        crawl=tuple(_texts(commands, "crawl")),
        targets=tuple(_target(entry) for entry in table.get("target", ())),
    )
    if config.keep < 1:
        raise ValueError("keep must be at least 1")
    if len({target.name for target in config.targets}) < len(config.targets):
        raise ValueError("two targets of one name")
    return config


def _target(entry: Mapping[str, Any]) -> Target:
    name, kind = entry.get("name"), entry.get("kind")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError("a target's name must be of a-z, 0-9 and -")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError(f"target {name}: kind {kind!r} is none of {', '.join(KINDS)}")
    _only(entry, KINDS[kind] | {"name", "kind"}, f"target {name}")
    options = {key: value for key, value in entry.items() if key not in ("name", "kind")}
    for key, value in options.items():
        # A value that begins with "-" would be read as an option of rsync or git.
        if not isinstance(value, str) or not value or value.startswith("-"):
            raise ValueError(f"target {name}: {key} must be a text that does not begin with -")
    if _NEEDED[kind] not in options:
        raise ValueError(f"target {name}: {_NEEDED[kind]} is missing")
    return Target(name, kind, options)


def _only(table: Mapping[str, Any], known: Any, where: str) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise ValueError(f"unknown key {', '.join(unknown)} in {where}")


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be a table")
    return value


def _number(table: Mapping[str, Any], name: str, default: Any, kind: Any) -> Any:
    value = table.get(name, default)
    if isinstance(value, bool) or not isinstance(value, kind) or value < 0:
        raise TypeError(f"{name} must be a number from 0 upwards, not {value!r}")
    return value


def _texts(table: Mapping[str, Any], name: str) -> list[str]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(f"{name} must be a list of texts")
    return value
