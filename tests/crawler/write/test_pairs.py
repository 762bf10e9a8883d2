"""Pairs of alike texts are found among the records that may be of one event, and only there. All texts are invented."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest

from crawler.items import WITA
from crawler.write.bodies import Bodies
from crawler.write.known import Known, known_of
from crawler.write.pairs import alike_pairs
from crawler.write.points import NEVER, points_of
from crawler.write.sketching import alike_rows, matrix_of
from tests.crawler.write.test_grouping import TEXT, record

OTHER = " ".join(f"Cerita nomor {at} tidak menyerupai yang mana pun di desa itu." for at in range(12))
TIMES = [None, *(datetime(2024, 9, 20, 8, tzinfo=WITA) + timedelta(days=at) for at in (0, 1, 2, 8, 9))]
DAYS = [None, *(date(2024, 9, 19) + timedelta(days=at) for at in (0, 1, 2, 8))]


def known(at: int, chance: random.Random) -> Known:
    one = record(f"r{at:02}")
    day = replace(one.event, date=chance.choice(DAYS))
    return known_of(replace(one, published=chance.choice(TIMES), event=day))


@pytest.mark.parametrize("seed", range(3))
def test_all_alike_pairs_that_time_allows_are_found(seed: int) -> None:
    chance, bodies = random.Random(seed), Bodies()
    records = {one.id: one for one in (known(at, chance) for at in range(60))}
    texts = {id: chance.choice((TEXT, f"Lewoleba. {TEXT}", OTHER, "")) for id in records}
    for id, text in texts.items():
        bodies.add(id, text)
    keys, packed = bodies.sketches()
    assert set(keys) == {id for id, text in texts.items() if text}
    rows = matrix_of(packed)
    alike = {(keys[at], keys[to]) for at in range(len(keys)) for to in alike_rows(rows, rows[at])}
    wanted = {
        pair
        for pair in combinations(sorted(keys), 2)
        if pair in alike and points_of(records[pair[0]], records[pair[1]], bodies.words, certain=True) > NEVER
    }
    found = alike_pairs(records, bodies)
    assert found <= alike
    assert wanted <= found
    assert len(wanted) > 100


def test_a_body_alone_needs_no_sketch() -> None:
    bodies = Bodies()
    bodies.add("a", TEXT)
    assert bodies.sketches() == ([], b"")
    bodies.add("b", "")
    bodies.add("c", OTHER)
    assert bodies.sketches()[0] == ["a", "c"]


def test_words_are_the_longer_ones_each_once() -> None:
    bodies = Bodies()
    bodies.add("a", "Netral itu NETRAL, kata camat")
    bodies.add("b", "camat netral")
    assert [len(bodies.words(id)) for id in "abx"] == [4, 2, 0]
    assert len(bodies.words("a") & bodies.words("b")) == 2
