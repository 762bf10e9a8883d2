"""What stands to choose on the search page before anything was asked: every value with its number of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from theme.plugins.listed import ListedEvent
from theme.plugins.wording import TYPES


def facets(events: Iterable[ListedEvent], outlets: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Values and counts by name of the filter, as the index counts them; years newest first, others by alphabet."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("kabupaten", "jenis", "pemilihan", "media", "tahun", "lembaga")
    }
    for event in events:
        counts["kabupaten"].update(set(event.kabupaten))
        counts["jenis"][TYPES[event.type]] += 1
        counts["media"].update({outlets.get(slug, slug) for slug in event.outlets})
        counts["lembaga"].update(set(event.institutions))
        if event.election:
            counts["pemilihan"][event.election] += 1
        if event.day:
            counts["tahun"][str(event.day.year)] += 1
    return {name: sorted(held.items(), reverse=name == "tahun") for name, held in counts.items()}
