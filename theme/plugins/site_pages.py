"""Every page of lists, counts and addresses, each with all that goes into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from theme.plugins.catalogues import Catalogue, catalogues
from theme.plugins.chart import bars
from theme.plugins.coverage import Coverage, coverage
from theme.plugins.feeds import LONGEST, LONGEST_OF_GROUP, Channel, atom, channel_path
from theme.plugins.frame import Frame
from theme.plugins.groups import KINDS, CountedName, Group, gather_groups
from theme.plugins.jsonfeed import json_feed
from theme.plugins.keys import Page
from theme.plugins.listed import ListedEvent, entries_in
from theme.plugins.picture import picture
from theme.plugins.quality import FigureSet
from theme.plugins.searchwords import folds_as_json
from theme.plugins.shard import shard
from theme.plugins.subdistricts import subdistricts
from theme.plugins.timelines import Period, periods, shard_path, shard_pieces, timeline_of
from theme.plugins.units import PROVINCE, Unit, load_units
from theme.plugins.withdrawn import Correction
from theme.plugins.wording import day_in_words
from theme.search.facets import facets
from theme.search.parts import Part, as_json, at_first

NEWEST = 10
"""Events on the home page and in an embedded timeline."""


@dataclass(frozen=True)
class Site:
    """`events` are newest first; `moved` maps records without a page of their own to their event; `gone` are the
    withdrawn ones whose address must say so; `parts` are those of the search index."""

    outlets: Mapping[str, str]
    events: Sequence[ListedEvent]
    moved: Mapping[str, str]
    gone: Sequence[Correction]
    status: Mapping[str, Mapping[str, Any]]
    figures: Sequence[FigureSet]
    parts: Sequence[Part] = ()

    @cached_property
    def groups(self) -> list[Group]:
        return gather_groups(self.events, self.outlets)

    @cached_property
    def until(self) -> str | None:
        """The day of the youngest report, in words."""
        return day_in_words(max(days)) if (days := [day for e in self.events for _, day in e.reports if day]) else None


def site_pages(site: Site, name: str) -> Iterator[Page]:
    """Every file but the events' own pages, the downloads and the addresses; `name` is the site's."""
    yield from _overview(site)
    for group in site.groups:
        yield from _group(group, name)
    for record, event in site.moved.items():
        yield Page(f"kegiatan/{record}.html", _redirect, (record, event))
    for gone in site.gone:
        yield Page(f"kegiatan/{gone.id}.html", _tombstone, gone)
    yield from _feeds(Channel(name, "umpan/semua", "index.html"), site.events)
    yield Page("gambar/situs.png", _picture, None)
    for unit in load_units():
        yield Page(f"gambar/{unit.slug}.png", _picture, unit)
    yield Page(f"gambar/{PROVINCE.slug}.png", _picture, None)


def _overview(site: Site) -> Iterator[Page]:
    names = [group.counted for group in site.groups]
    letters = catalogues(names)
    shelves = [(kind, label, [name for name in names if name.kind == kind]) for kind, label in KINDS.items()]
    covered = coverage(site.events, site.outlets, site.status)
    yield Page("index.html", _home, _home_values(site))
    yield Page("cari.html", _search, (site.parts, facets(site.events, site.outlets), site.until))
    yield Page("telusur.html", _browse, ([shelf for shelf in shelves if shelf[2]], letters, site.until))
    yield Page("status.html", _status, (covered, site.until))
    yield Page("mutu.html", _plain, ("mutu.html", "quality", {"sets": site.figures, "DATA_UNTIL": site.until}))
    for lists in letters.values():
        for page in lists:
            yield Page(page.path, _catalogue, page)


def _group(group: Group, name: str) -> Iterator[Page]:
    shards: dict[str, tuple[ListedEvent, ...]] = {}
    for period in periods(group):
        yield Page(period.path, _timeline, period)
        if period.is_cut:
            pieces = shard_pieces(period.period, period.events)
            shards |= {shard_path(group, piece): tuple(held) for piece, held in pieces.items()}
    for path, events in shards.items():
        yield Page(path, _shard, (group.kind, events))
    yield from _feeds(
        Channel(f"{name}: {group.name}", channel_path(group), group.path), group.events[:LONGEST_OF_GROUP]
    )
    if group.kind == "wilayah":
        yield Page(f"sisip/{group.slug}.html", _embed, (group.counted, group.events[:NEWEST]))


def _feeds(channel: Channel, events: Sequence[ListedEvent]) -> Iterator[Page]:
    newest = tuple(events[:LONGEST])
    yield Page(channel.atom, _atom, (channel, newest))
    yield Page(channel.json, _json_feed, (channel, newest))


# The makers: each gets what all pages share, and the inputs that its page's key is made of.


def _home_values(site: Site) -> dict[str, object]:
    return {
        "counts": {group.slug: len(group.events) for group in site.groups if group.kind == "wilayah"},
        "newest": tuple(site.events[:NEWEST]),
        "total": len(site.events),
        "articles": sum(len(event.reports) for event in site.events),
        "outlet_count": len({outlet for event in site.events for outlet, _ in event.reports}),
        "years": bars(site.events),
        "DATA_UNTIL": site.until,
    }


def _home(frame: Frame, values: dict[str, object]) -> bytes:
    units = load_units()
    islands = list(dict.fromkeys(unit.island for unit in units))
    return frame.render("index.html", "home", units=units, islands=islands, province=PROVINCE, **values)


def _plain(frame: Frame, inputs: tuple[str, str, dict[str, object]]) -> bytes:
    name, template, values = inputs
    return frame.render(name, template, **values)


def _search(frame: Frame, inputs: tuple[Sequence[Part], dict[str, list[tuple[str, int]]], str | None]) -> bytes:
    parts, choices, until = inputs
    values = {"parts": parts, "first": parts[: at_first(parts)], "parts_json": as_json(parts), "choices": choices}
    return frame.render("cari.html", "search", folds=folds_as_json(), DATA_UNTIL=until, **values)


def _browse(frame: Frame, inputs: tuple[list[Any], dict[str, list[Catalogue]], str | None]) -> bytes:
    shelves, letters, until = inputs
    return frame.render("telusur.html", "browse", shelves=shelves, catalogues=letters, DATA_UNTIL=until)


def _status(frame: Frame, inputs: tuple[Coverage, str | None]) -> bytes:
    return frame.render("status.html", "status", coverage=inputs[0], DATA_UNTIL=inputs[1])


def _catalogue(frame: Frame, page: Catalogue) -> bytes:
    return frame.render(page.path, "catalogue", page=page, label=KINDS[page.kind])


def _timeline(frame: Frame, period: Period) -> bytes:
    page = timeline_of(period)
    is_place = page.group.kind == "wilayah"
    return frame.render(
        page.path,
        "timeline",
        timeline=page,
        kinds=KINDS,
        subdistricts=subdistricts(page.events) if is_place and not page.period else [],
        picture=page.group.slug if is_place else None,
    )


def _shard(frame: Frame, inputs: tuple[str, Sequence[ListedEvent]]) -> bytes:
    kind, events = inputs
    return shard(entries_in(events, "..", 3, kind != "wilayah"))


def _embed(frame: Frame, inputs: tuple[CountedName, Sequence[ListedEvent]]) -> bytes:
    group, events = inputs
    return frame.render(f"sisip/{group.slug}.html", "embed", group=group, count=group.count, events=events)


def _atom(frame: Frame, inputs: tuple[Channel, Sequence[ListedEvent]]) -> bytes:
    return atom(*inputs, frame.settings.address, frame.settings.name)


def _json_feed(frame: Frame, inputs: tuple[Channel, Sequence[ListedEvent]]) -> bytes:
    return json_feed(*inputs, frame.settings.address)


def _redirect(frame: Frame, inputs: tuple[str, str]) -> bytes:
    record, event = inputs
    return frame.render(f"kegiatan/{record}.html", "redirect", target=event)


def _tombstone(frame: Frame, gone: Correction) -> bytes:
    return frame.render(f"kegiatan/{gone.id}.html", "tombstone", gone=gone)


def _picture(frame: Frame, unit: Unit | None) -> bytes:
    return picture(unit)
