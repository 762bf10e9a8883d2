"""Walking: how far a means of discovery is followed. Pure bookkeeping, no Scrapy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import quote_plus

from crawler.fetch.discovery import Child
from crawler.sources import Discovery, Source

PAGES = 10
"""Pages of one listing that a nightly crawl turns at most."""

PAGES_BACK = 400
"""Pages of one listing that a crawl with --since turns at most."""

DAYS = 3
"""Days of a dated index that a nightly crawl reads, today included."""

SITEMAPS = 6
"""Sitemaps of an index that a nightly crawl reads: the newest."""

SITEMAPS_BACK = 400


@dataclass
class Walk:
    """One means of discovery being followed: what is still to come, and what it has shown so far."""

    means: Discovery
    index: int
    pending: int = 0
    links: int = 0
    children: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Trail:
    """The pages of one listing, for one word and one day."""

    walk: Walk
    first: str
    following: str | None
    page: int = 1
    shown: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        """The address of the present page."""
        if self.page == 1 or self.following is None:
            return self.first
        return self.following.replace("{page}", str(self.page))


def trails(walk: Walk, source: Source, today: date, since: date | None) -> Iterator[Trail]:
    """The listings that a means stands for: one for each word and each day."""
    means = walk.means
    words = source.words if "{word}" in means.url else ("",)
    days = _days(today, since) if "{date}" in means.url else [today]
    for day in days:
        for word in words:
            first, following = (_filled(form, word, day) for form in (means.url, means.next or ""))
            yield Trail(walk, first, following or None)


def may_turn(trail: Trail, since: date | None) -> bool:
    """Whether a trail has a next page that this crawl may ask for."""
    return trail.following is not None and trail.page < (PAGES_BACK if since else PAGES)


def chosen_children(children: Sequence[Child], since: date | None, read_before: int) -> list[Child]:
    """The sitemaps of an index that are worth reading, newest first.

    With `since`, all that changed since then or do not say; without, the news sitemaps where there are any,
    else the newest few: an index of ten years must not be read every night.
    """
    if since is not None:
        fresh = [child for child in children if child.modified is None or child.modified.date() >= since]
        return _newest(fresh)[: SITEMAPS_BACK - read_before]
    news = [child for child in children if "news" in child.url]
    return _newest(news or children)[: SITEMAPS - read_before]


def _newest(children: Sequence[Child]) -> list[Child]:
    return sorted(children, key=lambda child: child.modified.timestamp() if child.modified else 0.0, reverse=True)


def _days(today: date, since: date | None) -> list[date]:
    count = (today - since).days + 1 if since else DAYS
    return [today - timedelta(days=back) for back in range(max(count, 1))]


def _filled(form: str, word: str, day: date) -> str:
    return form.replace("{word}", quote_plus(word)).replace("{date}", day.isoformat())
