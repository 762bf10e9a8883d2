"""The kecamatan of a kabupaten's timeline: where its page says what happened in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from theme.plugins.events import ShownEvent
from theme.plugins.slugs import slug_from

NEWEST = 12
"""Events linked under each kecamatan."""


@dataclass(frozen=True)
class Subdistrict:
    """`anchor` is the id on the kabupaten's page; `events` the newest of `count`."""

    name: str
    anchor: str
    count: int
    events: tuple[ShownEvent, ...]


def subdistricts(events: Iterable[ShownEvent]) -> list[Subdistrict]:
    """The kecamatan of events that happened in one kabupaten alone, by name; of several, nobody knows whose it is."""
    held: dict[str, list[ShownEvent]] = defaultdict(list)
    for event in events:
        if len(event.kabupaten) == 1:
            for name in event.kecamatan:
                held[name].append(event)
    return [
        Subdistrict(name, anchor_of(name), len(held[name]), tuple(held[name][:NEWEST]))
        for name in sorted({anchor_of(name): name for name in reversed(list(held))}.values())
    ]


def anchor_of(name: str) -> str:
    """The id of a kecamatan on its kabupaten's page."""
    return f"kec-{slug_from(name)}"
