"""The builder: every page, feed and download of a site, written to an output folder."""

from __future__ import annotations

from collections.abc import Iterable, Set

from theme.plugins.catalogues import catalogues
from theme.plugins.chart import bars
from theme.plugins.citation import citations
from theme.plugins.coverage import coverage
from theme.plugins.database import as_sqlite
from theme.plugins.events import ShownEvent, newest_first
from theme.plugins.exports import as_csv, as_json, as_lines, as_rows
from theme.plugins.facts import fact_rows, people, quotes_for
from theme.plugins.feeds import Channel, atom, changed, channel_path
from theme.plugins.frame import Frame
from theme.plugins.groups import KINDS, Group
from theme.plugins.history import history
from theme.plugins.jsonfeed import json_feed
from theme.plugins.linked import linked_data
from theme.plugins.model import Site
from theme.plugins.output import Output
from theme.plugins.picture import picture
from theme.plugins.prose import summary_html
from theme.plugins.schema import datapackage
from theme.plugins.searchwords import folds_as_json, search_words
from theme.plugins.shard import shard
from theme.plugins.sitemap import robots, sitemap
from theme.plugins.subdistricts import subdistricts
from theme.plugins.timelines import Timeline, timelines
from theme.plugins.units import PROVINCE, load_units, slug_of

NEWEST = 10
"""Events on the home page and in an embedded timeline."""


class Builder:
    """Writes a site; `build` is its one door."""

    def __init__(self, site: Site, frame: Frame, output: Output) -> None:
        self.site, self.frame, self.output = site, frame, output
        self.pages: list[str] = []

    def build(self, static: Set[str]) -> None:
        """Writes everything; `static` are the pages that Pelican writes itself, for the sitemap."""
        self._page("index.html", "home", **self._home())
        self._page("cari.html", "search", total=len(self.site.events), folds=folds_as_json())
        self._browsing()
        for group in self.site.groups:
            self._group(group)
        for event in self.site.events:
            self._page(f"kegiatan/{event.id}.html", "event", **self._event(event))
        self._page("status.html", "status", coverage=coverage(self.site.events, self.site.outlets, self.site.status))
        self._page("mutu.html", "quality", sets=self.site.figures)
        self._left_behind()
        self._channel(Channel(self.site.name, "umpan/semua", "index.html"), self.site.events)
        self._downloads()
        self._pictures()
        self._addresses(static)

    def _page(self, name: str, template: str, **values: object) -> None:
        self.output.write(name, self.frame.render(name, template, **values))
        self.pages.append(name)

    def _home(self) -> dict[str, object]:
        units, events = load_units(), self.site.events
        return {
            "units": units,
            "islands": list(dict.fromkeys(unit.island for unit in units)),
            "province": PROVINCE,
            "counts": {group.slug: len(group.events) for group in self.site.groups if group.kind == "wilayah"},
            "newest": events[:NEWEST],
            "total": len(events),
            "articles": sum(len(event.records) for event in events),
            "outlet_count": len({outlet for event in events for outlet in event.outlets}),
            "years": bars(events),
        }

    def _browsing(self) -> None:
        letters = catalogues(self.site.groups)
        shelves = [(kind, label, [g for g in self.site.groups if g.kind == kind]) for kind, label in KINDS.items()]
        self._page("telusur.html", "browse", shelves=[shelf for shelf in shelves if shelf[2]], catalogues=letters)
        for kind, lists in letters.items():
            for page in lists:
                self._page(page.path, "catalogue", page=page, label=KINDS[kind])

    def _group(self, group: Group) -> None:
        for timeline in timelines(group):
            self._page(timeline.path, "timeline", **self._timeline(timeline))
            if timeline.is_cut:
                self.output.write(timeline.shard, shard(self._all_entries(timeline)))
        newest = newest_first(group.events)
        self._channel(Channel(f"{self.site.name}: {group.name}", channel_path(group), group.path), newest)
        if group.kind == "wilayah":
            name = f"sisip/{group.slug}.html"
            self.output.write(name, self.frame.render(name, "embed", group=group, events=newest[:NEWEST]))

    def _timeline(self, timeline: Timeline) -> dict[str, object]:
        is_place = timeline.group.kind == "wilayah"
        return {
            "timeline": timeline,
            "kinds": KINDS,
            "subdistricts": subdistricts(timeline.group.events) if is_place and not timeline.period else [],
            "picture": timeline.group.slug if is_place else None,
        }

    def _all_entries(self, timeline: Timeline) -> Iterable[str]:
        where = timeline.group.kind != "wilayah"
        return (self.frame.entry_of(event, "..", 3, where) for event in timeline.events)

    def _event(self, event: ShownEvent) -> dict[str, object]:
        return {
            "event": event,
            "summary": summary_html(event.summary),
            "rows": fact_rows(event),
            "speakers": people(event, event.speakers),
            "mentioned": people(event, event.mentioned),
            "subjects": people(event, event.subjects),
            "search_words": search_words(event),
            "why": quotes_for(event, ("relevance",)),
            "history": history(event, self.site.corrections),
            "citation": citations(event, self.site.address, self.site.name),
            "linked_data": linked_data(event, self.site.address, self.site.outlets),
            "picture": next((slug_of()[name] for name in event.kabupaten if name in slug_of()), None),
        }

    def _left_behind(self) -> None:
        for record, event in self.site.moved.items():
            name = f"kegiatan/{record}.html"
            self.output.write(name, self.frame.render(name, "redirect", target=event))
        for gone in self.site.gone:
            name = f"kegiatan/{gone.id}.html"
            self.output.write(name, self.frame.render(name, "tombstone", gone=gone))

    def _channel(self, channel: Channel, events: list[ShownEvent]) -> None:
        site = self.site
        self.output.write(channel.atom, atom(channel, events, site.address, site.name, site.outlets))
        self.output.write(channel.json, json_feed(channel, events, site.address, site.outlets))

    def _downloads(self) -> None:
        rows = as_rows(self.site.events, self.site.outlets)
        files = {
            "catatan.json": as_json(rows),
            "catatan.jsonl": as_lines(rows),
            "catatan.csv": as_csv(rows),
            "kabar-netral.sqlite": as_sqlite(rows),
        }
        files["datapackage.json"] = datapackage(self.site.name, files)
        for name, data in files.items():
            self.output.write(f"data/{name}", data)

    def _pictures(self) -> None:
        self.output.write("gambar/situs.png", picture(None))
        for unit in load_units():
            self.output.write(f"gambar/{unit.slug}.png", picture(unit))
        self.output.write(f"gambar/{PROVINCE.slug}.png", picture(None))

    def _addresses(self, static: Set[str]) -> None:
        site = self.site.address
        self.output.write("robots.txt", robots(site))
        if site:  # a sitemap's addresses must be whole
            days = {f"kegiatan/{event.id}.html": changed(event).date() for event in self.site.events}
            self.output.write("sitemap.xml", sitemap(site, [*self.pages, *static], days))
