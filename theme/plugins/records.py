"""The record files on disk, read once; broken ones are named and left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.record import BrokenRecord, Record, Status, clean_line, load

# Ids become file names and fragments of addresses: nothing but what record_id() gives may pass.
ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Shelf:
    """What a folder of records holds.

    `published` and `hidden` are in order of file path; `complaints` are one line each and name the file.
    """

    published: tuple[Record, ...]
    hidden: tuple[Record, ...]
    complaints: tuple[str, ...]
    files: int


def read_shelf(folder: Path) -> Shelf:
    """The published records below a folder. A missing folder is an empty one; nothing is raised for a bad file."""
    complaints: list[str] = []
    found: dict[str, list[tuple[Path, Record]]] = defaultdict(list)
    paths = sorted(folder.rglob("*.md"))
    for path in paths:
        try:
            record = read_record(path)
        except (BrokenRecord, OSError, UnicodeDecodeError) as error:
            complaints.append(clean_line(f"{path}: left out: {error}"))
        else:
            found[record.id].append((path, record))
    complaints.extend(_doubles(found.values()))
    singles = [record for _, record in sorted(holders[0] for holders in found.values() if len(holders) == 1)]
    published = tuple(record for record in singles if record.status is Status.PUBLISHED)
    hidden = tuple(record for record in singles if record.status is Status.HIDDEN)
    return Shelf(published, hidden, tuple(complaints), len(paths))


def read_record(path: Path) -> Record:
    """The record of one file. Raises BrokenRecord, OSError or UnicodeDecodeError."""
    record = load(path.read_text(encoding="utf-8"))
    for identifier in (record.id, record.event.id):
        if not ID.fullmatch(identifier):
            raise BrokenRecord(f"not an id of twelve hexadecimal digits: {identifier!r}")
    return record


def _doubles(holders: Iterable[list[tuple[Path, Record]]]) -> list[str]:
    return [
        clean_line(
            f"two records with the id {same[0][1].id}, both left out: {', '.join(str(path) for path, _ in same)}"
        )
        for same in holders
        if len(same) > 1
    ]
