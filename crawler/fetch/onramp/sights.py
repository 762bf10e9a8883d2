"""The sight: what has been seen of an outlet so far, and what is worth asking next. No network here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote_plus, urlsplit

from parsel import Selector

from crawler.fetch.discovery.links import absolute
from crawler.fetch.onramp.platforms import Evidence, evidence_in, family_by, usual_means
from crawler.fetch.onramp.trials import Answer, Trial, try_means
from crawler.items import Article
from crawler.read.canonical import canonical_url
from crawler.read.pages import FAMILIES, NotAnArticle, Page, page_for
from crawler.read.pages.refusal import refused_content
from crawler.sources import Discovery, Kind

MEANS = 12
"""Means of discovery that are asked at most: at five seconds each, a minute."""

_FEEDS = ("application/rss+xml", "application/atom+xml")


@dataclass
class Sight:
    """`url` is the address given, `word` what searches are asked for, `today` the day of looking. `shut` says why the
    host is asked no more; `sitemaps` are those that robots.txt names; `robots` whether there was one to read.
    """

    url: str
    word: str
    today: date
    answers: dict[str, Answer] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    robots: bool = False
    shut: str | None = None
    article: tuple[Answer, Article] | None = None

    def add(self, answer: Answer) -> None:
        """Takes an answer in, and what it says of the family."""
        self.answers[answer.asked] = answer
        self.evidence = list(dict.fromkeys([*self.evidence, *evidence_in(answer.html or "", answer.url)]))
        if answer.html is None:
            return
        self.feeds += [url for url in _feeds_of(answer) if url not in self.feeds]
        if self.article is None:
            self.article = self._article_on(answer)

    @property
    def first(self) -> Answer | None:
        return self.answers.get(self.url)

    @property
    def answered(self) -> bool:
        """Whether anything came that can be looked at."""
        return any(answer.fault is None for answer in self.answers.values())

    @property
    def home(self) -> str:
        """The outlet's address without a path, after redirects where there were any."""
        parts = urlsplit(self.first.url if self.first and not self.first.fault else self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def platform(self) -> str | None:
        """The family that the evidence speaks for, whether there is a page object for it or not."""
        return family_by(self.evidence)

    @property
    def pages(self) -> type[Page]:
        """The family's page object, or the default one."""
        return page_for(self.platform if self.platform in FAMILIES else None)

    def next_address(self) -> str | None:
        """What to ask next, or None when enough has been seen or nobody is there."""
        if self.first is None:
            return self.url
        if self.shut or (self.first.fault and not self.first.status):
            return None
        return next((url for url in self._wanted() if url not in self.answers), None)

    def means(self) -> list[Discovery]:
        """The means of discovery worth trying: the platform's usual ones, then the sitemaps that robots.txt and the
        feeds that pages name, or the usual ones of any site for an unknown platform."""
        usual = usual_means(self.platform, self.home) or usual_means(None, self.home)
        named = [Discovery(Kind.SITEMAP, url) for url in self.sitemaps if self._is_own(url)]
        fed = [Discovery(Kind.FEED, url) for url in self.feeds if self._is_own(url)]
        found: dict[str, Discovery] = {}
        for means in (*usual, *named, *fed):
            found.setdefault(means.url, means)
        return list(found.values())[:MEANS]

    def trials(self) -> list[Trial]:
        """How the means that have been asked answered."""
        is_own_article = self._article_form()
        asked = [(means, self.answers.get(self._filled(means.url))) for means in self.means()]
        return [try_means(means, answer, is_own_article) for means, answer in asked if answer is not None]

    def _wanted(self) -> Iterator[str]:
        yield f"{self.home}/"
        for means in self.means():
            yield self._filled(means.url)
        if self.article is None:
            yield from self._article_addresses()

    def _article_addresses(self) -> list[str]:
        """Two articles that listings or the home page show, or else a sitemap that may show some."""
        trials = self.trials()
        links = [link for trial in trials for link in trial.links]
        children = [child for trial in trials for child in trial.children][:1]
        for kind, address in [*((Kind.SITEMAP, child) for child in children), (Kind.LISTING, f"{self.home}/")]:
            answer = self.answers.get(address)
            if not links and answer is not None:
                links += try_means(Discovery(kind, address), answer, self._article_form()).links
        return links[:2] or children

    def _article_form(self) -> Callable[[str], bool]:
        """Whether an address is that of an article of this outlet, by the family's forms."""
        pages = self.pages
        return lambda url: self._is_own(url) and pages.is_article_url(url)

    def _article_on(self, answer: Answer) -> tuple[Answer, Article] | None:
        try:
            return answer, self.pages(answer.url, answer.html or "", "x", "WITA").to_item()
        except NotAnArticle:
            return None

    def _filled(self, form: str) -> str:
        return form.replace("{word}", quote_plus(self.word)).replace("{date}", self.today.isoformat())

    def _is_own(self, url: str) -> bool:
        return folded_host(url) == folded_host(self.home) and not set("{}") & set(url)  # a form is made of the address


def folded_host(url: str) -> str | None:
    """The host of an address without www., m. or amp., or None for what is no web address."""
    try:
        return urlsplit(canonical_url(url)).hostname
    except ValueError:
        return None


def _feeds_of(answer: Answer) -> Iterator[str]:
    if answer.html is None or refused_content(answer.html):
        return
    page = Selector(text=answer.html.encode("utf-8", "replace").decode("utf-8"))
    for link in page.css("link[rel=alternate][href]"):
        address = absolute(answer.url, link.attrib["href"])
        # A feed of comments lists one article again and again.
        if link.attrib.get("type") in _FEEDS and address and "comment" not in address:
            yield address
