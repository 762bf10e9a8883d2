"""An event in brief: one line that says what it was, and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

from theme.plugins.events import ShownEvent
from theme.plugins.wording import TYPES, day_in_words, listing

_WITA = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def summary_line(event: ShownEvent, outlets: Mapping[str, str]) -> str:
    """Type, day, place, summary and outlets in a few sentences."""
    return " ".join(_sentences(event, outlets))


def _sentences(event: ShownEvent, outlets: Mapping[str, str]) -> Iterable[str]:
    when = day_in_words(event.date) if event.date else "tanggal kegiatan tidak disebut"
    yield f"{TYPES[event.type]}, {when}{f', {listing(event.kabupaten)}' if event.kabupaten else ''}."
    if event.summary:
        yield " ".join(event.summary.split())
    yield f"Diberitakan oleh {listing([outlets.get(slug, slug) for slug in event.outlets])}."


def changed(event: ShownEvent) -> datetime:
    """When the event's newest report came out or was read."""
    times = [t for record in event.records for t in (record.published, record.retrieved) if t]
    return max(times) if times else _midnight(event.date)


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day, time(), _WITA) if day else EPOCH
