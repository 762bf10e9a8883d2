"""Source tables: the entries of sources.toml with what they share filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from crawler.data import DATA

PLATFORMS = DATA / "platforms.toml"


def source_entries(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One entry for each source: every [[source]], and every [[pattern]] once for each unit of [units].

    A pattern's texts may hold {unit} ("manggaraitimur"), {kind} ("kab" or "kota") and {title} ("Kabupaten Manggarai
    Timur"); the units under its `except` are left out. An entry without `discovery` gets the means that its family
    usually has (platforms.toml), on the first of its hosts. Raises ValueError for a pattern without units, TypeError
    for an entry that is no table.
    """
    for entry in table.get("source", []):
        if not isinstance(entry, dict):
            raise TypeError(f"a source that is no table: {entry!r}")
        yield _with_means(dict(entry))
    for pattern in table.get("pattern", []):
        for unit, title in _units(table).items():
            if unit not in pattern.get("except", ()):
                yield _with_means(_of_unit(pattern, unit, title))


def _units(table: Mapping[str, Any]) -> dict[str, str]:
    units = table.get("units")
    if not isinstance(units, dict) or not all(isinstance(title, str) for title in units.values()):
        raise ValueError("[[pattern]] needs [units], each a name in hosts with its title")
    return units


def _of_unit(pattern: Mapping[str, Any], unit: str, title: str) -> dict[str, Any]:
    words = {"unit": unit, "kind": "kota" if title.startswith("Kota ") else "kab", "title": title}
    return {key: _filled(value, words) for key, value in pattern.items() if key != "except"}


def _with_means(entry: dict[str, Any]) -> dict[str, Any]:
    if "discovery" not in entry and entry.get("hosts"):
        usual = _usual_means().get(entry.get("family") or "default", [])
        entry["discovery"] = _filled(usual, {"home": f"https://{entry['hosts'][0]}"})
    return entry


@cache
def _usual_means() -> dict[str, list[dict[str, str]]]:
    means: dict[str, list[dict[str, str]]] = {}
    for entry in tomllib.loads(PLATFORMS.read_text(encoding="utf-8"))["means"]:
        means.setdefault(entry["family"], []).append({key: entry[key] for key in entry if key != "family"})
    return means


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(item, words) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, words) for key, item in value.items()}
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace("{" + name + "}", word)
    return value
