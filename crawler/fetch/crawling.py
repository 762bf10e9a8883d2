"""Crawling: runs one spider for each source, side by side, and notes how each went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.fetch.assignment import Assignment
from crawler.fetch.memory import BrokenMemory, Crawl
from crawler.fetch.signs import BACKFILL, REPLAYED
from crawler.fetch.spiders.news import NewsSpider

if TYPE_CHECKING:
    from crawler.spread.crew import Crew


def run_crawl(assignments: Sequence[Assignment], settings: Mapping[str, Any], crew: Crew | None = None) -> bool:
    """Crawls every assignment and fills its tally; notes each crawl in the memory. Once in a process: Twisted's
    reactor cannot be started again. With a crew the last of its processes notes what all have done. Returns whether
    this one is to group the records.
    """
    started = [assignment.now() for assignment in assignments]
    process = CrawlerProcess(dict(settings))
    watches = [_watch(process, assignment) for assignment in assignments]
    if watches:
        process.start()
    for assignment in assignments:
        if assignment.archive is not None:
            assignment.archive.close()
    if crew is not None:
        from crawler.spread.concluding import conclude

        return conclude(crew, assignments)
    for assignment, start in zip(assignments, started, strict=True):
        note(assignment, noted(assignment, start))
    return True


def note(assignment: Assignment, crawl: Crawl) -> None:
    """Notes a crawl in the memory; a lost database is an error of the crawl."""
    try:
        assignment.desk.memory.note_crawl(crawl)
    except BrokenMemory as error:
        assignment.tally.error(str(error))


def group_all(assignments: Iterable[Assignment], grouping: Any) -> int:
    """Joins the records of all desks into events, each desk once; returns how many files changed."""
    desks = {id(assignment.desk): assignment.desk for assignment in assignments}
    return sum(desk.group(grouping) for desk in desks.values())


class _Watch:
    """Turns what broke inside Scrapy into lines of the tally; its traceback is in the log. Without its memory a crawl
    cannot know what it has read: it ends, and the next one begins where the memory does."""

    def __init__(self, assignment: Assignment, crawler: Any) -> None:
        self._tally, self._crawler = assignment.tally, crawler

    def spider_error(self, failure: Failure, response: Response | None = None) -> None:
        self._tell(response.url if response is not None else self._tally.name, failure)

    def item_error(self, item: Any, failure: Failure) -> None:
        self._tell(item.article.url, failure)

    def _tell(self, url: str, failure: Failure) -> None:
        if not isinstance(failure.value, BrokenMemory):
            self._tally.error(f"{url}: {_fault(failure)}")
        elif not self._crawler.spider.left:
            self._crawler.spider.leave("the crawl's memory is lost")
            self._tally.error(str(failure.value))


def _watch(process: CrawlerProcess, assignment: Assignment) -> _Watch:
    crawler = process.create_crawler(NewsSpider)
    watch = _Watch(assignment, crawler)  # kept by the caller: signals hold weak references
    crawler.signals.connect(watch.spider_error, signal=signals.spider_error)
    crawler.signals.connect(watch.item_error, signal=signals.item_error)
    process.crawl(crawler, assignment=assignment)
    return watch


def noted(assignment: Assignment, started: datetime) -> Crawl:
    """How the crawl of a source went in this process."""
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
