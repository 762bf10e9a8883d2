"""Atom feeds of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape  # nosec B406 # writes XML, reads none

from theme.plugins.brief import EPOCH
from theme.plugins.groups import GroupName
from theme.plugins.listed import ListedEvent
from theme.plugins.wording import TYPES

LONGEST = 50
"""Events in the feed of all; readers keep what they have seen."""
LONGEST_OF_GROUP = 20
"""Events in a group's feed: the largest groups have about four a day in an election year, so five days of them. Every
change of an event in a feed rewrites it."""

_ATOM = "http://www.w3.org/2005/Atom"
_IN_QUOTES = {'"': "&quot;"}


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
    pieces = [
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{_ATOM}" xml:lang="id">\n',
        f" <id>{urn(channel.atom)}</id>\n <title>{escape(channel.title)}</title>\n",
        f" <updated>{max((event.changed for event in shown), default=EPOCH).isoformat()}</updated>\n",
        f" <author>\n  <name>{escape(name)}</name>\n </author>\n",
        f' <link rel="self" href={_quoted(f"{root}/{channel.atom}")} />\n',
        f' <link rel="alternate" type="text/html" href={_quoted(f"{root}/{channel.page}")} />\n',
        *(_entry(event, root) for event in shown),
        "</feed>\n",
    ]
    return "".join(pieces).encode()


def _entry(event: ListedEvent, root: str) -> str:
    page = f"kegiatan/{event.id}.html"
    return (
        f" <entry>\n  <id>{urn(page)}</id>\n  <title>{escape(event.title)}</title>\n"
        f"  <updated>{event.changed.isoformat()}</updated>\n"
        f'  <link rel="alternate" type="text/html" href={_quoted(f"{root}/{page}")} />\n'
        f'  <category term="{event.type}" label={_quoted(TYPES[event.type])} />\n'
        f"  <summary>{escape(event.line)}</summary>\n </entry>\n"
    )


def _quoted(value: str) -> str:
    return f'"{escape(value, _IN_QUOTES)}"'


@lru_cache(maxsize=1024)  # an event stands in several feeds, each in two forms
def urn(path: str) -> str:
    """The lasting id of a page or feed, the same wherever the site stands."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'kabar-netral/' + path)}"
