"""The course of a source: its last crawls as the numbers that monitors compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from crawler.fetch.limits import Limit, load_limits
from crawler.fetch.memory import Crawl
from crawler.fetch.signs import ANSWERED, BACKFILL, EMPTY, LINKS, READER, REPLAYED, UNANSWERED, UNREADABLE, signs_of


@dataclass(frozen=True)
class Means:
    """How one means of discovery did in one crawl: answers that could be read, that could not, that did not come,
    and the article addresses shown."""

    answered: int
    unreadable: int
    unanswered: int
    links: int


@dataclass(frozen=True)
class Reading:
    """What was read in some crawls: articles, pages asked that were none, articles by reader and by empty field."""

    articles: int
    unread: int
    readers: Counter[str]
    empty: Counter[str]

    @property
    def pages(self) -> int:
        return self.articles + self.unread

    def share_of(self, number: int) -> float:
        return number / self.articles if self.articles else 0.0

    @property
    def share_unread(self) -> float:
        return self.unread / self.pages if self.pages else 0.0


@dataclass(frozen=True)
class Course:
    """`crawls` are one source's, newest first and at least one; `now` is the moment of looking (aware)."""

    crawls: Sequence[Crawl]
    now: datetime

    @property
    def last(self) -> Crawl:
        return self.crawls[0]

    @property
    def replayed(self) -> bool:
        return bool(self.last.counts.get(REPLAYED))

    @property
    def age(self) -> timedelta:
        """Since the last crawl ended; none for a replay, whose day is that of its archive."""
        return timedelta(0) if self.replayed else self.now - self.last.ended

    def count(self, name: str) -> int:
        return self.last.counts.get(name, 0)

    @cached_property
    def usual_found(self) -> float | None:
        """The median of what earlier nights found, or None where there are too few of them. Crawls that failed and
        those with --since are no usual nights."""
        nights = [c for c in self.crawls[1:] if c.outcome == "ok" and not c.counts.get(BACKFILL)]
        found = [crawl.counts.get("found", 0) for crawl in nights]
        return median(found) if len(found) >= _limit("history").at_least else None

    def means(self) -> dict[str, Means]:
        """The means of discovery that the last crawl asked, by the form of their address."""
        return means_of(self.last)

    def used_to_show(self, url: str) -> bool:
        """Whether a means showed articles in most of the earlier crawls that asked it; too few of them say no."""
        earlier = [found[url].links > 0 for crawl in self.crawls[1:] if url in (found := means_of(crawl))]
        return len(earlier) >= _limit("history").at_least and sum(earlier) * 2 > len(earlier)

    @cached_property
    def recent(self) -> Reading:
        """The newest pages read: ten or more where fourteen crawls have as many, at least those of one crawl."""
        return reading_of(self.crawls[: self._recent_crawls])

    @cached_property
    def earlier(self) -> Reading:
        """What was read before that."""
        return reading_of(self.crawls[self._recent_crawls :])

    @cached_property
    def _recent_crawls(self) -> int:
        limit, pages = _limit("recent"), 0
        for at, crawl in enumerate(self.crawls, start=1):
            pages += reading_of([crawl]).pages
            if pages >= limit.articles or (pages and at >= limit.crawls):
                return at
        return len(self.crawls)


def means_of(crawl: Crawl) -> dict[str, Means]:
    """How the means of discovery did in a crawl, by the form of their address."""
    kinds = [signs_of(crawl.counts, kind) for kind in (ANSWERED, UNREADABLE, UNANSWERED, LINKS)]
    asked = dict.fromkeys(url for kind in kinds for url in kind)
    return {url: Means(*(kind.get(url, 0) for kind in kinds)) for url in asked}


def reading_of(crawls: Iterable[Crawl]) -> Reading:
    """What some crawls read, summed."""
    readers, empty, unread = Counter[str](), Counter[str](), 0
    for crawl in crawls:
        readers.update(signs_of(crawl.counts, READER))
        empty.update(signs_of(crawl.counts, EMPTY))
        unread += crawl.counts.get("not_article", 0)
    return Reading(readers.total(), unread, readers, empty)


def _limit(name: str) -> Limit:
    return load_limits()[name]
