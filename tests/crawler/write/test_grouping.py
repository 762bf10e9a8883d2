"""Which records tell of one event. All people here are invented."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import WITA
from crawler.record import Event, EventType, Official, Record, Relevance, Review
from crawler.write.grouping import group_events

TEXT = (
    "Pemerintah kabupaten bersama pengawas pemilu menggelar ikrar netralitas bagi seluruh camat dan lurah. "
    "Sekretaris daerah meminta pegawai tidak ikut kampanye dan menjaga pelayanan kepada warga sampai hari pemungutan suara."
)


def record(key: str, day: str | None = "2024-09-25", **changes: Any) -> Record:
    base = Record(
        id=key,
        url=f"https://example.org/{key}",
        outlet="contoh",
        headline="Ikrar",
        published=datetime(2024, 9, 26, 8, tzinfo=WITA),
        published_raw=None,
        retrieved=None,
        authors=(),
        relevance=Relevance(1.0),
        event=Event(key, EventType.DEKLARASI, date.fromisoformat(day) if day else None, "Aula Melati Lewoleba"),
        kabupaten=("Kabupaten Lembata",),
        officials=(Official("Ignas Boleng Tukan"),),
    )
    return replace(base, **changes)


def groups(*records: Record, **texts: str) -> set[frozenset[str]]:
    found = group_events(records, texts)
    return {frozenset(key for key, event in found.items() if event == one) for one in found.values()}


TOGETHER = {frozenset({"a", "b"})}
APART = {frozenset({"a"}), frozenset({"b"})}


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (record("b"), True),
        (record("b", day="2024-09-26"), True),
        (record("b", day="2024-09-28"), False),
        (record("b", kabupaten=("Kabupaten Alor",)), False),
        (record("b", officials=(Official("Petrus Lado Wayan"),)), True),
        (record("b", officials=(), event=Event("b", EventType.DEKLARASI, date(2024, 9, 25), None)), False),
        (record("b", officials=(Official("Petrus Lado Wayan"),), event=Event("b", EventType.DEKLARASI, date(2024, 9, 25), "Hotel Anggrek")), False),
        (record("b", event=Event("b", EventType.PENANGANAN_PELANGGARAN, date(2024, 9, 25), "Kantor Bawaslu")), False),
        (record("b", day=None), True),
        (record("b", day=None, published=datetime(2024, 11, 20, tzinfo=WITA)), False),
        (record("b", day=None, officials=()), False),
    ],
    ids=[
        "same facts", "next day", "three days later", "another kabupaten", "same venue", "neither person nor venue", "other person, other venue",
        "another type and venue", "no day, same person and venue", "no day, two months later", "no day, no person",
    ],
)  # fmt: skip
def test_pairs(other: Record, together: bool) -> None:
    assert groups(record("a"), other) == (TOGETHER if together else APART)


def test_a_reprint_needs_only_its_words() -> None:
    bare: dict[str, Any] = {"officials": (), "event": Event("x", EventType.LAINNYA, None, None)}
    assert groups(record("a", **bare), record("b", **bare), a=TEXT, b=f"Dikutip utuh. {TEXT}") == TOGETHER
    assert groups(record("a", **bare), record("b", **bare), a=TEXT, b=" ".join(reversed(TEXT.split()))) == APART


def test_a_reprint_of_another_day_is_another_event() -> None:
    assert groups(record("a"), record("b", day="2024-10-25"), a=TEXT, b=TEXT) == APART


def test_the_event_is_called_after_its_first_record() -> None:
    early = record("z", published=datetime(2024, 9, 25, 20, tzinfo=WITA))
    assert group_events([record("b"), record("a"), early], {}) == {"a": "z", "b": "z", "z": "z"}
    assert group_events([record("b"), record("a")], {}) == {"a": "a", "b": "a"}


def test_what_a_person_has_set_stands() -> None:
    by = Review("kurasi", None, ("event.id",))
    set_apart = record("b", reviewed=by)
    moved = record("c", reviewed=by, event=replace(record("c").event, id="b"))
    assert group_events([record("a"), set_apart], {}) == {"a": "b", "b": "b"}
    assert group_events([set_apart, moved], {}) == {"b": "b", "c": "b"}
    assert group_events([set_apart, record("d", reviewed=by)], {}) == {"b": "b", "d": "d"}
    other_field = record("e", reviewed=Review("kurasi", None, ("headline",)), event=replace(record("e").event, id="q"))
    assert group_events([other_field], {}) == {"e": "e"}


def test_a_chain_of_days_does_not_grow() -> None:
    days = ["2024-09-25", "2024-09-26", "2024-09-27"]
    found = group_events([record(key, day) for key, day in zip("abc", days, strict=True)], {})
    assert len(set(found.values())) == 2


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_plays_no_part(shuffler: random.Random) -> None:
    records = [
        *(record(f"r{day}", f"2024-09-{day}") for day in range(20, 28)),
        record("x", None),
        record("y", kabupaten=("Provinsi NTT",)),
        record("w", officials=(Official("Petrus Lado Wayan"),)),
    ]
    texts = {one.id: TEXT for one in records if one.id in ("r21", "x", "y")}
    expected = group_events(records, texts)
    shuffled = records[:]
    shuffler.shuffle(shuffled)
    assert group_events(shuffled, texts) == expected
