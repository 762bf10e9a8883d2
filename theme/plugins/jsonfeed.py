"""JSON Feeds (version 1.1) of events: the same entries as the Atom feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable

from theme.plugins.feeds import LONGEST, Channel, urn
from theme.plugins.listed import ListedEvent
from theme.plugins.wording import TYPES

_text = json.JSONEncoder(ensure_ascii=False).encode


def json_feed(channel: Channel, events: Iterable[ListedEvent], site: str) -> bytes:
    """The feed of the first LONGEST of the events (given newest first); links as in the Atom feed."""
    root = channel.root(site)
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": f"{root}/{channel.page}",
        "feed_url": f"{root}/{channel.json}",
        "language": "id",
    }
    told = "".join(f' "{key}": {_text(value)},\n' for key, value in head.items())
    items = ",\n".join([_item(event, root) for event in list(events)[:LONGEST]])
    return f'{{\n{told} "items": [{_lines(items, " ")}]\n}}\n'.encode()


def _item(event: ListedEvent, root: str) -> str:
    # Written here and not by json, which indents at a tenth of the speed.
    page = f"kegiatan/{event.id}.html"
    tags = ",\n".join(f"    {_text(tag)}" for tag in (TYPES[event.type], *event.kabupaten))
    return (
        f'  {{\n   "id": "{urn(page)}",\n   "url": {_text(f"{root}/{page}")},\n   "title": {_text(event.title)},\n'
        f'   "content_text": {_text(event.line)},\n   "date_modified": "{event.changed.isoformat()}",\n'
        f'   "tags": [{_lines(tags, "   ")}]\n  }}'
    )


def _lines(items: str, indent: str) -> str:
    return f"\n{items}\n{indent}" if items else ""
