"""Which records tell of one event: reprints by their words, other stories by place, day, people and venue.

A false merge puts words into the wrong event and is worse than a missed one: every pair must gather points
from several facts, and a group never spans more than two days. What a person has decided (crawler.write.decisions, or
`event.id` among a record's reviewed fields) goes before all points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations
from sys import intern

from rapidfuzz import fuzz

from crawler.language.gazetteer import PROVINCE
from crawler.language.lexicon import fold
from crawler.record import Record
from crawler.write.decisions import NONE, Decisions, ordered
from crawler.write.reprints import alike_pairs

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
    published: datetime | None
    day: date | None
    kabupaten: frozenset[str]
    names: tuple[str, ...]
    venue: str
    type: str
    words: tuple[str, ...]
    fixed: str | None
    was: str


def group_events(records: Sequence[Record], texts: Mapping[str, str], decisions: Decisions = NONE) -> dict[str, str]:
    """Record id -> event id, which is the id of the event's first record (by publication, then id), or the one
    that a person has set. `texts` are bodies by record id, as far as at hand; two records that were one event
    before stay one where a text is no longer at hand. The records' order plays no part."""
    known = {record.id: _known(record, texts.get(record.id, "")) for record in records}
    groups = {key: [key] for key in known}
    for one, two in sorted(decisions.together):
        if one in known and two in known:
            _unite(groups, one, two)
    for _, one, two in sorted(_edges(known, texts)):
        if _may_join([*groups[one], *groups[two]], known, decisions):
            _unite(groups, one, two)
    return {key: _event_id([known[member] for member in group]) for key, group in groups.items()}


def _edges(known: Mapping[str, Known], texts: Mapping[str, str]) -> Iterator[tuple[float, str, str]]:
    """(minus points, id, id) of every pair that gathers enough."""
    alike = alike_pairs((key, texts[key]) for key in sorted(known) if key in texts)
    certain = {*alike, *_once_together(known.values())}
    for one, two in chain(certain, (pair for pair in _neighbours(known.values()) if pair not in certain)):
        points = score_pair(known[one], known[two]) + (ENOUGH if (one, two) in certain else 0.0)
        if points >= ENOUGH:
            yield -points, one, two


def _known(record: Record, text: str) -> Known:
    reviewed = record.reviewed
    fixed = reviewed is not None and (not reviewed.fields or {"event", "event.id"} & set(reviewed.fields))
    return Known(
        record.id,
        record.published,
        record.event.date,
        frozenset(record.kabupaten),
        tuple(fold(official.name) for official in record.officials),
        fold(record.event.venue or ""),
        record.event.type,
        tuple(intern(word) for word in set(fold(text).split()) if len(word) > 3),  # a set takes eight times the room
        record.event.id if fixed else None,
        record.event.id,
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
        return abs((one.published.date() - two.published.date()).days) > APART
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


def _words(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """Common words beyond what any two stories about neutrality share (about an eighth)."""
    if not one or not two:
        return 0.0
    shared = len(frozenset(one).intersection(two))
    return max(-0.5, min(3.0, 10 * (shared / (len(one) + len(two) - shared) - 0.12)))


def _once_together(known: Iterable[Known]) -> Iterator[tuple[str, str]]:
    """Pairs that bear one event's id from before, of which a text is not at hand: a crawl that lost its folder of
    texts must not tear events apart."""
    events: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        events[one.was].append(one)
    for members in events.values():
        for one, two in combinations(members, 2):
            if not (one.words and two.words):
                yield ordered(one.id, two.id)


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
        yield from (ordered(*pair) for pair in combinations(ids, 2))
        yield from (ordered(key, other) for key in ids for other in days.get(day + timedelta(days=1), ()))
    for block in people.values():
        if len(block) <= LARGEST_BLOCK:
            yield from (ordered(one.id, two.id) for one, two in combinations(block, 2) if not (one.day and two.day))


def _may_join(members: Sequence[str], known: Mapping[str, Known], decisions: Decisions) -> bool:
    """False for a group that would hold days too far apart, or what a person told apart."""
    days = [day for key in members if (day := known[key].day)]
    fixed = {known[key].fixed for key in members} - {None}
    if len(fixed) > 1 or (days and (max(days) - min(days)).days > 1):
        return False
    return not decisions.apart or not any(ordered(*pair) in decisions.apart for pair in combinations(members, 2))


def _unite(groups: dict[str, list[str]], one: str, two: str) -> None:
    if groups[one] is not groups[two]:
        members = [*groups[one], *groups[two]]
        for key in members:
            groups[key] = members


def _event_id(members: Sequence[Known]) -> str:
    fixed = next((member.fixed for member in members if member.fixed), None)
    return fixed or min(members, key=lambda member: (member.published or _LAST, member.id)).id


_LAST = datetime.max.replace(tzinfo=UTC)
