"""What has changed about an event since it was first recorded: at its outlets, and by correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day

from theme.plugins.events import ShownEvent
from theme.plugins.withdrawn import FIELDS, Correction
from theme.plugins.wording import listing

GONE, BACK = "gone", "back"
_OURS = frozenset({"summary", "status"})  # written by us from the other facts


@dataclass(frozen=True)
class Note:
    """One change; `outlet` is the slug of the outlet that made it, None for a correction of ours."""

    on: Day | None
    outlet: str | None
    text: str


def history(event: ShownEvent, corrections: Iterable[Correction]) -> list[Note]:
    """The changes, the latest first. What an outlet changed is told where a fact that readers see changed with it, or
    the article went or came back."""
    own = {record.id for record in event.records}
    notes = [
        Note(revision.on.date(), record.outlet, text)
        for record in event.records
        for revision in record.revisions
        if (text := _at_the_outlet(revision.changed))
    ]
    notes += [Note(line.on, None, _corrected(line)) for line in corrections if line.id in own and not line.withdraws]
    return sorted(notes, key=lambda note: note.on or Day.min, reverse=True)


def _at_the_outlet(changed: Sequence[str]) -> str:
    if GONE in changed:
        return "tidak lagi menampilkan beritanya."
    facts = list(dict.fromkeys(FIELDS[name] for name in changed if name in FIELDS and name not in _OURS))
    told = f"mengubah beritanya; yang berubah dalam catatan ini: {listing(facts)}." if facts else ""
    return " ".join(part for part in ("menampilkan kembali beritanya." if BACK in changed else "", told) if part)


def _corrected(line: Correction) -> str:
    told = f"{line.what.lower()}: {line.told}" if line.field else line.what.lower()
    return f"{told}. Alasan: {line.why}" if line.why else f"{told}."
