"""Five real articles, wrapped in their outlets' markup, crawled by replay at their addresses.

Their texts belong to their publishers and stand beside the project, not in it: ../shared/seeds and the annotation
in ../shared/eval/dev. Where those are missing the tests skip and say so.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import WITA
from crawler.read.pages import page_for
from crawler.record import Record, as_json, load
from crawler.sources import load_sources
from tests.newsroom import discovery
from tests.newsroom.archive import write_warc
from tests.newsroom.model import NewsArticle
from tests.newsroom.rendering import article_answers
from tests.quality.scoring import Scores, score
from tests.running import run_module

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SEEDS, GOLD = SHARED / "seeds", SHARED / "eval" / "dev"

pytestmark = pytest.mark.skipif(
    not (SEEDS.is_dir() and GOLD.is_dir()), reason=f"the five real articles are not here: {SEEDS}"
)

# Annotation, text, outlet, markup.
FIVE = [
    ("s001", "antara-lapas-waikabubak", "kupang-antaranews", "antara_b"),
    ("s002", "antara-kakanwil-kemenkumham", "kupang-antaranews", "antara_a"),
    ("s003", "suaraharapan-deklarasi-kabupaten-kupang", "majalahsuaraharapan", "wordpress_td"),
    ("s004", "kliklabuanbajo-deklarasi-lembor", "kliklabuanbajo", "promedia"),
    ("s005", "poskupang-sosialisasi-belu", "kupang-tribunnews", "tribun_2026"),
]
# What the annotation does not know and a page needs: ANTARA's pages print a time, the Lembor article has an address.
PUBLISHED = {"s001": "2023-02-16T19:00:00+07:00", "s002": "2024-01-18T19:00:00+07:00"}
ADDRESS = {"s004": "https://www.kliklabuanbajo.id/ragam/54213800001/asn-di-lembor-deklarasikan-komitmen-bersama"}
FURNITURE = [
    "baca juga", "halaman:", "editor:", "penulis:", "photo author", "laporan reporter", "ikuti berita", "uu ite", "dilarang mengambil",
    "artikel terkait", "cr23", "sipers", "google news", "edi-weng", "debat paslon",
]  # fmt: skip


def gold_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def real_articles() -> list[NewsArticle]:
    """The five as the newsroom's articles: every line of the text, furniture too, is a paragraph of the page."""
    articles = []
    for name, seed, outlet, markup in FIVE:
        gold = gold_of(name)
        lines = (SEEDS / f"{seed}.txt").read_text(encoding="utf-8").split("\n")
        published = datetime.fromisoformat(gold["published"] or PUBLISHED[name])
        article = NewsArticle(
            name=name,
            outlet=outlet,
            url=gold["url"] or ADDRESS[name],
            markup=markup,
            title=gold["title"],
            body=tuple(line.strip() for line in lines if line.strip()),
            gold=gold["gold"],
            authors=("Penulis Contoh",),
            editor="Penyunting Contoh",
            section="Daerah",
            published=published if published.tzinfo else published.replace(tzinfo=WITA),
        )
        articles.append(article)
    return articles


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    """The records of a crawl by replay, under the names of their annotations."""
    folder = tmp_path_factory.mktemp("five")
    articles = real_articles()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "load_articles", lambda: tuple(articles))
        patch.setattr(discovery, "load_elsewhere", lambda: ())
        sources = sorted({article.outlet for article in articles})
        answers = [answer for name in sources for answer in discovery.discovery_answers(load_sources().by_name[name])]
    answers += [answer for article in articles for answer in article_answers(article)]
    write_warc(folder / "five.warc.gz", answers)
    folders = ("--content", folder / "content", "--var", folder / "var")
    done = run_module("crawler", "crawl", *sources, "--replay", folder / "five.warc.gz", *folders)
    assert done.returncode == 0, done.stderr
    stored = [load(path.read_text(encoding="utf-8")) for path in (folder / "content").rglob("*.md")]
    names = {article.url: article.name for article in articles}
    return {names[record.url]: record for record in stored}


@pytest.fixture(scope="module")
def scores(records: dict[str, Record]) -> Scores:
    rows = {name: as_json(record) | {"relevant": record.relevance.relevant} for name, record in records.items()}
    return score({name: gold_of(name) for name in rows}, rows)


def test_all_five_are_stored(records: dict[str, Record]) -> None:
    assert sorted(records) == ["s001", "s002", "s003", "s004", "s005"]


def test_kabupaten_of_all_five(records: dict[str, Record]) -> None:
    assert {name: list(record.kabupaten) for name, record in records.items()} == {
        name: gold_of(name)["gold"]["kabupaten"] for name in records
    }


@pytest.mark.parametrize("fields", [("event_date",), ("venue",), ("officials", "positions")])
def test_facts_of_at_least_four(scores: Scores, fields: tuple[str, ...]) -> None:
    missed = {miss.article for miss in scores.misses if miss.field in fields}
    assert len(missed) <= 1, [miss for miss in scores.misses if miss.field in fields]


def test_nobody_is_a_subject(records: dict[str, Record]) -> None:
    assert not [official.name for record in records.values() for official in record.officials if official.subject]


def test_no_furniture_in_any_body() -> None:
    for article in real_articles():
        source = load_sources().by_name[article.outlet]
        html = next(answer.body for answer in article_answers(article) if answer.url == article.url).decode()
        body = page_for(source.family)(article.url, html, article.outlet, source.zone).to_item().body
        left = [line for line in body for mark in FURNITURE if mark in line.lower()]
        left += [
            line
            for line in body
            if line.lower() in ("rekomendasi", "terkini", "terpopuler", "tags", "x", "ntt memilih")
        ]
        assert not left, (article.name, left)
        assert len(" ".join(body)) > 0.5 * len(" ".join(article.body)), article.name
