"""Which records tell of one event: reprints by their words, other stories by place, day, people and venue.

A false merge puts words into the wrong event and is worse than a missed one: every pair must gather points
from several facts, and a group never spans more than two days.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz

from crawler.language.gazetteer import PROVINCE
from crawler.language.lexicon import fold
from crawler.record import Record

SHINGLE = 5
"""Words in a row that two reprints share."""
REPRINT = 0.5
"""From this share of common shingles on, two texts are one text (Jaccard, estimated over 64 permutations)."""
ENOUGH = 6.5
"""Points that a pair needs: same kabupaten (2), day (3) and type (1) are not enough without a person, a venue or
common words."""
LARGEST_BLOCK = 60
"""Undated records of one person beyond this many are not compared with each other."""
APART = 7
"""Days between the publications of two records of one undated event."""


@dataclass(frozen=True)
class Known:
    """What grouping looks at in one record."""

    id: str
    published: date | None
    day: date | None
    kabupaten: frozenset[str]
    names: tuple[str, ...]
    venue: str
    type: str
    words: frozenset[str]
    fixed: str | None


def group_events(records: Sequence[Record], texts: Mapping[str, str]) -> dict[str, str]:
    """Record id -> event id, which is the id of the event's first record (by publication, then id), or the one
    that a person has set. `texts` are bodies by record id, as far as at hand. The records' order plays no part."""
    known = {record.id: _known(record, texts.get(record.id, "")) for record in records}
    reprints = _reprints(known, texts)
    edges = []
    for one, two in sorted({*reprints, *_neighbours(known.values())}):
        points = score_pair(known[one], known[two]) + (ENOUGH if (one, two) in reprints else 0.0)
        if points >= ENOUGH:
            edges.append((-points, one, two))
    groups = {key: [key] for key in known}
    for _, one, two in sorted(edges):
        _join(groups, known, one, two)
    return {key: _event_id([known[member] for member in group]) for key, group in groups.items()}


def _known(record: Record, text: str) -> Known:
    reviewed = record.reviewed
    fixed = reviewed is not None and (not reviewed.fields or {"event", "event.id"} & set(reviewed.fields))
    return Known(
        record.id,
        record.published.date() if record.published else None,
        record.event.date,
        frozenset(record.kabupaten),
        tuple(fold(official.name) for official in record.officials),
        fold(record.event.venue or ""),
        record.event.type,
        frozenset(word for word in fold(text).split() if len(word) > 3),
        record.event.id if fixed else None,
    )


def score_pair(one: Known, two: Known) -> float:
    """Points for two records telling of one event; minus infinity where a fact forbids it."""
    if _forbidden(one, two):
        return float("-inf")
    points = 3.0 if one.day and one.day == two.day else 1.5 if one.day and two.day else 0.0
    points += _kabupaten(one.kabupaten, two.kabupaten) + _people(one.names, two.names) + _venue(one.venue, two.venue)
    points += 1.0 if one.type == two.type else -1.0
    return points + _words(one.words, two.words)


def _forbidden(one: Known, two: Known) -> bool:
    if one.day and two.day:
        return abs((one.day - two.day).days) > 1
    if one.published and two.published:
        return abs((one.published - two.published).days) > APART
    return False


def _kabupaten(one: frozenset[str], two: frozenset[str]) -> float:
    """The province holds every unit, two units exclude each other."""
    if one & two:
        return 2.0 if one == two else 1.5
    return 0.5 if PROVINCE in one | two and one and two else -3.0 if one and two else 0.0


def _people(one: Sequence[str], two: Sequence[str]) -> float:
    shared = sum(any(fuzz.token_set_ratio(name, other) >= 90 for other in two) for name in one)
    return min(3.0, 1.5 + 0.5 * shared) if shared else 0.0


def _venue(one: str, two: str) -> float:
    if not one or not two:
        return 0.0
    alike = fuzz.token_set_ratio(one, two)
    return 2.0 if alike >= 85 else 1.0 if alike >= 70 else -1.0


def _words(one: frozenset[str], two: frozenset[str]) -> float:
    """Common words beyond what any two stories about neutrality share (about an eighth)."""
    if not one or not two:
        return 0.0
    return max(-0.5, min(3.0, 10 * (len(one & two) / len(one | two) - 0.12)))


def _reprints(known: Mapping[str, Known], texts: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of records, ids in order, whose texts share most of their words in a row."""
    index = MinHashLSH(threshold=REPRINT, num_perm=64)
    sketches: dict[str, Any] = {}
    for key in sorted(known):
        shingles = _shingles(texts.get(key, ""))
        if shingles:
            sketches[key] = MinHash(num_perm=64, seed=1, hashfunc=zlib.crc32)
            sketches[key].update_batch(shingles)
            index.insert(key, sketches[key])
    found = ((key, other) for key, sketch in sketches.items() for other in index.query(sketch) if key < other)
    return {pair for pair in found if sketches[pair[0]].jaccard(sketches[pair[1]]) >= REPRINT}


def _shingles(text: str) -> list[bytes]:
    words = fold(text).split()
    return [" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)]


def _neighbours(known: Iterable[Known]) -> Iterator[tuple[str, str]]:
    """Pairs worth scoring: on the same or the next day, or with a person in common where a day is missing."""
    days: defaultdict[date, list[str]] = defaultdict(list)
    people: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        if one.day:
            days[one.day].append(one.id)
        for name in set(one.names):
            people[name].append(one)
    for day, ids in days.items():
        yield from (_ordered(*pair) for pair in combinations(ids, 2))
        yield from (_ordered(key, other) for key in ids for other in days.get(day + timedelta(days=1), ()))
    for block in people.values():
        if len(block) <= LARGEST_BLOCK:
            yield from (_ordered(one.id, two.id) for one, two in combinations(block, 2) if not (one.day and two.day))


def _ordered(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _join(groups: dict[str, list[str]], known: Mapping[str, Known], one: str, two: str) -> None:
    """Makes one group of two, unless it would hold days too far apart or two events that a person told apart."""
    if groups[one] is groups[two]:
        return
    members = [*groups[one], *groups[two]]
    days = [day for key in members if (day := known[key].day)]
    fixed = {known[key].fixed for key in members} - {None}
    if len(fixed) > 1 or (days and (max(days) - min(days)).days > 1):
        return
    for key in members:
        groups[key] = members


def _event_id(members: Sequence[Known]) -> str:
    fixed = next((member.fixed for member in members if member.fixed), None)
    return fixed or min(members, key=lambda member: (member.published or date.max, member.id)).id
