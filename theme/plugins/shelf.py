"""The shelf: which of the record files are shown, as which event, and which are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.record import Status, clean_line
from theme.plugins.records import Filed, read_filed, scan


@dataclass(frozen=True)
class Shelf:
    """`published` and `hidden` are in order of file path; `complaints` are one line each and name the file."""

    published: tuple[Filed, ...]
    hidden: tuple[Filed, ...]
    complaints: tuple[str, ...]
    files: int

    @property
    def events(self) -> dict[str, tuple[Filed, ...]]:
        """The files of each event that is shown, by its id."""
        held: dict[str, list[Filed]] = defaultdict(list)
        for one in self.published:
            held[one.event].append(one)
        return {event: tuple(held[event]) for event in sorted(held)}


def shelf_of(folder: Path, filed: Iterable[Filed]) -> Shelf:
    """The shelf of the files below a folder; two that claim one id are both left out."""
    files = sorted(filed, key=lambda one: one.path)
    complaints = [one.complaint for one in files if one.complaint]
    holders: dict[str, list[Filed]] = defaultdict(list)
    for one in files:
        if not one.complaint:
            holders[one.id].append(one)
    complaints += [_doubles(folder, same) for same in holders.values() if len(same) > 1]
    singles = [same[0] for same in holders.values() if len(same) == 1]
    published = tuple(one for one in singles if one.status == Status.PUBLISHED)
    hidden = tuple(one for one in singles if one.status == Status.HIDDEN)
    return Shelf(published, hidden, tuple(complaints), len(files))


def read_shelf(folder: Path) -> Shelf:
    """The shelf of a folder, every file read. A missing folder is an empty one; nothing is raised for a bad file."""
    return shelf_of(folder, (read_filed(folder, path, None, None)[0] for path in scan(folder, 0)))


def _doubles(folder: Path, same: list[Filed]) -> str:
    paths = ", ".join(str(folder / one.path) for one in same)
    return clean_line(f"two records with the id {same[0].id}, both left out: {paths}")
