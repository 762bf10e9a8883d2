"""Review: what waits, and what a person's word does to a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.record import BrokenRecord, Event, EventType, Record, Review, Status
from crawler.write.review import UnknownField, accept, hide, set_field, waits
from tests.crawler.invented import record

DAY = date(2026, 11, 22)
CASE = record(event=Event("1" * 12, EventType.DUGAAN_PELANGGARAN))

WAITING = [
    (record(), None),
    (record(status=Status.DRAFT), "draft"),
    (CASE, "violation, not reviewed"),
    (replace(CASE, reviewed=Review("Kurator")), None),
    (replace(CASE, status=Status.HIDDEN), None),
]


@pytest.mark.parametrize(("one", "why"), WAITING)
def test_drafts_and_unreviewed_cases_wait(one: Record, why: str | None) -> None:
    assert waits(one) == why


def test_an_accepted_record_is_published_and_whole_under_review() -> None:
    done = accept(replace(CASE, status=Status.DRAFT), "Kurator", DAY)
    assert (done.status, done.reviewed) == (Status.PUBLISHED, Review("Kurator", DAY))
    assert waits(done) is None


def test_a_hidden_record_holds_its_status_only() -> None:
    done = hide(record(), "Kurator", DAY)
    assert (done.status, done.reviewed) == (Status.HIDDEN, Review("Kurator", DAY, ("status",)))


SET = [
    ("headline", 'Slug: x "y" <b>', 'Slug: x "y" <b>'),
    ("event.venue", "Aula Kantor Camat Golewa", "Aula Kantor Camat Golewa"),
    ("event.venue", "null", None),
    ("event.date", "2024-10-02", date(2024, 10, 2)),
    ("event.type", "deklarasi", EventType.DEKLARASI),
    ("kabupaten", "[Kabupaten Ngada, Kabupaten Nagekeo]", ("Kabupaten Ngada", "Kabupaten Nagekeo")),
    ("status", "draft", Status.DRAFT),
    ("summary", "Ringkasan: ditulis tangan.", "Ringkasan: ditulis tangan."),
]


@pytest.mark.parametrize(("name", "value", "expected"), SET)
def test_a_field_is_set_and_held(name: str, value: str, expected: object) -> None:
    done = set_field(record(), name, value, "Kurator", DAY)
    found: object = done
    for part in name.split("."):
        found = getattr(found, part)
    assert found == expected
    assert done.reviewed == Review("Kurator", DAY, (name,))


def test_fields_under_review_add_up() -> None:
    done = set_field(set_field(record(), "headline", "A", "Kurator", DAY), "election", "Pilkada 2024", "Lain", DAY)
    assert done.reviewed == Review("Lain", DAY, ("headline", "election"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("event.date", "31/02/2024"), ("event.type", "pesta"), ("kabupaten", "Kabupaten Ngada"), ("kabupaten", "[a")],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: str) -> None:
    with pytest.raises(BrokenRecord):
        set_field(record(), name, value, "Kurator", DAY)


@pytest.mark.parametrize("name", ["id", "event", "event.id", "reviewed", "tajuk", "headline.x"])
def test_only_facts_can_be_set(name: str) -> None:
    with pytest.raises(UnknownField, match=r"there are .*headline"):
        set_field(record(), name, "x", "Kurator", DAY)
