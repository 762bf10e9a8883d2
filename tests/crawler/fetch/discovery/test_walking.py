"""How far a means of discovery is followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from crawler.fetch.discovery import Child
from crawler.fetch.spiders.walking import DAYS_MISSED, PAGES, SITEMAPS, Trail, Walk, chosen_children, may_turn, trails
from crawler.sources import Discovery, Kind, load_sources

TODAY = date(2024, 10, 3)
SOURCE = replace(next(iter(load_sources())), words=("netralitas", "ASN netral"))


def addresses(means: Discovery, since: date | None = None) -> list[str]:
    return [trail.address for trail in trails(Walk(means, 0), SOURCE, TODAY, since)]


def test_a_search_is_walked_once_for_each_word() -> None:
    means = Discovery(Kind.SEARCH, "https://a.test/?s={word}", "https://a.test/page/{page}/?s={word}")
    assert addresses(means) == ["https://a.test/?s=netralitas", "https://a.test/?s=ASN+netral"]
    trail = next(trails(Walk(means, 0), SOURCE, TODAY, None))
    trail.page = 2
    assert trail.address == "https://a.test/page/2/?s=netralitas"


def test_a_dated_index_is_walked_back_to_since() -> None:
    means = Discovery(Kind.LISTING, "https://a.test/index?date={date}")
    assert addresses(means) == [f"https://a.test/index?date=2024-10-0{n}" for n in (3, 2, 1)]
    assert addresses(means, date(2024, 9, 1))[-1] == "https://a.test/index?date=2024-09-01"
    assert addresses(means, date(2025, 1, 1)) == ["https://a.test/index?date=2024-10-03"]


def test_paging_has_an_end_and_goes_further_back_on_request() -> None:
    trail = Trail(Walk(Discovery(Kind.FEED, "x"), 0), "x", "x{page}", page=PAGES)
    assert not may_turn(trail, None)
    assert may_turn(trail, date(2020, 1, 1))
    assert not may_turn(Trail(trail.walk, "x", None), None)


def child(name: str, day: str | None = None) -> Child:
    return Child(f"https://a.test/{name}.xml", datetime.fromisoformat(f"{day}T00:00:00+08:00") if day else None)


CHILDREN = [child("post-1", "2019-01-01"), child("post-2", "2024-10-01"), child("page")]


@pytest.mark.parametrize(
    ("children", "since", "names"),
    [
        (CHILDREN, None, ["post-2", "post-1", "page"]),
        ([*CHILDREN, child("sitemap_news")], None, ["sitemap_news"]),
        (CHILDREN, date(2024, 1, 1), ["post-2", "page"]),
        (
            [child(f"p{n}", f"2024-01-{n:02}") for n in range(1, 21)],
            None,
            [f"p{n}" for n in range(20, 20 - SITEMAPS, -1)],
        ),
    ],
)
def test_sitemaps_worth_reading(children: list[Child], since: date | None, names: list[str]) -> None:
    assert [c.url.split("/")[-1][:-4] for c in chosen_children(children, since, 0)] == names


def test_an_index_in_an_index_does_not_multiply() -> None:
    assert chosen_children(CHILDREN, None, SITEMAPS) == []


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("https://a.test/index?date={date}", "https://a.test/index?date=2024-10-03"),
        ("https://a.test/indeks?date={date:%m/%d/%Y}", "https://a.test/indeks?date=10/03/2024"),
        ("https://a.test/{date:%Y/%m}/", "https://a.test/2024/10/"),
    ],
)
def test_days_are_printed_as_the_outlet_likes(form: str, address: str) -> None:
    assert addresses(Discovery(Kind.LISTING, form))[0] == address


@pytest.mark.parametrize(
    ("last", "days"),
    [(date(2024, 10, 2), 3), (date(2024, 9, 23), 11), (date(2020, 1, 1), DAYS_MISSED), (date(2024, 10, 9), 3)],
)
def test_nights_that_were_missed_are_made_up_for(last: date, days: int) -> None:
    means = Discovery(Kind.LISTING, "https://a.test/index?date={date}")
    assert len(list(trails(Walk(means, 0), SOURCE, TODAY, None, last))) == days


def test_blogger_counts_articles_and_not_pages() -> None:
    form = "https://a.test/feeds/posts/default?q={word}&max-results=20&start-index="
    trail = next(trails(Walk(Discovery(Kind.FEED, form + "1", form + "{start}"), 0), SOURCE, TODAY, None))
    trail.page = 3
    assert trail.address == "https://a.test/feeds/posts/default?q=netralitas&max-results=20&start-index=41"


@pytest.mark.parametrize(("total", "turns"), [(None, True), (3, True), (2, False), (0, True)])
def test_the_outlets_own_count_of_pages_ends_the_paging(total: int | None, turns: bool) -> None:
    trail = Trail(Walk(Discovery(Kind.REST, "x"), 0), "x", "x{page}", page=2, total=total)
    assert may_turn(trail, None) is turns


def test_undated_articles_end_the_way_back_when_they_turn_out_to_be_older() -> None:
    since, trail = date(2024, 9, 1), Trail(Walk(Discovery(Kind.LISTING, "x"), 0), "x", "x{page}", page=2)
    trail.aged(1, older=True)
    trail.aged(1, older=False)
    trail.aged(2, older=True)
    assert may_turn(trail, since), "page 1 had a newer one; page 2 is still being read"
    trail.page = 3
    assert not may_turn(trail, since)


NUMBERED = [child("wp-sitemap-taxonomies-category-1"), *(child(f"wp-sitemap-posts-post-{n}") for n in range(1, 10))]


def test_wordpress_own_sitemaps_are_read_from_the_last() -> None:
    found = [c.url for c in chosen_children(NUMBERED, None, 0)]
    assert found == [f"https://a.test/wp-sitemap-posts-post-{n}.xml" for n in range(9, 9 - SITEMAPS, -1)]
