"""The groups of events that have pages of their own: places, officials, institutions, types, elections, outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from theme.plugins.listed import ListedEvent
from theme.plugins.slugs import slug_from
from theme.plugins.units import PROVINCE, load_units
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
class GroupName:
    """What a group is called; `kind` is a key of KINDS and the folder of the pages."""

    kind: str
    slug: str
    name: str

    @property
    def path(self) -> str:
        """The group's first page, from the site's root."""
        return f"{self.kind}/{self.slug}.html"


@dataclass(frozen=True)
class Group(GroupName):
    """Events that share something."""

    events: tuple[ListedEvent, ...]

    @property
    def bare(self) -> GroupName:
        """The group without its events, for what is made of its name or of some of them."""
        return GroupName(self.kind, self.slug, self.name)

    @property
    def counted(self) -> CountedName:
        """The group as lists of names show it."""
        return CountedName(self.kind, self.slug, self.name, len(self.events))


@dataclass(frozen=True)
class CountedName(GroupName):
    """A group's name and the number of its events."""

    count: int


def gather_groups(events: Sequence[ListedEvent], outlets: Mapping[str, str]) -> list[Group]:
    """Every group, by kind as in KINDS; all 23 places, of the rest those that have events. Events keep their order.

    `outlets` gives the titles of outlets by slug.
    """
    at: dict[str, list[ListedEvent]] = defaultdict(list)
    for event in events:
        for name in dict.fromkeys(event.kabupaten):
            at[name].append(event)
    places = [
        Group("wilayah", unit.slug, unit.name, tuple(at.get(unit.name, ()))) for unit in (*load_units(), PROVINCE)
    ]
    return [
        *places,
        *_by_name("jenis", ((TYPES[event.type], event) for event in events), list(TYPES.values())),
        *_by_name("pemilihan", ((event.election, event) for event in events if event.election)),
        *_by_name("lembaga", ((name, event) for event in events for name in event.institutions)),
        *_by_name("pejabat", ((name, event) for event in events for name in event.in_office)),
        *_by_name("media", ((outlets.get(slug, slug), event) for event in events for slug in event.outlets)),
    ]


def _by_name(kind: str, pairs: Iterable[tuple[str, ListedEvent]], order: Sequence[str] = ()) -> list[Group]:
    names: dict[str, str] = {}
    events: dict[str, dict[str, ListedEvent]] = defaultdict(dict)
    slug_of_name: dict[str, str] = {}
    for name, event in pairs:
        slug = slug_of_name.get(name) or slug_of_name.setdefault(name, slug_from(name))
        names.setdefault(slug, name)
        events[slug][event.id] = event
    ranks = {slug_from(name): number for number, name in enumerate(order)}
    slugs = sorted(events, key=lambda slug: (ranks.get(slug, len(ranks)), slug))
    return [Group(kind, slug, names[slug], tuple(events[slug].values())) for slug in slugs]
