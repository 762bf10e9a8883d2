"""The newsroom holds what it promises: kinds of articles, facts in the evaluation's form, answers to every address."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.record import CaseState, EventType
from crawler.sources import load_sources
from tests.newsroom.__main__ import main
from tests.newsroom.archive import answers, write_warc
from tests.newsroom.discovery import entries
from tests.newsroom.gold import captured_lines, gold_record
from tests.newsroom.model import Elsewhere, NewsArticle, load_articles, load_elsewhere, load_outlets
from tests.newsroom.printing import DAYS, MONTHS

ARTICLES = load_articles()
RELEVANT = [article for article in ARTICLES if article.gold["relevant"]]
GROUPS = {
    "ASN",
    "TNI",
    "Polri",
    "Kepala Desa",
    "Perangkat Desa",
    "BPD",
    "Kepala Daerah",
    "RT/RW",
    "Tenaga Kontrak",
    "Penyelenggara",
}
PRINTED_DATE = re.compile(rf"({'|'.join(DAYS)}),? \(?(\d{{1,2}})(?:/| )(\d{{1,2}}|{'|'.join(MONTHS)})(?:/| )(\d{{4}})")

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("newsroom") / "newsroom.warc.gz"
    assert write_warc(path) > 150
    return path


def test_enough_of_every_kind() -> None:
    assert len(ARTICLES) >= 26
    assert len(ARTICLES) - len(RELEVANT) >= 6
    places = {place for article in RELEVANT for place in article.gold["kabupaten"]}
    assert "Provinsi NTT" in places and len(places) >= 12
    types = {article.gold["event_type"] for article in RELEVANT}
    assert types == {str(kind) for kind in EventType} - {"lainnya"}
    assert {article.markup for article in ARTICLES} >= {
        "antara_a",
        "antara_b",
        "tribun_2020",
        "tribun_2026",
        "promedia",
    }
    assert len({article.markup for article in ARTICLES if article.family == "wordpress"}) >= 3


def test_awkward_cases() -> None:
    assert any(len(article.pages) == 2 and not article.all_pages for article in ARTICLES), "three pages"
    assert any(article.pages and article.all_pages for article in ARTICLES), "?page=all"
    assert {article.family for article in ARTICLES if article.amp} == {"antara", "tribun"}, "AMP twins"
    assert any(article.published is None for article in ARTICLES), "no date"
    assert any("<script>" in article.title and "\n" in article.title for article in ARTICLES), "hostile headline"
    assert {gone.status for gone in load_elsewhere()} == {200, 404, 410}, "challenge, not found, gone"
    assert any(len(article.gold.get("duplicates", ())) == 2 for article in ARTICLES), "one story in three outlets"


def test_subjects_and_those_who_explain() -> None:
    """In violation stories a subject stands beside a Bawaslu member who is none; elsewhere nobody is a subject."""
    beside = 0
    for article in RELEVANT:
        officials = gold_record(article)["gold"]["officials"]
        subjects = [official for official in officials if official["subject"]]
        if not EventType(article.gold["event_type"]).is_violation:
            assert not subjects, article.name
        explaining = [o for o in officials if o["speaker"] and not o["subject"]]
        beside += bool(
            subjects and any("Bawaslu" in (p["institution"] or "") for o in explaining for p in o["positions"])
        )
    assert beside >= 4


@each_article
def test_gold_is_complete(article: NewsArticle) -> None:
    record = gold_record(article)
    gold, text = record["gold"], record["text"]
    assert record["title"] and record["url"].startswith("https://") and text.count("\n") >= 4
    if not gold["relevant"]:
        return
    assert gold["kabupaten"] and gold["event_date"] and gold["officials"] and gold["institutions"]
    EventType(gold["event_type"])
    assert gold["case_state"] is None or CaseState(gold["case_state"])
    assert set(gold["group"]) <= GROUPS and gold["group"]
    for name in gold["duplicates"]:
        assert article.name in next(other for other in ARTICLES if other.name == name).gold["duplicates"]
    for official in gold["officials"]:
        assert official["positions"] and official["mentions"]
        assert all(mention in text for mention in official["mentions"]), official["name"]
        assert official["subject"] == (official["subject_state"] is not None)
    assert gold["venue"] is None or gold["venue"] in text


@each_article
def test_printed_weekdays_agree_with_the_calendar(article: NewsArticle) -> None:
    text = "\n".join(captured_lines(article))
    for weekday, day, month, year in PRINTED_DATE.findall(text):
        number = int(month) if month.isdigit() else MONTHS.index(month) + 1
        assert DAYS[date(int(year), number, int(day)).weekday()] == weekday, f"{weekday} {day}/{number}/{year}"


@each_article
def test_events_do_not_follow_their_publication(article: NewsArticle) -> None:
    happened = article.gold.get("event_date")
    if happened and article.published:
        assert 0 <= (article.published.date() - date.fromisoformat(happened)).days <= 7


def test_every_outlet_is_a_source_and_every_address_is_on_its_hosts() -> None:
    sources = load_sources().by_name
    assert set(load_outlets()) <= set(sources)
    assert len(load_outlets()) >= 8
    everything: list[NewsArticle | Elsewhere] = [*ARTICLES, *load_elsewhere()]
    for listed in everything:
        assert listed.url.split("/")[2] == load_outlets()[listed.outlet].host
        assert listed.url.split("/")[2] in sources[listed.outlet].hosts


def test_everything_that_is_listed_is_answered() -> None:
    answered = {answer.url for answer in answers()}
    for outlet in load_outlets().values():
        assert f"{outlet.home}/robots.txt" in answered
        for entry in entries(outlet):
            assert entry.url in answered
            assert entry.twin is None or entry.twin in answered


def test_each_source_can_find_all_its_articles() -> None:
    """The first means of discovery that an outlet does not refuse shows every article, at its words."""
    sources = load_sources().by_name
    for outlet in load_outlets().values():
        source = sources[outlet.name]
        means = next(means for means in source.discovery if means.kind not in outlet.off)
        words = source.words if "{word}" in means.url else ("",)
        found = {entry.url for word in words for entry in entries(outlet, word)}
        assert found >= {article.url for article in ARTICLES if article.outlet == outlet.name}, source.name


def test_a_hostile_headline_stays_text_in_every_answer() -> None:
    for answer in answers():
        assert b"<script>alert" not in answer.body, answer.url


def test_same_bytes_each_time(warc: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.warc.gz"
    write_warc(again)
    assert again.read_bytes() == warc.read_bytes()


def test_the_archive_is_valid(warc: Path) -> None:
    """What `warcio check` checks: every record can be read and its digests agree."""
    checker = Checker(type("Options", (), {"inputs": [str(warc)], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0
    with warc.open("rb") as stream:
        records = [
            (r.rec_headers["WARC-Target-URI"], r.rec_headers["WARC-Payload-Digest"]) for r in ArchiveIterator(stream)
        ]
    assert [url for url, _ in records] == [answer.url for answer in answers()]
    assert all(digest for _, digest in records)


def test_command_line_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "out.warc.gz"), "--gold", str(tmp_path / "gold")]) == 0
    files = sorted((tmp_path / "gold").glob("*.json"))
    assert [path.stem for path in files] == [article.name for article in ARTICLES]
    assert json.loads(files[0].read_text(encoding="utf-8"))["gold"]["fields_scored"] in ("all", "relevant,kabupaten")
    assert f"{len(ARTICLES)} articles" in capsys.readouterr().out


def test_an_unwritable_place_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing" / "out.warc.gz")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
