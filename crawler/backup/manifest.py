"""The manifest: what one backup holds, as a JSON document that a person can read without the program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

FORMAT = 1
"""Raised when an older program could no longer restore what a newer one wrote."""

ROOMS = ("content", "archive", "reports", "texts", "database")
"""Where a place may begin; only the first is not below the var folder."""


class BrokenBackup(ValueError):
    """A backup that is damaged, of a newer format, or none at all; the message is one line that names it."""


@dataclass(frozen=True)
class Kept:
    """One file of a backup: its place ("content/records/…"), size in bytes, SHA-256 in hex, and the modification time
    of the file it was made from in nanoseconds. `retired` is an archive file that is no longer on the machine."""

    place: str
    size: int
    digest: str
    modified: int
    retired: bool = False

    @property
    def room(self) -> str:
        return self.place.partition("/")[0]


@dataclass(frozen=True)
class Manifest:
    """One backup: when it was made (UTC), the rows of each table of the crawl database, and its files."""

    made: datetime
    rows: Mapping[str, int]
    files: tuple[Kept, ...]

    @property
    def name(self) -> str:
        """Its file's name, in order of time: 2026-11-22T021409.123456Z.json."""
        return f"{self.made.astimezone(UTC):%Y-%m-%dT%H%M%S.%f}Z.json"

    def in_room(self, room: str) -> dict[str, Kept]:
        """Its files in a room by their place."""
        return {kept.place: kept for kept in self.files if kept.room == room}


def dump_manifest(manifest: Manifest) -> str:
    """The manifest as JSON, one file a line, with a seal over all of it."""
    head = {"format": FORMAT, "made": manifest.made.astimezone(UTC).isoformat(), "rows": dict(manifest.rows)}
    head["seal"] = _seal(manifest)
    lines = ",\n".join(_line(kept) for kept in manifest.files)
    return f'{json.dumps(head)[:-1]}, "files": [\n{lines}\n]}}\n'


def load_manifest(document: str, name: str) -> Manifest:
    """The manifest in a JSON document. Raises BrokenBackup, which tells its name, for one that cannot be trusted."""
    try:
        told = json.loads(document)
        if int(told["format"]) > FORMAT:
            raise BrokenBackup(f"{name}: made by a newer version (format {told['format']}, known up to {FORMAT})")
        files = tuple(_kept(one) for one in told["files"])
        rows = {str(table): int(number) for table, number in told["rows"].items()}
        manifest = Manifest(datetime.fromisoformat(told["made"]), rows, files)
        seal = told["seal"]
    except BrokenBackup:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenBackup(f"{name}: no manifest of a backup, or damaged") from error
    if seal != _seal(manifest):
        raise BrokenBackup(f"{name}: damaged: it does not match its seal")
    return manifest


def _kept(told: Mapping[str, Any]) -> Kept:
    kept = Kept(
        str(told["place"]), int(told["size"]), str(told["sha256"]), int(told["modified"]), bool(told.get("retired"))
    )
    place = PurePosixPath(kept.place)
    if place.is_absolute() or ".." in place.parts or str(place) != kept.place or kept.room not in ROOMS:
        raise ValueError(f"{kept.place!r} is no place in a backup")  # it would be written outside of the folders
    if len(kept.digest) != 64 or not set(kept.digest) <= set("0123456789abcdef"):
        raise ValueError(f"{kept.digest!r} is no SHA-256")
    return kept


def _line(kept: Kept) -> str:
    told: dict[str, Any] = {
        "place": kept.place,
        "size": kept.size,
        "sha256": kept.digest,
        "modified": kept.modified,
    }
    return json.dumps(told | ({"retired": True} if kept.retired else {}))


def _seal(manifest: Manifest) -> str:
    told = hashlib.sha256(manifest.made.astimezone(UTC).isoformat().encode())
    told.update(json.dumps(dict(manifest.rows), sort_keys=True).encode())
    for kept in manifest.files:
        told.update(_line(kept).encode())
    return told.hexdigest()
