"""Crawling: runs one spider for each source, side by side, and notes how each went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.fetch.assignment import Assignment
from crawler.fetch.memory import Crawl
from crawler.fetch.signs import BACKFILL, REPLAYED
from crawler.fetch.spiders.news import NewsSpider


def run_crawl(assignments: Sequence[Assignment], settings: Mapping[str, Any]) -> None:
    """Crawls every assignment and fills its tally; notes each crawl in the memory. Once in a process: Twisted's
    reactor cannot be started again.
    """
    started = [assignment.now() for assignment in assignments]
    process = CrawlerProcess(dict(settings))
    watches = [_watch(process, assignment) for assignment in assignments]
    if watches:
        process.start()
    for assignment, start in zip(assignments, started, strict=True):
        if assignment.archive is not None:
            assignment.archive.close()
        assignment.desk.memory.note_crawl(_noted(assignment, start))


def group_all(assignments: Iterable[Assignment], grouping: Any) -> int:
    """Joins the records of all desks into events, each desk once; returns how many files changed."""
    desks = {id(assignment.desk): assignment.desk for assignment in assignments}
    return sum(desk.group(grouping) for desk in desks.values())


class _Watch:
    """Turns what broke inside Scrapy into lines of the tally; its traceback is in the log."""

    def __init__(self, assignment: Assignment) -> None:
        self._tally = assignment.tally

    def spider_error(self, failure: Failure, response: Response) -> None:
        self._tally.error(f"{response.url}: {_fault(failure)}")

    def item_error(self, item: Any, failure: Failure) -> None:
        self._tally.error(f"{item.article.url}: {_fault(failure)}")


def _watch(process: CrawlerProcess, assignment: Assignment) -> _Watch:
    crawler = process.create_crawler(NewsSpider)
    watch = _Watch(assignment)  # kept by the caller: signals hold weak references
    crawler.signals.connect(watch.spider_error, signal=signals.spider_error)
    crawler.signals.connect(watch.item_error, signal=signals.item_error)
    process.crawl(crawler, assignment=assignment)
    return watch


def _noted(assignment: Assignment, started: datetime) -> Crawl:
    tally = assignment.tally
    if assignment.replay is not None:
        tally.sign(REPLAYED)
    if assignment.since is not None:
        tally.sign(BACKFILL)
    numbers = {**tally.counts, **tally.signs}
    return Crawl(assignment.source.name, started, assignment.now(), tally.outcome, tally.why, numbers)


def _fault(failure: Failure) -> str:
    error = failure.value
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
