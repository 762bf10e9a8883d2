"""JSON Feeds (version 1.1) of events: the same entries as the Atom feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from theme.plugins.events import ShownEvent
from theme.plugins.feeds import LONGEST, Channel, changed, summary_line, urn
from theme.plugins.wording import TYPES


def json_feed(channel: Channel, events: Iterable[ShownEvent], site: str, outlets: Mapping[str, str]) -> bytes:
    """The feed of the first LONGEST of the events (given newest first); links as in the Atom feed."""
    root = channel.root(site)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": f"{root}/{channel.page}",
        "feed_url": f"{root}/{channel.json}",
        "language": "id",
        "items": [_item(event, root, outlets) for event in list(events)[:LONGEST]],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(event: ShownEvent, root: str, outlets: Mapping[str, str]) -> dict[str, object]:
    page = f"kegiatan/{event.id}.html"
    return {
        "id": urn(page),
        "url": f"{root}/{page}",
        "title": event.title,
        "content_text": summary_line(event, outlets),
        "date_modified": changed(event).isoformat(),
        "tags": [TYPES[event.type], *event.kabupaten],
    }
