"""How far a means of discovery is followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from crawler.fetch.discovery import Child
from crawler.fetch.spiders.walking import PAGES, SITEMAPS, Trail, Walk, chosen_children, may_turn, trails
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
