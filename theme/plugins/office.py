"""Who is listed under a name of their own, and where the pages of names lie."""

from __future__ import annotations

from crawler.record import Official
from theme.plugins.events import ShownEvent
from theme.plugins.slugs import anchor_of, slug_from
from theme.plugins.units import slug_of
from theme.plugins.withholding import name_words

MOST_OFFICIALS = 100
"""Officials of one event that it is listed under; a page that names more is a list of names, not a report."""


def in_office(event: ShownEvent) -> tuple[Official, ...]:
    """The officials of an event under whose name it may be listed.

    Only what they said or did in office counts: they speak in it and hold a named position. An event about an
    alleged breach counts when a person has reviewed it, since a speaker may be the accused answering.
    A single name is shared by too many people to stand for one.
    """
    if event.type.is_violation and not all(record.cleared for record in event.records):
        return ()
    return tuple(
        official
        for official in event.speakers[:MOST_OFFICIALS]
        if any(position.title for position in official.positions) and len(name_words(official.name)) > 1
    )


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
    if kind == "pejabat" and (event is None or all(one.name != name for one in in_office(event))):
        return None
    return f"{kind}/{slug_from(name)}.html" if kind else None
