"""Names withheld and shown by a person's decision: what the review's fields say, and what the site makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.record import Event, EventType, Official, Record, Review, Status, clears_people, dump, load, withheld_names
from crawler.write.naming import UnknownName, disclose, is_withheld, withhold
from crawler.write.review import WHOLE, accept, set_field, waits
from tests.crawler.invented import record

DAY = date(2026, 11, 22)
SPEAKER, ACCUSED, GUEST = (
    Official("Wigbertus Sarawale", speaker=True),
    Official("Rekaan Terduga", subject=True),
    Official("Tamu Contohan"),
)
CASE = record(
    event=Event("1" * 12, EventType.DUGAAN_PELANGGARAN),
    officials=(SPEAKER, ACCUSED, GUEST),
    headline="Camat Dusun Terlewat Diduga Berkampanye",
    status=Status.DRAFT,
)
APPEAL = record(officials=(SPEAKER, GUEST))


def named(one: Record) -> list[str]:
    return [official.name for official in one.officials if not is_withheld(one, official)]


def test_before_a_review_only_who_speaks_of_a_case_is_named() -> None:
    assert named(CASE) == [SPEAKER.name]
    assert named(APPEAL) == [SPEAKER.name, GUEST.name]


def test_a_name_is_withheld_in_a_record_of_any_kind_and_shown_again() -> None:
    done = withhold(APPEAL, "tamu contohan", "Redaksi", DAY)
    assert named(done) == [SPEAKER.name]
    assert not clears_people(done.reviewed)
    assert load(dump(done)) == done, "the mark stands in the file"
    again = disclose(done, GUEST.name, "Redaksi", DAY)
    assert named(again) == [SPEAKER.name, GUEST.name]


def test_accepting_names_everybody_but_whom_a_person_withheld() -> None:
    assert named(accept(CASE, "Redaksi", DAY)) == [SPEAKER.name, ACCUSED.name, GUEST.name]
    done = accept(withhold(CASE, ACCUSED.name, "Redaksi", DAY), "Redaksi", DAY)
    assert (named(done), done.status, waits(done)) == ([SPEAKER.name, GUEST.name], Status.PUBLISHED, None)
    assert set(WHOLE) <= set(done.reviewed.fields if done.reviewed else ()), "the crawler leaves all of it alone"


def test_accepting_with_names_withheld_decides_without_naming() -> None:
    done = accept(CASE, "Redaksi", DAY, withheld=True)
    assert (named(done), done.status, waits(done)) == ([SPEAKER.name], Status.PUBLISHED, None)
    assert disclose(done, None, "Redaksi", DAY).reviewed == Review("Redaksi", DAY)


def test_showing_one_name_keeps_the_others_withheld() -> None:
    done = disclose(CASE, ACCUSED.name, "Redaksi", DAY)
    assert named(done) == [SPEAKER.name, ACCUSED.name]
    assert withheld_names(done.reviewed) == (GUEST.name,)


def test_an_accepted_record_is_taken_back_to_withholding() -> None:
    accepted = accept(CASE, "Redaksi", DAY)
    assert named(withhold(accepted, None, "Redaksi", DAY)) == [SPEAKER.name]
    assert named(withhold(accepted, GUEST.name, "Redaksi", DAY)) == [SPEAKER.name, ACCUSED.name]


def test_a_name_that_reading_missed_can_be_withheld() -> None:
    done = withhold(CASE, "Dusun Terlewat", "Redaksi", DAY)
    assert withheld_names(done.reviewed) == ("Dusun Terlewat",)


@pytest.mark.parametrize("name", ["Orang Lain", "x", ""])
def test_only_names_of_the_record_are_withheld(name: str) -> None:
    with pytest.raises(UnknownName, match=r"its officials are Wigbertus Sarawale, Rekaan Terduga"):
        withhold(CASE, name, "Redaksi", DAY)


def test_only_withheld_names_are_shown() -> None:
    with pytest.raises(UnknownName, match=r"not withheld; withheld are Rekaan Terduga, Tamu Contohan"):
        disclose(CASE, SPEAKER.name, "Redaksi", DAY)


PARTS = [
    ("officials.Tamu Contohan.speaker", "true"),
    ("officials.Rekaan Terduga.name", "R. Terduga"),
    ("officials.Rekaan Terduga.positions", "[{title: Camat, institution: null}]"),
]


@pytest.mark.parametrize(("name", "value"), PARTS)
def test_setting_something_about_people_names_nobody(name: str, value: str) -> None:
    done = set_field(CASE, name, value, "Redaksi", DAY)
    assert done.officials != CASE.officials
    assert not clears_people(done.reviewed)
    assert "officials" in (done.reviewed.fields if done.reviewed else ())
    assert waits(done) == "violation, not reviewed"


def test_setting_something_in_a_cleared_record_leaves_it_cleared() -> None:
    accepted = replace(CASE, reviewed=Review("Redaksi", DAY))
    assert clears_people(set_field(accepted, "officials.Tamu Contohan.speaker", "true", "Redaksi", DAY).reviewed)
