"""Atom feeds of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from theme.plugins.events import ShownEvent
from theme.plugins.groups import Group
from theme.plugins.wording import TYPES, day_in_words, listing

LONGEST = 50
"""Events in one feed; readers keep what they have seen."""

_ATOM = "http://www.w3.org/2005/Atom"
_WITA = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Channel:
    """A feed's title, its own path without ending and that of the page it follows; paths from the site's root."""

    title: str
    path: str
    page: str

    @property
    def atom(self) -> str:
        return f"{self.path}.xml"

    @property
    def json(self) -> str:
        return f"{self.path}.json"

    def root(self, site: str) -> str:
        """What links of the feed begin with: the site's address, or the way up from the feed's folder."""
        return site or "/".join([".."] * self.path.count("/"))


def channel_path(group: Group) -> str:
    """Where a group's feeds lie: those of places beside the one of all events, the others in a folder of their kind."""
    return f"umpan/{group.slug}" if group.kind == "wilayah" else f"umpan/{group.kind}/{group.slug}"


def atom(channel: Channel, events: Iterable[ShownEvent], site: str, name: str, outlets: Mapping[str, str]) -> bytes:
    """The feed of the first LONGEST of the events (given newest first).

    `site` is the site's address without a slash at its end; where it is empty, links are relative to the feed.
    Times come from the records alone, so the same records give the same bytes.
    """
    shown = list(events)[:LONGEST]
    root = channel.root(site)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "id"})
    _text(feed, "id", urn(channel.atom))
    _text(feed, "title", channel.title)
    _text(feed, "updated", max((changed(event) for event in shown), default=_EPOCH).isoformat())
    _text(ElementTree.SubElement(feed, "author"), "name", name)
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": f"{root}/{channel.atom}"})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}/{channel.page}"})
    for event in shown:
        _entry(feed, event, root, outlets)
    ElementTree.indent(feed, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode").encode() + b"\n"


def _entry(feed: ElementTree.Element, event: ShownEvent, root: str, outlets: Mapping[str, str]) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    page = f"kegiatan/{event.id}.html"
    _text(entry, "id", urn(page))
    _text(entry, "title", event.title)
    _text(entry, "updated", changed(event).isoformat())
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}/{page}"})
    ElementTree.SubElement(entry, "category", {"term": str(event.type), "label": TYPES[event.type]})
    _text(entry, "summary", summary_line(event, outlets))


def _lines(event: ShownEvent, outlets: Mapping[str, str]) -> Iterable[str]:
    when = day_in_words(event.date) if event.date else "tanggal kegiatan tidak disebut"
    yield f"{TYPES[event.type]}, {when}{f', {listing(event.kabupaten)}' if event.kabupaten else ''}."
    if event.summary:
        yield " ".join(event.summary.split())
    yield f"Diberitakan oleh {listing([outlets.get(slug, slug) for slug in event.outlets])}."


def summary_line(event: ShownEvent, outlets: Mapping[str, str]) -> str:
    """Type, day, place, summary and outlets in a few sentences."""
    return " ".join(_lines(event, outlets))


def changed(event: ShownEvent) -> datetime:
    """When the event's newest report came out or was read."""
    times = [t for record in event.records for t in (record.published, record.retrieved) if t]
    return max(times) if times else _midnight(event.date)


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day, time(), _WITA) if day else _EPOCH


def urn(path: str) -> str:
    """The lasting id of a page or feed, the same wherever the site stands."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'kabar-netral/' + path)}"


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
