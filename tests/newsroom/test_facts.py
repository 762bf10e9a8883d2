"""From page to record over the whole newsroom: the right kabupaten, nobody accused who is not, one event once."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from crawler.assemble import record_from
from crawler.record import Record
from crawler.write.grouping import group_events
from tests.newsroom.model import NewsArticle, load_articles
from tests.newsroom.test_reading import read

ARTICLES = load_articles()
RELEVANT = [article for article in ARTICLES if article.gold["relevant"]]

# Shares of the newsroom that must be right. They may be raised, not lowered.
FLOORS = {
    "officials": 0.95,
    "subjects": 0.75,
    "event date": 0.95,
    "event type": 0.9,
    "venue": 0.85,
    "laws": 0.95,
    "election": 0.95,
}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
each_relevant = pytest.mark.parametrize("article", RELEVANT, ids=lambda article: article.name)


@cache
def record_of(article_name: str) -> Record:
    article = next(article for article in ARTICLES if article.name == article_name)
    return record_from(read(article, article.url), None)


def subjects_of(article: NewsArticle) -> set[str]:
    return {official["name"] for official in article.gold.get("officials", ()) if official.get("subject")}


@each_article
def test_relevance(article: NewsArticle) -> None:
    assert record_of(article.name).relevance.relevant == article.gold["relevant"]


@each_relevant
def test_kabupaten(article: NewsArticle) -> None:
    accepted = [article.gold["kabupaten"], *article.gold.get("kabupaten_alt", ())]
    assert set(record_of(article.name).kabupaten) in [set(names) for names in accepted]


@each_article
def test_nobody_is_made_a_subject(article: NewsArticle) -> None:
    said = {official.name for official in record_of(article.name).officials if official.subject}
    assert said <= subjects_of(article)


def test_nothing_falls_below_its_floor() -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for article in RELEVANT:
        for fact, is_right in _facts(article):
            asked[fact] += 1
            right[fact] += is_right
    assert set(asked) == set(FLOORS)
    below = {fact: right[fact] / asked[fact] for fact in asked if right[fact] / asked[fact] < FLOORS[fact]}
    assert not below


def test_one_story_in_three_outlets_is_one_event() -> None:
    records = {article.name: record_of(article.name) for article in RELEVANT}
    texts = {records[article.name].id: "\n".join(article.body) for article in RELEVANT}
    events = group_events(list(records.values()), texts)
    for article in RELEVANT:
        same = {other for other in records if events[records[other].id] == events[records[article.name].id]}
        assert same - {article.name} == set(article.gold.get("duplicates", ())), article.name


def _facts(article: NewsArticle) -> list[tuple[str, bool]]:
    """Each fact that the article's gold holds, and whether the record has it."""
    gold, record = article.gold, record_of(article.name)
    names = {official.name for official in record.officials}
    subjects = {official.name for official in record.officials if official.subject}
    day = record.event.date.isoformat() if record.event.date else None
    facts = [("officials", official["name"] in names) for official in gold["officials"]]
    facts += [("subjects", name in subjects) for name in subjects_of(article)]
    facts += [("laws", law in record.laws) for law in gold.get("laws", ())]
    facts.append(("event date", day in (gold["event_date"], *gold.get("event_date_alt", ()))))
    facts.append(("event type", record.event.type in (gold["event_type"], *gold.get("event_type_alt", ()))))
    facts.append(("election", record.election == gold.get("election")))
    if "venue" in gold and not gold.get("venue_optional"):
        facts.append(("venue", gold["venue"].casefold() in (record.event.venue or "").casefold()))
    return facts
