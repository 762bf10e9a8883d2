"""The corpus of attacks: tables beside this file, and what TOML cannot hold."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"

SENTINEL = "sentinel"
"""Stands in whatever an attack would do, if it did: a dialog, a file name, a host, a key."""


@cache
def texts() -> dict[str, str]:
    """Texts that an outlet may print, by name; lone surrogates cannot stand in a TOML file."""
    told = {name: str(entry["text"]) for name, entry in table("texts").items()}
    return told | {"surrogate": "ASN \ud800netral\udfff \ud83d", "long": "ASN netral " + "a" * 20_000}


def table(name: str) -> dict[str, Any]:
    """A table of the corpus."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
