"""Monitors: what makes a source count as failing, as Spidermon monitors over its course.

Each method of a monitor is one check with a name that `status --json` shows ("test_listings" is "listings"). A check
that found nothing to look at fails; one that does not concern the source is skipped with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from spidermon import Monitor, MonitorSuite  # type: ignore[import-untyped]

from crawler.fetch.course import Course, Means, reading_of
from crawler.fetch.limits import Limit, load_limits
from crawler.fetch.signs import WATCHED
from crawler.sources import Kind, Source


class _SourceMonitor(Monitor):  # type: ignore[misc]
    longMessage: ClassVar[bool] = False  # the message alone, without the compared values

    @property
    def course(self) -> Course:
        course: Course = self.data.course
        return course

    @property
    def source(self) -> Source:
        source: Source = self.data.source
        return source

    def limit(self, name: str) -> Limit:
        return load_limits()[name]

    def assert_share(self, name: str, number: int, of: int, told: str) -> None:
        """Fails when a number is large enough to speak of and more than the limit's share of all."""
        limit = self.limit(name)
        if number >= limit.at_least and number > limit.share * of:
            self.fail(told)


class AccessMonitor(_SourceMonitor):
    """Whether the outlet was asked and answered."""

    def test_checked(self) -> None:
        days = self.course.age.days
        if days >= self.limit("stale").days:
            self.fail(f"not checked for {days} days")
        asked = self.course.means() or self.course.count("found") or self.course.last.why
        self.assertTrue(asked, "the last crawl asked nothing")

    def test_reached(self) -> None:
        last = self.course.last
        if last.why is not None:
            self.fail(last.why if last.outcome == "failed" else f"left early: {last.why}")

    def test_errors(self) -> None:
        broken = self.course.count("errors") + self.course.count("broken")
        self.assertFalse(broken, f"{_some(broken, 'error')} on our side")

    def test_refusals(self) -> None:
        refused, asked = self.course.count("refused"), self.course.count("fetched")
        self.assert_share("refusals", refused, asked, f"refused {refused} of {_some(asked, 'page')}")

    def test_failures(self) -> None:
        failed, asked = self.course.count("failed"), self.course.count("fetched")
        self.assert_share("failures", failed, asked, f"{failed} of {_some(asked, 'page')} did not come")


class DiscoveryMonitor(_SourceMonitor):
    """Whether the outlet's listings still show its articles."""

    def test_found(self) -> None:
        found, usual, limit = self.course.count("found"), self.course.usual_found, self.limit("fewer")
        self.assertTrue(found, "showed no article")
        if usual is not None and usual >= limit.at_least and found < limit.share * usual:
            self.fail(f"found {found}, usually {usual:.0f}")

    def test_listings(self) -> None:
        means = self.course.means()
        self.assertTrue(means, "no listing was asked")
        kinds = {one.url: one.kind for one in self.source.discovery}
        faults = ((kinds[url], url, self._fault(url, one)) for url, one in means.items() if url in kinds)
        told = "; ".join(f"{kind} {url} {fault}" for kind, url, fault in faults if fault)
        self.assertFalse(told, told)

    def test_quiet(self) -> None:
        days, monthly = self.limit("quiet").days, self.source.monthly
        if not monthly:
            self.skipTest("the table expects no number of articles a month")
        since = self.course.last.ended - timedelta(days=days)
        if self.course.crawls[-1].started > since:
            self.skipTest(f"known for less than {days} days")
        crawls = [crawl for crawl in self.course.crawls if crawl.ended >= since]
        kept = sum(crawl.counts.get("stored", 0) + crawl.counts.get("updated", 0) for crawl in crawls)
        self.assertTrue(kept, f"no article on the subject in {days} days, at least {monthly} a month expected")

    def _fault(self, url: str, means: Means) -> str | None:
        """What is wrong with a means of discovery. A search may find nothing, and a means that never worked has
        others behind it: these count only where the source's own history says otherwise."""
        if means.links:
            return None
        expected = self.course.used_to_show(url)
        if means.answered:
            return "answered but shows no article" if expected or "{word}" not in url else None
        if means.unreadable:
            is_search = "{word}" in url or self._kind(url) is Kind.REST
            return "no longer parses" if expected or not is_search else None
        return "no longer answers" if expected else None

    def _kind(self, url: str) -> Kind:
        return next(means.kind for means in self.source.discovery if means.url == url)


class ReadingMonitor(_SourceMonitor):
    """Whether the page object still reads what the outlet prints."""

    def test_pages(self) -> None:
        recent, earlier, limit = self.course.recent, self.course.earlier, self.limit("unread")
        self.assertTrue(recent.pages, "no article page was read yet")
        told = f"no article on {recent.unread} of {_some(recent.pages, 'page')}"
        self.assertTrue(recent.articles, told)
        if recent.unread < limit.at_least:
            return
        self.assertLessEqual(recent.share_unread, limit.share, told)
        if earlier.pages >= self.limit("recent").articles:
            self.assertLessEqual(recent.share_unread, earlier.share_unread + limit.rise, f"{told}, more than before")

    def test_reader(self) -> None:
        if self.source.family is None:
            self.skipTest("of no family: the generic extractor is the reader meant for it")
        family, last = str(self.source.family), reading_of([self.course.last])
        fallbacks = _fallbacks(self.course.recent.readers, family)
        self._assert_readers("fallback", fallbacks, "the generic extractor read")
        tonight = sum(_fallbacks(last.readers, family).values())
        told = f"the generic extractor read {tonight} of {_some(last.articles, 'article')} in the last crawl"
        self.assert_share("changed", tonight, last.articles, told)

    def test_dates(self) -> None:
        guessed = {name: number for name, number in self.course.recent.readers.items() if "+" in name}
        self._assert_readers("guessed_dates", guessed, "the date is guessed in")

    def test_fields(self) -> None:
        self.assertTrue(self.course.recent.articles, "no article was read yet")
        faults = [fault for field in WATCHED if (fault := self._emptied(field))]
        self.assertFalse(faults, "; ".join(faults))

    def _assert_readers(self, name: str, readers: Mapping[str, int], told: str) -> None:
        number, articles = sum(readers.values()), self.course.recent.articles
        self.assertTrue(articles, "no article was read yet")
        names = ", ".join(sorted(readers))
        self.assert_share(name, number, articles, f"{told} {number} of {_some(articles, 'article')} ({names})")

    def _emptied(self, field: str) -> str | None:
        """How a field has come to be empty more often than it may or used to be, or None."""
        recent, earlier, limit = self.course.recent, self.course.earlier, self.limit("empty")
        number = recent.empty[field]
        if number < limit.at_least:
            return None
        share, told = recent.share_of(number), f"{field} is empty in {number} of {_some(recent.articles, 'article')}"
        if share > (limit.most or {}).get(field, 1.0):
            return told
        known = earlier.articles >= self.limit("recent").articles
        before = earlier.share_of(earlier.empty[field])
        return f"{told}, before in {before:.0%}" if known and share > before + limit.rise else None


class SourceSuite(MonitorSuite):  # type: ignore[misc]
    """All monitors of one source; the runner is given `course` and `source`."""

    monitors: ClassVar[list[type[Monitor]]] = [AccessMonitor, DiscoveryMonitor, ReadingMonitor]


def _fallbacks(readers: Mapping[str, int], family: str) -> dict[str, int]:
    """The readers that are not the family's own: "tribun-script" is Tribun's, "tribun+htmldate" read the body."""
    own = (f"{family}-", f"{family}+")
    return {name: number for name, number in readers.items() if name != family and not name.startswith(own)}


def _some(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
