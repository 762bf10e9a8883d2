"""Where the pages of names lie."""

from __future__ import annotations

from theme.plugins.events import ShownEvent
from theme.plugins.slugs import anchor_of, slug_from
from theme.plugins.units import slug_of


def page_for(kind: str | None, name: str, event: ShownEvent | None = None) -> str | None:
    """The page of a name that an event has, from the root, or None where it has none.

    It depends on the event alone: an event stands on the pages that it links to. A kecamatan's is an anchor on the
    page of its event's only kabupaten; an official's is linked from events that it lists.
    """
    if kind == "kecamatan":
        home = event.kabupaten[0] if event and len(event.kabupaten) == 1 else ""
        anchor = anchor_of(name.removeprefix("Kecamatan "))
        return f"wilayah/{slug_of()[home]}.html#{anchor}" if home in slug_of() else None
    if kind == "wilayah":
        return f"wilayah/{slug_of()[name]}.html" if name in slug_of() else None
    if kind == "pejabat" and (event is None or all(one.name != name for one in event.in_office)):
        return None
    return f"{kind}/{slug_from(name)}.html" if kind else None
