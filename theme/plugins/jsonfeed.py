"""JSON Feeds (version 1.1) of events: the same entries as the Atom feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable

from theme.plugins.feeds import LONGEST, Channel, urn
from theme.plugins.listed import ListedEvent
from theme.plugins.wording import TYPES


def json_feed(channel: Channel, events: Iterable[ListedEvent], site: str) -> bytes:
    """The feed of the first LONGEST of the events (given newest first); links as in the Atom feed."""
    root = channel.root(site)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": f"{root}/{channel.page}",
        "feed_url": f"{root}/{channel.json}",
        "language": "id",
        "items": [_item(event, root) for event in list(events)[:LONGEST]],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(event: ListedEvent, root: str) -> dict[str, object]:
    page = f"kegiatan/{event.id}.html"
    return {
        "id": urn(page),
        "url": f"{root}/{page}",
        "title": event.title,
        "content_text": event.line,
        "date_modified": event.changed.isoformat(),
        "tags": [TYPES[event.type], *event.kabupaten],
    }
