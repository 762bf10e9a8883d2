"""The kecamatan of a kabupaten's timeline: where its page says what happened in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from theme.plugins.listed import ListedEvent
from theme.plugins.slugs import anchor_of

NEWEST = 12
"""Events linked under each kecamatan."""


@dataclass(frozen=True)
class Subdistrict:
    """`anchor` is the id on the kabupaten's page; `events` the newest of `count`."""

    name: str
    anchor: str
    count: int
    events: tuple[ListedEvent, ...]


def subdistricts(events: Iterable[ListedEvent]) -> list[Subdistrict]:
    """The kecamatan of events that happened in one kabupaten alone, by name; of several, nobody knows whose it is."""
    held: dict[str, list[ListedEvent]] = defaultdict(list)
    for event in events:
        if len(event.kabupaten) == 1:
            for name in event.kecamatan:
                held[name].append(event)
    return [
        Subdistrict(name, anchor_of(name), len(held[name]), tuple(held[name][:NEWEST]))
        for name in sorted({anchor_of(name): name for name in reversed(list(held))}.values())
    ]
