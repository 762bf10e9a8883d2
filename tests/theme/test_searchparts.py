"""The parts of the search index: which events belong together, and what each part's sign depends on."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theme.search.parts import AT_FIRST, LEAST, MOST, Part, as_json, at_first, from_json, part_at, parts_of

Events = list[tuple[date | None, str, str]]
DAYS = st.one_of(st.none(), st.dates(date(1998, 1, 1), date(2026, 12, 31)))


def through_year(year: int, number: int) -> Events:
    """So many events, spread over a year."""
    first = date(year, 1, 1)
    return [(first + timedelta(n * 365 // number), f"{year}-{n}", "x") for n in range(number)]


CASES = {
    "few years are one part": ({2022: 300, 2023: 300, 2024: 400}, ["2022"]),
    "many are a part each": ({2022: 900, 2023: 900, 2024: 900}, ["2022", "2023", "2024"]),
    "a young year stands alone": ({2023: 1000, 2024: 10}, ["2023", "2024"]),
    "a lively year is cut in halves": ({2023: 900, 2024: MOST + 1}, ["2023", "2024", "2024-07"]),
    "a livelier one in quarters": ({2024: 2 * MOST + 1}, ["2024", "2024-04", "2024-07", "2024-10"]),
    "and then in months": ({2024: 4 * MOST + 12}, ["2024", *(f"2024-{month:02}" for month in range(2, 13))]),
}


@pytest.mark.parametrize("name", CASES)
def test_spans(name: str) -> None:
    years, names = CASES[name]
    parts = parts_of([one for year, number in years.items() for one in through_year(year, number)])
    assert [part.nama for part in reversed(parts)] == names
    assert sum(part.jumlah for part in parts) == sum(years.values())
    assert parts[-1].sejak == "", "the oldest part also takes what is older or has no day"


@given(st.lists(DAYS, max_size=60))
def test_every_event_is_in_the_part_of_its_day(days: list[date | None]) -> None:
    parts = parts_of([(day, str(number), "x") for number, day in enumerate(days)])
    found = Counter(part_at(parts, day.isoformat() if day else "0000-00-00").nama for day in days)
    assert found == {part.nama: part.jumlah for part in parts}
    assert from_json(as_json(parts)) == parts
    assert len({part.nama for part in parts}) == len(parts)


def test_a_change_is_seen_in_one_part_alone() -> None:
    events = [one for year in (2021, 2022, 2023) for one in through_year(year, LEAST)]
    changed = [(day, id, "y" if id == "2022-7" else source) for day, id, source in events]
    before, after = ({part.nama: part.tanda for part in parts_of(held)} for held in (events, changed))
    assert [name for name in before if before[name] != after[name]] == ["2022"]
    assert {part.nama: part.tanda for part in parts_of(events[::-1])} == before
    assert before["2021"] != parts_of(events, "another Pagefind")[-1].tanda


@pytest.mark.parametrize(
    ("numbers", "opened"),
    [([10, 2000, 2000], 2), ([AT_FIRST, 5], 1), ([1, 2, 3], 3), ([AT_FIRST - 1, 1, 9], 2), ([], 0)],
)
def test_parts_are_opened_until_there_is_enough_to_look_through(numbers: list[int], opened: int) -> None:
    assert at_first([Part(str(n), "", 2024, number, "x") for n, number in enumerate(numbers)]) == opened
