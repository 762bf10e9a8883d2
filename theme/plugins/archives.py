"""Archived copies of articles at public archives: `archives.csv` in the content folder, kept by hand.

    id,address,on
    1f0c9a2b77de,https://web.archive.org/web/20240929021409/https://…,2024-09-29

A citation names the copy where there is one, since outlets move and delete their pages. Only public archives count:
an address elsewhere could be anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from urllib.parse import urlsplit

from crawler.record import clean_line
from theme.plugins.events import ShownEvent
from theme.plugins.records import ID
from theme.plugins.tables import BrokenTable, read_csv

TABLE = "archives.csv"
ARCHIVES = {
    "web.archive.org": "Internet Archive",
    "archive.ph": "archive.today",
    "archive.today": "archive.today",
    "perma.cc": "Perma.cc",
    "ghostarchive.org": "Ghostarchive",
}
"""Hosts of public archives -> their names."""


@dataclass(frozen=True)
class ArchivedCopy:
    """Where a copy of an article stands, whose it is, and of which day."""

    address: str
    archive: str
    on: Day | None


def read_archives(content: Path) -> dict[str, ArchivedCopy]:
    """The copies by record id, none where there is no file; of two lines on one record the later counts.

    Raises BrokenTable for the first line that is none, so that a citation never names a wrong address.
    """
    rows = read_csv(content / TABLE, ("id", "address", "on"))
    return dict(_copy(content / TABLE, number, row) for number, row in enumerate(rows, 2))


def copies_of(event: ShownEvent, archives: Mapping[str, ArchivedCopy]) -> dict[str, ArchivedCopy]:
    """The copies of an event's articles by record id, the first report's first. An article whose address is withheld
    has none: the copy's address repeats it."""
    return {one.id: archives[one.id] for one in event.records if one.link and one.id in archives}


def _copy(path: Path, number: int, row: Mapping[str, str]) -> tuple[str, ArchivedCopy]:
    def broken(what: str) -> BrokenTable:
        return BrokenTable(clean_line(f"{path}: left out: row {number}: {what}"))

    id, address, on = (row[name].strip() for name in ("id", "address", "on"))
    if not ID.fullmatch(id):
        raise broken(f"not an id of twelve hexadecimal digits: {id!r}")
    try:
        parts = urlsplit(address)
        day = Day.fromisoformat(on) if on else None
    except ValueError as error:
        raise broken(str(error)) from None
    archive = ARCHIVES.get(parts.hostname or "")
    if parts.scheme != "https" or archive is None or clean_line(address) != address or " " in address:
        raise broken(f"no https address of {', '.join(ARCHIVES)}: {address!r}")
    return id, ArchivedCopy(address, archive, day)
