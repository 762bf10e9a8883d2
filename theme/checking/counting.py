"""What a site holds, by its downloads and folders, and what changed since another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme.checking.wholeness import plain

ROWS = "data/catatan.jsonl"
_OTHER = "."


@dataclass(frozen=True)
class Holding:
    """`events` maps an event to its rows' text, `records` are the ids of all rows, `kabupaten` counts events."""

    events: Mapping[str, str]
    records: frozenset[str]
    kabupaten: Mapping[str, int]
    pages: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        return {
            "events": len(self.events),
            "records": len(self.records),
            "kabupaten": dict(sorted(self.kabupaten.items())),
            "pages": dict(sorted(self.pages.items())),
        }


class Unreadable(RuntimeError):
    """A site whose downloads cannot be read; the message is one line."""


def holding(site: Path, names: Iterable[str]) -> Holding:
    """What a site holds. Raises Unreadable."""
    events: dict[str, list[str]] = {}
    records: set[str] = set()
    places: dict[str, set[str]] = {}
    try:
        for line in plain((site / ROWS).read_bytes()).decode("utf-8").splitlines():
            row = json.loads(line)
            records.add(row["id"])
            events.setdefault(row["event_id"], []).append(line)
            for place in row["kabupaten"]:
                places.setdefault(place, set()).add(row["event_id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{site / ROWS}: {' '.join(str(error).split())}") from error
    pages = Counter(name.rpartition("/")[0] or _OTHER for name in names if name.endswith(".html"))
    counted = {place: len(found) for place, found in places.items()}
    return Holding({id: "\n".join(rows) for id, rows in events.items()}, frozenset(records), counted, pages)


def changes(new: Holding, last: Holding | None, site: Path, hidden: frozenset[str]) -> dict[str, list[str]]:
    """Ids of events that are `added`, `changed`, `gone` (no page any more), `moved` (their page leads to another),
    `withdrawn` (their page says so), and `records_gone`, without those that a person has hidden."""
    before = last.events if last else {}
    told: dict[str, list[str]] = {name: [] for name in ("gone", "moved", "withdrawn")}
    for id in sorted(set(before) - set(new.events)):
        told[_end_of(site / "kegiatan" / f"{id}.html")].append(id)
    common = sorted(set(before) & set(new.events))
    return {
        "added": sorted(set(new.events) - set(before)),
        "changed": [id for id in common if new.events[id] != before[id]],
        **told,
        "records_gone": sorted((last.records if last else frozenset()) - new.records - hidden),
    }


def _end_of(page: Path) -> str:
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "gone"
    if 'http-equiv="refresh"' in text:
        return "moved"
    return "withdrawn"
