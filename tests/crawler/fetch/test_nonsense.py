"""The nonsense gate: a topic word that occurs nowhere yields no article from any means of discovery."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch.discovery import speaks_of
from crawler.items import Article
from crawler.sources import Kind, load_sources
from tests.crawler.fetch.houses import Answer, crawl, served
from tests.crawler.invented import BODY, listing, page
from tests.newsroom.archive import write_warc
from tests.newsroom.discovery import discovery_answers
from tests.newsroom.model import Answer as NewsAnswer
from tests.newsroom.model import load_articles, load_outlets
from tests.newsroom.rendering import article_answers
from tests.running import run_module

NONSENSE = "xqzvbnkwort"
OUTLETS = sorted(load_outlets())


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's answers, to the nonsense word too: its sites find nothing for it, but for what they always list."""
    folder = tmp_path_factory.mktemp("newsroom")
    answers: dict[str, NewsAnswer] = {}
    for name in load_outlets():
        source = replace(load_sources().by_name[name], words=(NONSENSE, *load_sources().by_name[name].words))
        answers |= {answer.url: answer for answer in discovery_answers(source)}
    for article in load_articles():
        answers |= {answer.url: answer for answer in article_answers(article)}
    write_warc(folder / "news.warc.gz", tuple(answers.values()))
    return folder


MEANS = [(name, means) for name in OUTLETS for means in load_sources().by_name[name].discovery]


def replayed(newsroom: Path, folder: Path, word: str) -> list[dict[str, Any]]:
    """The tally of each of MEANS, crawled alone by replay with this word as the whole topic."""
    plan = [[name, str(means.kind), means.url, means.next] for name, means in MEANS]
    given = {"replay": str(newsroom), "words": [word], "title_stems": [word], "means": plan}
    done = run_module("tests.crawler.fetch.loopback", "0", folder, json.dumps(given))
    assert done.returncode == 0, done.stderr
    tallies: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(tallies) == len(MEANS)
    return tallies


def test_no_means_of_any_outlet_yields_an_article(newsroom: Path, tmp_path: Path) -> None:
    assert {means.kind for _, means in MEANS} >= {Kind.SITEMAP, Kind.FEED, Kind.REST, Kind.LISTING, Kind.SEARCH}
    for (name, means), tally in zip(MEANS, replayed(newsroom, tmp_path, NONSENSE), strict=True):
        assert not tally["errors"], (name, means)
        assert tally["counts"].get("fetched", 0) == 0, ("its pages are not even asked for", name, means)
    assert not list(tmp_path.rglob("*.md"))


def test_the_same_newsroom_yields_articles_for_the_topic(newsroom: Path, tmp_path: Path) -> None:
    stored = [tally["counts"].get("stored", 0) for tally in replayed(newsroom, tmp_path, "netralitas")]
    assert sum(count > 0 for count in stored) * 2 > len(MEANS), "so that the gate is not shut for everybody"


def test_not_even_where_a_site_answers_everything_with_everything(tmp_path: Path) -> None:
    """A site that ignores what is searched, lists without titles, and numbers its addresses."""
    bare = '<html><body><a href="/?p=6731"><img src="a.jpg"></a></body></html>'
    answers = {
        f"/cari?q={NONSENSE}": Answer(listing("/2024/10/02/asn-ngada-diminta-netral/")),
        f"/rest?s={NONSENSE}": Answer(json.dumps([{"link": "/?p=6731", "title": {"rendered": ""}}])),
        "/daftar": Answer(bare),
        "/?p=6731": Answer(page("ASN Ngada Diminta Netral")),
        "/2024/10/02/asn-ngada-diminta-netral/": Answer(page("ASN Ngada Diminta Netral")),
    }
    plan = [["search", "/cari?q={word}", None], ["rest", "/rest?s={word}", None], ["listing", "/daftar", None]]
    for means in plan:
        with served(answers) as house:
            tally = crawl(house, tmp_path, discovery=[means], words=[NONSENSE], title_stems=[NONSENSE])
        assert not list(tmp_path.rglob("*.md")), means
        assert tally["counts"]["foreign"] == tally["counts"]["found"] == 1


def test_an_article_speaks_of_a_topic_by_the_beginning_of_a_word() -> None:
    article = Article("u", "u", "o", "Kabar", BODY)
    assert speaks_of(article, load_sources().title_stems)
    assert speaks_of(article, ("netral",))
    assert not speaks_of(article, (NONSENSE,))
    assert not speaks_of(article, ("etral",))
