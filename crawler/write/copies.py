"""Which reports of an event were written from an earlier one, so that independent reports can be counted apart.

The mark is kept in the record as a piece of evidence: `field: event.id`, `rule: salinan`, and as quote a sentence
that the earlier report has word for word. The earliest report of an event bears no mark; the records of an event
without the mark are its independent reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crawler.language.lexicon import fold
from crawler.record import Evidence, Record, clean_line
from crawler.write.reprints import REPEATED, repeated_share, runs, shared_sentence

COPY = "salinan"
"""The rule's name in the mark."""
FIELD = "event.id"

_LONGEST_QUOTE = 400


def mark_copies(records: Sequence[Record], texts: Mapping[str, str]) -> list[Record]:
    """The records that need another mark than they bear, with it. `records` know their events; `texts` are bodies by
    record id as far as at hand: a record without its text keeps its mark while its event has an earlier report."""
    events: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        events[record.event.id].append(record)
    marked = (_marked(members, texts) for members in events.values())
    return [new for members in marked for old, new in members if new is not old]


def copy_mark(record: Record) -> Evidence | None:
    """The mark of a copy, or None for an independent report."""
    return next((item for item in record.evidence if _is_mark(item)), None)


def with_mark_of(record: Record, kept: Record) -> Record:
    """A record read again, with the mark that its kept form bears: grouping decides about it, not reading."""
    return _with(record, copy_mark(kept))


def _marked(members: Iterable[Record], texts: Mapping[str, str]) -> list[tuple[Record, Record]]:
    ordered = sorted(members, key=lambda record: (record.published or _LAST, record.id))
    pairs = []
    for at, record in enumerate(ordered):
        if _left_alone(record):
            continue
        mark = _mark(record, ordered[:at], texts)
        pairs.append((record, record if mark == copy_mark(record) else _with(record, mark)))
    return pairs


def _mark(record: Record, earlier: Sequence[Record], texts: Mapping[str, str]) -> Evidence | None:
    text = texts.get(record.id)
    known = [texts[other.id] for other in earlier if other.id in texts]
    if not text or len(known) < len(earlier):
        kept = copy_mark(record)
        if kept is not None and earlier:
            return kept
    if not text or not known:
        return None
    own = runs(text)
    share, source = max(((repeated_share(own, runs(other)), other) for other in known), key=lambda pair: pair[0])
    if share < REPEATED:
        return None
    names = frozenset(word for official in record.officials for word in fold(official.name).split())
    quote = clean_line(shared_sentence(text, source, names))
    return Evidence(FIELD, quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1].rstrip() + "…", COPY)


def _with(record: Record, mark: Evidence | None) -> Record:
    others = tuple(item for item in record.evidence if not _is_mark(item))
    evidence = (*others, mark) if mark else others
    return record if evidence == record.evidence else replace(record, evidence=evidence)


def _is_mark(item: Evidence) -> bool:
    return item.field == FIELD and item.rule == COPY


def _left_alone(record: Record) -> bool:
    review = record.reviewed
    return review is not None and (not review.fields or "evidence" in review.fields)


_LAST = datetime.max.replace(tzinfo=UTC)
