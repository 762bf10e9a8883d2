"""The groups of events that have pages of their own: places, officials, institutions, types, elections, outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.record import Official
from theme.plugins.events import ShownEvent
from theme.plugins.slugs import slug_from
from theme.plugins.units import PROVINCE, load_units
from theme.plugins.withholding import name_words
from theme.plugins.wording import TYPES

KINDS = {
    "wilayah": "Wilayah",
    "jenis": "Jenis kegiatan",
    "pemilihan": "Pemilihan",
    "lembaga": "Lembaga",
    "pejabat": "Pejabat",
    "media": "Media",
}
"""Folder of a group's pages -> what the group is called."""


@dataclass(frozen=True)
class Group:
    """Events that share something; `kind` is a key of KINDS and the folder of the pages."""

    kind: str
    slug: str
    name: str
    events: tuple[ShownEvent, ...]

    @property
    def path(self) -> str:
        """The group's first page, from the site's root."""
        return f"{self.kind}/{self.slug}.html"


def gather_groups(events: Sequence[ShownEvent], outlets: Mapping[str, str]) -> list[Group]:
    """Every group, by kind as in KINDS; all 23 places, of the rest those that have events. Events keep their order.

    `outlets` gives the titles of outlets by slug.
    """
    places = [
        Group("wilayah", unit.slug, unit.name, tuple(event for event in events if unit.name in event.kabupaten))
        for unit in (*load_units(), PROVINCE)
    ]
    return [
        *places,
        *_by_name("jenis", ((TYPES[event.type], event) for event in events), list(TYPES.values())),
        *_by_name("pemilihan", ((event.election, event) for event in events if event.election)),
        *_by_name("lembaga", ((name, event) for event in events for name in event.institutions)),
        *_by_name("pejabat", ((official.name, event) for event in events for official in in_office(event))),
        *_by_name("media", ((outlets.get(slug, slug), event) for event in events for slug in event.outlets)),
    ]


MOST_OFFICIALS = 100
"""Officials of one event that it is listed under; a page that names more is a list of names, not a report."""


def in_office(event: ShownEvent) -> tuple[Official, ...]:
    """The officials of an event under whose name it may be listed.

    Only what they said or did in office counts: they speak in it and hold a named position. An event about an
    alleged breach counts when a person has reviewed it, since a speaker may be the accused answering.
    A single name is shared by too many people to stand for one.
    """
    if event.type.is_violation and not all(record.cleared for record in event.records):
        return ()
    return tuple(
        official
        for official in event.speakers[:MOST_OFFICIALS]
        if any(position.title for position in official.positions) and len(name_words(official.name)) > 1
    )


def page_of(groups: Iterable[Group]) -> dict[tuple[str, str], str]:
    """Where a group is shown: (kind, slug) -> path from the site's root."""
    return {(group.kind, group.slug): group.path for group in groups}


def _by_name(kind: str, pairs: Iterable[tuple[str, ShownEvent]], order: Sequence[str] = ()) -> list[Group]:
    names: dict[str, str] = {}
    events: dict[str, dict[str, ShownEvent]] = defaultdict(dict)
    for name, event in pairs:
        slug = slug_from(name)
        names.setdefault(slug, name)
        events[slug][event.id] = event
    ranks = {slug_from(name): number for number, name in enumerate(order)}
    slugs = sorted(events, key=lambda slug: (ranks.get(slug, len(ranks)), slug))
    return [Group(kind, slug, names[slug], tuple(events[slug].values())) for slug in slugs]
