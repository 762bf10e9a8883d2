"""The site as the builder sees it: public events, their groups and pages, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crawler.record import Record
from theme.plugins.events import ShownEvent
from theme.plugins.groups import Group, gather_groups
from theme.plugins.quality import FigureSet
from theme.plugins.slugs import slug_from
from theme.plugins.subdistricts import anchor_of
from theme.plugins.units import slug_of
from theme.plugins.withdrawn import Correction, tombstones


@dataclass(frozen=True)
class Site:
    """`events` are newest first; `address` is the public one without a slash at its end, or empty.

    Of `hidden` records nothing but ids and dates of withdrawal may be shown.
    """

    name: str
    address: str
    outlets: dict[str, str]
    events: list[ShownEvent]
    hidden: tuple[Record, ...]
    corrections: list[Correction]
    status: dict[str, dict[str, Any]]
    figures: list[FigureSet]

    @cached_property
    def groups(self) -> list[Group]:
        return gather_groups(self.events, self.outlets)

    @cached_property
    def moved(self) -> dict[str, str]:
        """Records that have no page of their own -> the event that tells of them."""
        ids = {event.id for event in self.events}
        pairs = ((record.id, event.id) for event in self.events for record in event.records)
        return {record: event for record, event in sorted(pairs) if record not in ids}

    @cached_property
    def gone(self) -> list[Correction]:
        """Withdrawn records whose address must say so."""
        return tombstones(self.hidden, self.corrections, [*(event.id for event in self.events), *self.moved])

    @cached_property
    def _paths(self) -> dict[tuple[str, str], str]:
        return {(group.kind, group.slug): group.path for group in self.groups}

    def page_for(self, kind: str | None, name: str, event: ShownEvent | None = None) -> str | None:
        """The page of a name, from the root, or None where it has none. A kecamatan's is an anchor on the page of
        its event's only kabupaten; an official's is linked from events that it lists."""
        if kind == "kecamatan":
            home = event.kabupaten[0] if event and len(event.kabupaten) == 1 else ""
            anchor = anchor_of(name.removeprefix("Kecamatan "))
            return f"wilayah/{slug_of()[home]}.html#{anchor}" if home in slug_of() else None
        if kind == "wilayah":
            return f"wilayah/{slug_of()[name]}.html" if name in slug_of() else None
        return self._paths.get((kind, slug_from(name))) if kind else None
