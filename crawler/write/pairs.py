"""Which pairs of records are worth a look at whether they tell of one event. Pure; linear in the records while a day
has no more of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from crawler.write.bodies import Bodies
from crawler.write.decisions import ordered
from crawler.write.known import Known
from crawler.write.points import APART

Pair = tuple[str, str]

LARGEST_BLOCK = 60
"""Undated records of one person beyond this many are not compared with each other."""


def alike_pairs(known: Mapping[str, Known], bodies: Bodies) -> set[Pair]:
    """Pairs, each in order, whose texts share most of their words in a row, of records that may be of one event: with
    days at most one apart or, where a day is missing, publications at most APART days."""
    keys, packed = bodies.sketches()
    if not keys:
        return set()
    from crawler.write.sketching import matrix_of

    sketches = _Sketched([known[key] for key in keys], matrix_of(packed))
    return {ordered(keys[one], keys[two]) for one, two in sketches.alike()}


class _Sketched:
    """Records with the rows of their sketches."""

    def __init__(self, records: list[Known], rows: Any) -> None:
        self._records, self._rows = records, rows

    def alike(self) -> Iterator[tuple[int, int]]:
        """Places of the records of each pair."""
        days = {at: one.day.toordinal() for at, one in enumerate(self._records) if one.day}
        published = {at: one.published.date().toordinal() for at, one in enumerate(self._records) if one.published}
        undated = [at for at in range(len(self._records)) if at not in days]
        yield from self._near(days, days, 0, 1)
        yield from self._near({at: published[at] for at in undated if at in published}, published, -APART, APART)
        timeless = [at for at in range(len(self._records)) if at not in published]
        yield from self._near(dict.fromkeys(undated, 0), dict.fromkeys(timeless, 0), 0, 0)
        lost = [at for at in undated if at not in published]
        yield from self._near(dict.fromkeys(lost, 0), dict.fromkeys(range(len(self._records)), 0), 0, 0)

    def _near(
        self, ones: Mapping[int, int], others: Mapping[int, int], first: int, last: int
    ) -> Iterator[tuple[int, int]]:
        """Pairs of alike texts of one of `ones` with one of `others`, both with a day's number, where the other's is
        `first` to `last` days later."""
        from crawler.write.sketching import alike_rows

        if not ones or not others:
            return
        order = sorted(others, key=others.__getitem__)
        days = [others[at] for at in order]
        sorted_rows = self._rows[order]
        for at, day in ones.items():
            start, end = bisect_left(days, day + first), bisect_right(days, day + last)
            for found in alike_rows(sorted_rows[start:end], self._rows[at]):
                if order[start + found] != at:
                    yield at, order[start + found]


def once_together(known: Iterable[Known], bodies: Bodies) -> Iterator[Pair]:
    """Pairs that bear one event's id from before, of which a text is not at hand: a crawl that lost its folder of
    texts must not tear events apart."""
    events: defaultdict[str, list[str]] = defaultdict(list)
    for one in known:
        events[one.was].append(one.id)
    for members in events.values():
        for pair in combinations(members, 2):
            if not all(map(bodies.words, pair)):
                yield ordered(*pair)


def neighbours(known: Iterable[Known]) -> Iterator[Pair]:
    """Pairs worth scoring: on the same or the next day, or with a person in common where a day is missing."""
    days: defaultdict[date, list[str]] = defaultdict(list)
    people: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        if one.day:
            days[one.day].append(one.id)
        for name in set(one.names):
            people[name].append(one)
    for day in sorted(days):
        yield from (ordered(*pair) for pair in combinations(days[day], 2))
        following = days.get(day + timedelta(days=1), ())
        yield from (ordered(key, other) for key in days[day] for other in following)
    for block in people.values():
        if len(block) <= LARGEST_BLOCK:
            undated = ((one, two) for one, two in combinations(block, 2) if not (one.day and two.day))
            yield from (ordered(one.id, two.id) for one, two in undated)
