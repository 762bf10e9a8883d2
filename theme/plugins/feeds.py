"""Atom feeds of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree  # nosec B405 # writes XML, reads none

from theme.plugins.brief import EPOCH
from theme.plugins.groups import GroupName
from theme.plugins.listed import ListedEvent
from theme.plugins.wording import TYPES

LONGEST = 50
"""Events in one feed; readers keep what they have seen."""

_ATOM = "http://www.w3.org/2005/Atom"


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


def channel_path(group: GroupName) -> str:
    """Where a group's feeds lie: those of places beside the one of all events, the others in a folder of their kind."""
    return f"umpan/{group.slug}" if group.kind == "wilayah" else f"umpan/{group.kind}/{group.slug}"


def atom(channel: Channel, events: Iterable[ListedEvent], site: str, name: str) -> bytes:
    """The feed of the first LONGEST of the events (given newest first).

    `site` is the site's address without a slash at its end; where it is empty, links are relative to the feed.
    Times come from the records alone, so the same records give the same bytes.
    """
    shown = list(events)[:LONGEST]
    root = channel.root(site)
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "id"})
    _text(feed, "id", urn(channel.atom))
    _text(feed, "title", channel.title)
    _text(feed, "updated", max((event.changed for event in shown), default=EPOCH).isoformat())
    _text(ElementTree.SubElement(feed, "author"), "name", name)
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": f"{root}/{channel.atom}"})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}/{channel.page}"})
    for event in shown:
        _entry(feed, event, root)
    ElementTree.indent(feed, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode").encode() + b"\n"


def _entry(feed: ElementTree.Element, event: ListedEvent, root: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    page = f"kegiatan/{event.id}.html"
    _text(entry, "id", urn(page))
    _text(entry, "title", event.title)
    _text(entry, "updated", event.changed.isoformat())
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}/{page}"})
    ElementTree.SubElement(entry, "category", {"term": str(event.type), "label": TYPES[event.type]})
    _text(entry, "summary", event.line)


def urn(path: str) -> str:
    """The lasting id of a page or feed, the same wherever the site stands."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'kabar-netral/' + path)}"


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text
