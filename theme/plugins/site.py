"""The Pelican plugin: reads the records, builds every page, feed and download made of them.

Pelican's own articles are not used: their lists are quadratic in the number of articles, and half of the
time at 20,000 records went into them. Static pages (content/pages) stay stock Pelican pages.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from theme.plugins.events import ShownEvent, gather_events, newest_first
from theme.plugins.exports import as_csv, as_json, as_rows
from theme.plugins.facts import fact_rows, people, quotes_for
from theme.plugins.feeds import Channel, atom
from theme.plugins.output import Output
from theme.plugins.prose import summary_html
from theme.plugins.records import read_shelf
from theme.plugins.timelines import Timeline, timelines
from theme.plugins.units import PROVINCE, load_units, slug_of
from theme.plugins.wording import TYPES, day_in_words, listing

OWN_PAGES = Path(__file__).parent.parent.parent / "content" / "pages"
NEWEST = 10
"""Events on the home page."""


class RecordsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Pages, feeds and downloads of the records below the content folder.

    Ends the build with one line and status 1 when there is no record to show; at that point nothing has been
    written or deleted, so the last good site stays.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        folder = Path(self.path) / "records"
        shelf = read_shelf(folder)
        for complaint in shelf.complaints:
            print(f"warning: {complaint}", file=sys.stderr)
        if not shelf.published:
            raise SystemExit(f"error: nothing to build from: no published record among {shelf.files} files in {folder}")
        self.events = newest_first(gather_events(shelf.published))
        self.timelines = timelines(self.events)
        self.outlets: dict[str, str] = dict(self.settings.get("OUTLETS", {}))
        days = [record.published.date() for event in self.events for record in event.records if record.published]
        self.context["DATA_UNTIL"] = day_in_words(max(days)) if days else None
        self.env.filters.update(
            day=day_in_words, listing=listing, type_label=TYPES.__getitem__, outlet=lambda s: self.outlets.get(s, s)
        )
        self.env.globals.update(place_slugs=slug_of())

    def generate_output(self, writer: object) -> None:
        """Writes everything, then removes what earlier builds left."""
        output = Output(Path(self.output_path))
        self._page(output, "index.html", "home", **self._home())
        self._page(output, "cari.html", "search", total=len(self.events))
        for timeline in self.timelines:
            self._page(output, f"wilayah/{timeline.unit.slug}.html", "timeline", timeline=timeline)
        for event in self.events:
            self._page(output, f"kegiatan/{event.id}.html", "event", **_event(event))
        self._feeds(output)
        rows = as_rows(self.events, self.outlets)
        output.write("data/catatan.json", as_json(rows))
        output.write("data/catatan.csv", as_csv(rows))
        output.sweep()

    def _page(self, output: Output, name: str, template: str, **values: object) -> None:
        root = "/".join([".."] * name.count("/")) or "."
        frame = {key: self.context.get(key) for key in ("SITENAME", "CONTACT", "DATA_UNTIL")}
        html = self.get_template(template).render(SITEURL=root, output_file=name, **frame, **values)
        output.write(name, html.encode("utf-8"))

    def _home(self) -> dict[str, object]:
        counts = {timeline.unit.slug: timeline.count for timeline in self.timelines}
        islands = list(dict.fromkeys(unit.island for unit in load_units()))
        outlets = {outlet for event in self.events for outlet in event.outlets}
        return {
            "units": load_units(),
            "islands": islands,
            "province": PROVINCE,
            "counts": counts,
            "newest": self.events[:NEWEST],
            "total": len(self.events),
            "articles": sum(len(event.records) for event in self.events),
            "outlet_count": len(outlets),
            "types": Counter(event.type for event in self.events),
        }

    def _feeds(self, output: Output) -> None:
        channels = [(Channel(self.settings["SITENAME"], "umpan/semua.xml", "index.html"), self.events)]
        channels += [(self._channel(timeline), self._events_of(timeline)) for timeline in self.timelines]
        for channel, events in channels:
            feed = atom(channel, events, self.settings["SITEURL"], self.settings["SITENAME"], self.outlets)
            output.write(channel.path, feed)

    def _channel(self, timeline: Timeline) -> Channel:
        unit = timeline.unit
        return Channel(
            f"{self.settings['SITENAME']}: {unit.name}", f"umpan/{unit.slug}.xml", f"wilayah/{unit.slug}.html"
        )

    def _events_of(self, timeline: Timeline) -> list[ShownEvent]:
        dated = [event for year in timeline.years for month in year.months for event in month.events]
        return newest_first([*dated, *timeline.undated])


def _event(event: ShownEvent) -> dict[str, object]:
    return {
        "event": event,
        "summary": summary_html(event.summary),
        "rows": fact_rows(event),
        "speakers": people(event, event.speakers),
        "mentioned": people(event, event.mentioned),
        "subjects": people(event, event.subjects),
        "why": quotes_for(event, ("relevance",)),
    }


def own_pages_where_none(pelican: Any) -> None:
    """A content folder without pages gets the project's own: the example newsroom brings records only."""
    if not (Path(pelican.settings["PATH"]) / "pages").is_dir():
        pelican.settings["PAGE_PATHS"] = [str(OWN_PAGES)]


def records_generator(pelican: object) -> type[RecordsGenerator]:
    """The generator that Pelican is to run."""
    return RecordsGenerator


def register() -> None:
    """Pelican's entry; signals hold weak references, so the receivers are named functions."""
    signals.initialized.connect(own_pages_where_none)
    signals.get_generators.connect(records_generator)
