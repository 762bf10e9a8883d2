"""Sitemaps that the table does not name: those of robots.txt, and those at the usual places."""

from __future__ import annotations

from dataclasses import replace

from crawler.fetch.discovery.usual import USUAL, usual_means
from crawler.sources import Discovery, Kind, load_sources

SOURCE = replace(
    next(iter(load_sources())),
    hosts=("kabar.test", "www.kabar.test"),
    discovery=(
        Discovery(Kind.SITEMAP, "https://kabar.test/sitemap.xml"),
        Discovery(Kind.FEED, "https://kabar.test/feed/"),
    ),
)


def test_what_robots_txt_names_comes_first_and_news_before_the_rest() -> None:
    named = ["https://kabar.test/peta-semua.xml", "/peta-news.xml", "https://www.kabar.test/peta-2.xml"]
    found = [means.url for means in usual_means(SOURCE, named)]
    assert found[:3] == [
        "https://kabar.test/peta-news.xml",
        "https://kabar.test/peta-semua.xml",
        "https://www.kabar.test/peta-2.xml",
    ]


def test_the_usual_places_follow_without_those_that_the_table_names() -> None:
    found = [means.url for means in usual_means(SOURCE, [])]
    assert found == [f"https://kabar.test/{name}" for name in USUAL if name != "sitemap.xml"]
    assert {means.kind for means in usual_means(SOURCE, [])} == {Kind.SITEMAP}


def test_what_is_elsewhere_or_of_pictures_is_left_out() -> None:
    named = ["https://lain.test/news.xml", "javascript:alert(1)", "https://kabar.test/sitemap-image.xml", "http://[x"]
    assert usual_means(SOURCE, named) == usual_means(SOURCE, [])
