"""Copies of an earlier report bear a mark, independent reports none. All people here are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import WITA
from crawler.record import Evidence, Record, Review
from crawler.write.copies import COPY, copy_mark, mark_copies, with_mark_of
from tests.crawler.write.test_grouping import TEXT, record

OWN = (
    "Dari tepi lapangan terlihat ratusan pegawai berbaris sejak pagi. Seorang camat bercerita bahwa ia menempuh "
    "jalan rusak selama empat jam supaya tiba sebelum naskah dibacakan, dan pulang lagi setelah matahari condong."
)
LONG = (
    TEXT + " " + " ".join(f"Kalimat lain yang ditulis media ini sendiri tentang acara nomor {at}." for at in range(9))
)


def reports(**texts: str) -> tuple[list[Record], dict[str, str]]:
    """Records of one event, published an hour after one another."""
    records = [
        replace(
            record(key, published=datetime(2024, 9, 26, 8 + at, tzinfo=WITA)), event=replace(record("a").event, id="a")
        )
        for at, key in enumerate(texts)
    ]
    return records, texts


@pytest.mark.parametrize(
    ("texts", "copies"),
    [
        ({"a": TEXT, "b": TEXT}, {"b"}),
        ({"a": TEXT, "b": TEXT.upper().replace(".", "!")}, {"b"}),
        ({"a": TEXT, "b": f"Lewoleba, Kabar. {TEXT} Demikian siaran itu."}, {"b"}),
        ({"a": LONG, "b": TEXT}, {"b"}),
        ({"a": TEXT, "b": LONG}, set()),
        ({"a": TEXT, "b": OWN}, set()),
        ({"a": TEXT, "b": OWN, "c": OWN}, {"c"}),
        ({"a": TEXT, "b": ""}, set()),
        ({"a": TEXT}, set()),
    ],
    ids=["the same", "other marks", "a lead of its own", "a part", "a part in a long own story", "own words",
         "copy of the second", "no text", "alone"],
)  # fmt: skip
def test_copies(texts: dict[str, str], copies: set[str]) -> None:
    assert {one.id for one in mark_copies(*reports(**texts))} == copies


def test_the_mark_quotes_a_shared_sentence_that_names_nobody() -> None:
    naming = f"Ignas Boleng Tukan meminta semua pegawai menjaga netralitas selama tahapan berjalan. {TEXT}"
    (copy,) = mark_copies(*reports(a=naming, b=naming))
    mark = copy_mark(copy)
    assert mark is not None
    assert (mark.field, mark.rule) == ("event.id", COPY)
    assert mark.quote in TEXT
    assert copy.evidence == (mark,)


def test_a_mark_goes_when_the_event_no_longer_has_an_earlier_report() -> None:
    records, texts = reports(a=TEXT, b=TEXT)
    (copy,) = mark_copies(records, texts)
    assert mark_copies([records[0], copy], texts) == []
    (alone,) = mark_copies([copy], texts)
    assert copy_mark(alone) is None


def test_a_mark_stays_where_texts_are_no_longer_at_hand() -> None:
    records, texts = reports(a=TEXT, b=TEXT)
    (copy,) = mark_copies(records, texts)
    assert mark_copies([records[0], copy], {}) == []
    assert mark_copies([records[0], copy], {"b": TEXT}) == []


@pytest.mark.parametrize("fields", [(), ("evidence",)])
def test_what_a_person_has_set_stays(fields: tuple[str, ...]) -> None:
    records, texts = reports(a=TEXT, b=TEXT)
    by_hand = replace(records[1], reviewed=Review("kurasi", None, fields))
    assert mark_copies([records[0], by_hand], texts) == []


def test_a_record_read_again_keeps_its_mark() -> None:
    read_again: dict[str, Any] = {"evidence": (Evidence("venue", "Di aula.", "venue"),)}
    (copy,) = mark_copies(*reports(a=TEXT, b=TEXT))
    found = with_mark_of(record("b", **read_again), copy)
    assert found.evidence == (*read_again["evidence"], copy_mark(copy))
    assert with_mark_of(found, record("b")).evidence == read_again["evidence"]


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_records_plays_no_part(order: list[str]) -> None:
    records, texts = reports(a=TEXT, b=OWN, c=TEXT, d=OWN)
    shuffled = sorted(records, key=lambda one: order.index(one.id))
    found = {one.id: one for one in mark_copies(shuffled, texts)}
    assert found == {one.id: one for one in mark_copies(records, texts)}
    assert set(found) == {"c", "d"}
