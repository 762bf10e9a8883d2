"""Walking: how far a means of discovery is followed. Pure bookkeeping, no Scrapy."""

from __future__ import annotations

import re
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
"""Days of a dated index that a nightly crawl reads, today included; more where the last nights failed."""

DAYS_MISSED = 31
"""Days of a dated index that a nightly crawl reads at most, however long ago the last good one was."""

SITEMAPS = 6
"""Sitemaps of an index that a nightly crawl reads: the newest."""

SITEMAPS_BACK = 400


@dataclass
class Walk:
    """One means of discovery being followed: what is still to come, and what it has shown so far. `guessed` where the
    table does not name it: that nothing stands there is no fault then."""

    means: Discovery
    index: int
    guessed: bool = False
    pending: int = 0
    links: int = 0
    children: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Trail:
    """The pages of one listing, for one word and one day. `total` is how many there are, where the outlet says."""

    walk: Walk
    first: str
    following: str | None
    page: int = 1
    total: int | None = None
    shown: set[str] = field(default_factory=set)
    _ages: dict[int, set[bool]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address of the present page."""
        if self.page == 1 or self.following is None:
            return self.first
        start = 1 + (self.page - 1) * _articles_per_page(self.following)
        return self.following.replace("{page}", str(self.page)).replace("{start}", str(start))

    def aged(self, page: int, *, older: bool) -> None:
        """To be told when an article that a page showed without a date turns out to be older than --since, or not."""
        self._ages.setdefault(page, set()).add(older)

    @property
    def is_past(self) -> bool:
        """Whether all articles read for their date from an earlier page were older than --since."""
        return any(ages == {True} for page, ages in self._ages.items() if page < self.page)


def trails(walk: Walk, source: Source, today: date, since: date | None, last: date | None = None) -> Iterator[Trail]:
    """The listings that a means stands for: one for each word and each day, back to `since`, or to the `last` night on
    which the source could be read."""
    means = walk.means
    words = source.words if "{word}" in means.url else ("",)
    days = _days(today, since, last) if "{date" in means.url else [today]
    for day in days:
        for word in words:
            first, following = (_filled(form, word, day) for form in (means.url, means.next or ""))
            yield Trail(walk, first, following or None)


def may_turn(trail: Trail, since: date | None) -> bool:
    """Whether a trail has a next page that this crawl may ask for."""
    most = min(PAGES_BACK if since else PAGES, trail.total or PAGES_BACK)
    return trail.following is not None and trail.page < most and not trail.is_past


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
    return sorted(children, key=_age, reverse=True)


def _age(child: Child) -> tuple[bool, float, int]:
    """What sorts sitemaps: those of articles before those of tags, then the day they changed, then their number, since
    WordPress' own carry no day and put the newest articles into the last (wp-sitemap-posts-post-7.xml)."""
    name = child.url.rpartition("/")[2]
    numbers = _NUMBER.findall(name)
    changed = child.modified.timestamp() if child.modified else 0.0
    return not _NO_ARTICLES.search(name), changed, int(numbers[-1][:6]) if numbers else 0


_NUMBER = re.compile(r"\d+")
_NO_ARTICLES = re.compile(r"categor|kategori|tag|taxonom|author|user|page-sitemap|posts-page")


def _days(today: date, since: date | None, last: date | None) -> list[date]:
    count = (today - since).days + 1 if since else DAYS
    if since is None and last is not None:
        count = min(max(DAYS, (today - last).days + 1), DAYS_MISSED)
    return [today - timedelta(days=back) for back in range(max(count, 1))]


def _filled(form: str, word: str, day: date) -> str:
    dated = _DATE.sub(lambda found: day.strftime(found[1] or "%Y-%m-%d"), form)
    return dated.replace("{word}", quote_plus(word))


def _articles_per_page(form: str) -> int:
    found = _PER_PAGE.search(form)
    return int(found[1]) if found else 25  # Blogger's own number


_DATE = re.compile(r"\{date(?::([^{}]+))?\}")
_PER_PAGE = re.compile(r"[?&]max-results=(\d{1,3})\b")
