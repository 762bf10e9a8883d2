"""From an article to its record: judge, extract, summarise, and decide what may be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from crawler.extract.cases import case_triggers
from crawler.extract.dependents import dependent_table
from crawler.extract.elections import election_table
from crawler.extract.event_types import type_table
from crawler.extract.facts import extract
from crawler.extract.groups import group_table
from crawler.extract.laws import law_table
from crawler.extract.recognising import Recogniser
from crawler.extract.regionnames import region_lexicon
from crawler.extract.venues import vocabulary as venue_vocabulary
from crawler.items import Article
from crawler.judge.relevance import judge
from crawler.judge.terms import term_table
from crawler.record import Event, Record, Relevance, Status, record_id
from crawler.text import Text, read_text
from crawler.write.summary import write_summary

PUBLISHED_FROM = 0.7
"""A record at least this sure to be on the subject is published without a person's look; a less sure one
waits as a draft. Set on the annotated articles: see docs/quality.md."""


def record_from(article: Article, retrieved: datetime | None, recognise: Recogniser | None = None) -> Record:
    """The record of an article, also of an irrelevant one (its `relevance.relevant` is False then).

    `retrieved` is when the page was fetched, with offset. The event's id is the record's own until records
    of one event are grouped. `recognise` proposes further names of persons."""
    return record_of(article, read_text(article), retrieved, recognise)


def record_of(article: Article, text: Text, retrieved: datetime | None, recognise: Recogniser | None = None) -> Record:
    """The same of an article whose text has been read."""
    _enrol_vocabularies()
    relevance, facts = judge(text), extract(text, recognise)
    identity = record_id(article.canonical_url)
    record = Record(
        id=identity,
        url=article.canonical_url,
        outlet=article.outlet,
        headline=article.headline,
        published=article.published,
        published_raw=article.published_raw,
        retrieved=retrieved,
        authors=article.authors,
        relevance=relevance,
        event=Event(identity, facts.type, facts.date, facts.venue),
        kabupaten=facts.kabupaten,
        kecamatan=facts.kecamatan,
        officials=facts.officials,
        institutions=facts.institutions,
        laws=facts.laws,
        election=facts.election,
        groups=facts.groups,
        case_state=facts.case_state,
        evidence=facts.evidence,
        status=_status(relevance, facts.kabupaten),
    )
    return replace(record, summary=write_summary(record))


def _status(relevance: Relevance, kabupaten: tuple[str, ...]) -> Status:
    """A record without a place has no timeline to stand in and waits for a person."""
    sure = relevance.score >= PUBLISHED_FROM and bool(kabupaten)
    return Status.PUBLISHED if sure else Status.DRAFT


@cache
def _enrol_vocabularies() -> None:
    """All at once before the first article: each one that came later would have the book made anew."""
    terms, types, groups, laws = term_table(), type_table(), group_table(), law_table()
    judging = (terms.triggers, terms.attribution)
    happened = (types.triggers, types.masked, case_triggers(), election_table().triggers, laws.triggers)
    for triggers in (*judging, *happened, groups.triggers, groups.duty, *dependent_table()):
        triggers.enrol()
    region_lexicon()
    venue_vocabulary()
