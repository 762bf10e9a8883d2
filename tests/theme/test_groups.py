"""Pages of groups: whose events they list, how long ones are cut, what stands where a record was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.record import EventType, Record, Review
from tests.theme.many import records_of
from tests.theme.samples import ALLEGED, APPEAL, BARE, DECLARATION, REVIEWED_CASE, SPEAKER, record
from theme.plugins.chart import HEIGHT, bars
from theme.plugins.events import gather_events
from theme.plugins.groups import Group, gather_groups
from theme.plugins.listed import ListedEvent, listed, newest_first
from theme.plugins.slugs import LONGEST, slug_from
from theme.plugins.subdistricts import subdistricts
from theme.plugins.timelines import LONG, UNDATED, timelines


def events_of(*records: Record) -> list[ListedEvent]:
    return [listed(event, {}) for event in gather_events(records)]


def groups_of(*records: Record) -> dict[tuple[str, str], Group]:
    groups = gather_groups(newest_first(events_of(*records)), {"kabar-contoh": "Kabar Contoh"})
    return {(group.kind, group.slug): group for group in groups}


SLUGS = [
    ("Bawaslu Kabupaten Belu", "bawaslu-kabupaten-belu"),
    ("Pilkada 2024", "pilkada-2024"),
    ("D’Ornay Contohan, S.Sos.", "dornay-contohan-s-sos"),
    ("José  Rekaan -- 2", "jose-rekaan-2"),
]


@pytest.mark.parametrize(("text", "slug"), SLUGS)
def test_a_slug_can_be_typed(text: str, slug: str) -> None:
    assert slug_from(text.replace("’", "'")) == slug


@pytest.mark.parametrize("text", ["", "漢字", "../../etc", "a" * 500, "<script>", "x" * 70 + "1"])
def test_any_text_has_a_slug_that_a_file_system_holds(text: str) -> None:
    slug = slug_from(text)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert len(slug) <= LONGEST + 9


def test_long_names_with_one_beginning_have_two_slugs() -> None:
    assert slug_from("a" * 100 + "x") != slug_from("a" * 100 + "y")


def test_an_official_is_listed_with_what_was_said_in_office() -> None:
    groups = groups_of(DECLARATION, REVIEWED_CASE)
    assert [event.id for event in groups["pejabat", "anselmus-contohan"].events] == [DECLARATION.id]
    assert ("pejabat", "brigita-misalnya") not in groups, "merely mentioned"
    assert ("pejabat", "fidelis-tertinjau") not in groups, "accused, though reviewed"
    assert [event.id for event in groups["pejabat", "hermina-umpama"].events] == [REVIEWED_CASE.id]


def test_an_accusation_is_not_collected_under_a_name() -> None:
    assert not [key for key in groups_of(ALLEGED) if key[0] == "pejabat"], "not reviewed: a speaker may be the accused"
    accused = replace(SPEAKER, subject=True)
    case = replace(DECLARATION, officials=(accused,), reviewed=Review("redaksi"))
    assert not [key for key in groups_of(case) if key[0] == "pejabat"]


@pytest.mark.parametrize("name", ["Anselmus", "A. C.", "A C"])
def test_a_name_of_one_word_stands_for_nobody(name: str) -> None:
    assert not [
        key for key in groups_of(replace(DECLARATION, officials=(replace(SPEAKER, name=name),))) if key[0] == "pejabat"
    ]


def test_every_kind_has_its_groups() -> None:
    groups = groups_of(DECLARATION, APPEAL, BARE)
    assert groups["jenis", "deklarasi"].name == "Deklarasi"
    assert groups["media", "kabar-contoh"].name == "Kabar Contoh"
    assert len(groups["media", "kabar-contoh"].events) == 3
    assert groups["pemilihan", "pilkada-2024"].events[0].id == DECLARATION.id
    assert len([key for key in groups if key[0] == "wilayah"]) == 23


def belu(*records: Record) -> Group:
    return groups_of(*records)["wilayah", "kabupaten-belu"]


def test_a_timeline_is_one_page_until_it_is_long() -> None:
    pages = timelines(belu(*records_of("Kabupaten Belu", LONG, "a")))
    assert len(pages) == 1
    assert not pages[0].is_cut
    assert pages[0].shown == LONG


def test_a_long_timeline_is_cut_by_calendar_and_loses_nothing() -> None:
    pages = timelines(belu(*records_of("Kabupaten Belu", LONG + 40, "a")))
    first, *rest = pages
    assert first.is_cut
    assert 0 < first.shown <= LONG
    assert {page.period for page in rest} == {"2022", "2023", "2024", UNDATED}
    assert sum(page.count for page in rest) == first.count == LONG + 40
    assert [part.path for part in first.parts] == [page.path for page in rest]
    held = [event.id for page in rest for year in page.years for month in year.months for event in month.events]
    held += [event.id for page in rest for event in page.undated]
    assert sorted(held) == sorted(event.id for event in first.events)


def test_a_new_event_changes_no_page_of_another_year() -> None:
    records = records_of("Kabupaten Belu", LONG + 40, "a")
    newer = record("baru", EventType.IMBAUAN, date(2025, 2, 1), "Kabupaten Belu")
    before = {page.path: page.events for page in timelines(belu(*records))}
    after = {page.path: page.events for page in timelines(belu(*records, newer))}
    assert {path for path in before if before[path] != after[path]} == {"wilayah/kabupaten-belu.html"}


def test_a_long_year_is_cut_by_month() -> None:
    pages = timelines(belu(*records_of("Kabupaten Belu", 2 * LONG, "a", days=300)))
    months = [page for page in pages if len(page.period) == 7]
    assert len(months) >= 10
    assert all(page.shown <= LONG for page in pages)


def test_bars_share_one_scale_and_skip_empty_years() -> None:
    events = events_of(
        *(record(f"a{n}", EventType.SURVEI, date(2024, 3, 1), "Kabupaten Belu") for n in range(4)),
        record("lama", EventType.SURVEI, date(1987, 1, 1), "Kabupaten Belu"),
        record("depan", EventType.SURVEI, date(2097, 12, 31), "Kabupaten Belu"),
        BARE,
    )  # fmt: skip
    years = bars(events)
    assert [(year.year, year.total) for year in years] == [(1987, 1), (2024, 4), (2097, 1)]
    assert years[1].path == f"M22 {HEIGHT}v-{HEIGHT}h8v{HEIGHT}z"
    assert f"v-{HEIGHT // 4}h8" in years[0].path
    assert bars([]) == []


def test_a_kecamatan_needs_one_kabupaten() -> None:
    both = replace(DECLARATION, kabupaten=("Kabupaten Belu", "Kabupaten Malaka"))
    assert [place.anchor for place in subdistricts(events_of(DECLARATION))] == ["kec-tasifeto-timur"]
    assert subdistricts(events_of(both)) == []
