"""When the event was: cases/dates.toml, the examples in data/calendar.toml, and what must hold for any text."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.data import DATA
from crawler.extract.dates import find_date
from crawler.language.printed_dates import find_printed_dates, find_weekdays
from tests.crawler.extract.articles import cases, text_of

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@pytest.mark.parametrize("case", cases("dates"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = text_of(case["text"], published=case.get("published"))
    found = find_date(text)
    assert (found.value.isoformat() if found.value else "") == case["expect"]
    assert len(found.evidence) == bool(found.value)
    assert all(one.quote in f"{text.dateline}\n{text.plain}" for one in found.evidence)


def _examples() -> list[Any]:
    table: dict[str, Any] = tomllib.loads((DATA / "calendar.toml").read_text(encoding="utf-8"))
    rows = [*table.pop("cue"), *table.values()]
    return [row["example"] for row in rows]


@pytest.mark.parametrize("example", _examples(), ids=lambda example: example["string"])
def test_example_in_the_table(example: dict[str, Any]) -> None:
    assert find_date(text_of(example["string"])).value == example["date"]


@given(st.dates(date(2013, 1, 1), date(2030, 12, 31)), st.sampled_from(range(5)))
def test_every_day_is_read_in_every_form(day: date, form: int) -> None:
    weekday, month = _DAYS[day.weekday()], _MONTHS[day.month - 1]
    printed = (
        f"{weekday} ({day.day}/{day.month}/{day.year})",
        f"{weekday}, ({day.day:02}/{day.month:02}/{day.year})",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{weekday} pagi, {day.day} {month} {day.year}",
        f"{weekday}, {day.day}-{day.month}-{day.year}",
    )[form]
    found = find_printed_dates(f"Apel digelar {printed} di Soe.")
    assert [(one.in_year(one.year or 0), one.weekday) for one in found] == [(day, day.weekday())]


def test_letters_that_only_fold_to_plain_ones_are_no_date() -> None:
    assert find_printed_dates("Rapat digelar Selaſa, 16 Aguſtuſ 2024 di Soe.") == []
    twice = "Rapat pada Selaſa, di Soe; rapat pada Selasa, di Soe."
    assert find_weekdays(twice) == [(twice.index("Selasa"), 1)]


@given(st.dates(date(2014, 1, 1), date(2030, 12, 31)), st.integers(0, 300))
def test_a_short_date_is_the_last_one_before_publication(day: date, later: int) -> None:
    published = day + timedelta(days=later)
    body = f"Hal itu disampaikan Sekda dalam apel, {_DAYS[day.weekday()]} ({day.day}/{day.month})."
    value = find_date(text_of(body, published=published.isoformat())).value
    assert value in (day, None)  # 29 February of last year, a polling day, or too long ago to be news
    if later <= 7 and (day.month, day.day) not in {(2, 14), (2, 15), (2, 29)} and day.isoformat() not in _POLLING:
        assert value == day


_POLLING = {
    one.isoformat() for one in tomllib.loads((DATA / "calendar.toml").read_text(encoding="utf-8"))["polling"]["days"]
}


@given(st.text(alphabet=st.sampled_from("0123456789/-()., SeninRabu Mei2024\n"), max_size=300))
def test_any_text_has_an_answer(body: str) -> None:
    find_date(text_of(body, published="2024-05-05"))
    find_date(text_of(body))


@given(st.dates(date(2023, 1, 1), date(2024, 4, 30)))
def test_a_link_to_another_story_changes_nothing(other: date) -> None:
    body = "Apel netralitas digelar Pemkab Alor, Kamis (2/5/2024).\nSekda meminta ASN netral."
    linked = f"Baca juga: Rapat di Ende digelar {_DAYS[other.weekday()]} ({other:%d/%m/%Y})\n"
    assert find_date(text_of(body.replace("\n", f"\n{linked}"))).value == date(2024, 5, 2)
