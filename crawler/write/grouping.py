"""Which records tell of one event: reprints by their words, other stories by place, day, people and venue.

A false merge puts words into the wrong event and is worse than a missed one: every pair must gather points
from several facts, and a group never spans more than two days. What a person has decided (crawler.write.decisions, or
`event.id` among a record's reviewed fields) goes before all points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations

from crawler.record import Record
from crawler.write.bodies import Bodies
from crawler.write.decisions import NONE, Decisions, ordered
from crawler.write.known import Known, known_of
from crawler.write.pairs import alike_pairs, neighbours, once_together
from crawler.write.points import NEVER, points_of


def group_events(records: Iterable[Record], texts: Mapping[str, str], decisions: Decisions = NONE) -> dict[str, str]:
    """Record id -> event id, which is the id of the event's first record (by publication, then id), or the one
    that a person has set. `texts` are bodies by record id, as far as at hand; two records that were one event
    before stay one where a text is no longer at hand. The records' order plays no part."""
    return group_known(map(known_of, records), texts, decisions)


def group_known(records: Iterable[Known], texts: Mapping[str, str], decisions: Decisions = NONE) -> dict[str, str]:
    """The same of what is known of records. Each record and each text is asked for once, and a kilobyte or two of both
    is kept."""
    known = {record.id: record for record in records}
    groups = {key: [key] for key in known}
    for one, two in sorted(decisions.together):
        if one in known and two in known:
            _unite(groups, one, two)
    for _, one, two in sorted(_edges(known, _bodies(known, texts))):
        if _may_join([*groups[one], *groups[two]], known, decisions):
            _unite(groups, one, two)
    return {key: _event_id([known[member] for member in group]) for key, group in groups.items()}


def _bodies(ids: Iterable[str], texts: Mapping[str, str]) -> Bodies:
    bodies = Bodies()
    for id in ids:
        if text := texts.get(id):
            bodies.add(id, text)
    return bodies


def _edges(known: Mapping[str, Known], bodies: Bodies) -> Iterator[tuple[float, str, str]]:
    """(minus points, id, id) of every pair that gathers enough."""
    certain = {*alike_pairs(known, bodies), *once_together(known.values(), bodies)}
    for one, two in certain:
        if (points := points_of(known[one], known[two], bodies.words, certain=True)) > NEVER:
            yield -points, one, two
    for one, two in neighbours(known.values()):
        points = points_of(known[one], known[two], bodies.words)
        if points > NEVER and (one, two) not in certain:
            yield -points, one, two


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
