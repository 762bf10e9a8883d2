"""The default page object: reads an article out of any outlet's page, and is what the families change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import chain, islice
from typing import ClassVar
from urllib.parse import urlsplit

from crawler.items import Article
from crawler.read.canonical import canonical_url, resolved
from crawler.read.furniture import drop_furniture, furniture_kind
from crawler.read.pages.byline import Byline, person_name, read_byline
from crawler.read.pages.generic import generic_date, generic_paragraphs
from crawler.read.pages.metadata import PUBLISHED_METAS, most_trusted, without_brand
from crawler.read.pages.paging import is_further_page, page_number, sibling_pages, whole_address
from crawler.read.pages.paragraphs import paragraphs_of
from crawler.read.pages.refusal import MOST_TEXT, NotAnArticle, Refusal, RefusalKind, refused_address
from crawler.read.pages.refusing import RefusingDocument
from crawler.read.timezones import is_impossible, page_moment
from crawler.record import clean_line

LEAST_WORDS = 40
"""A body of fewer words is looked for elsewhere on the page too."""
MOST_LINKS = 100
"""A pager has fewer."""
MOST_BODIES = 10
"""Elements that may hold the text; a page has one or two, and 2,000 nested ones take minutes."""
SHORTEST = 12
"""Words. A page that calls itself an article may be this short ("Bawaslu Belu membuka posko aduan …")."""


class Page(RefusingDocument):
    """One page of an article: structured data first, then meta tags; the generic extractor for the body."""

    family: ClassVar[str] = "default"
    body_selectors: ClassVar[tuple[str, ...]] = ()
    noise: ClassVar[tuple[str, ...]] = ()
    headline_selectors: ClassVar[tuple[str, ...]] = ()
    date_selectors: ClassVar[tuple[str, ...]] = (
        "[itemprop=datePublished]::attr(datetime)",
        "article time[datetime]::attr(datetime)",
    )
    author_selectors: ClassVar[tuple[str, ...]] = ()
    editor_selectors: ClassVar[tuple[str, ...]] = ()
    byline_selectors: ClassVar[tuple[str, ...]] = ()
    section_selectors: ClassVar[tuple[str, ...]] = ("[itemtype$=BreadcrumbList] [itemprop=name]",)
    paging_selectors: ClassVar[tuple[str, ...]] = ()
    active_paging: ClassVar[tuple[str, ...]] = ()
    article_path: ClassVar[re.Pattern[str]] = re.compile(r"/[^/?#]*(?:\d{4,}|-[^/]*-[^/]*-)[^/]*(?:/[^/]*){0,3}$")
    published_metas: ClassVar[tuple[str, ...]] = PUBLISHED_METAS
    all_pages: ClassVar[str | None] = None

    @classmethod
    def is_article_url(cls, url: str) -> bool:
        """Whether an address has the form of this family's articles."""
        try:
            address = canonical_url(url)
        except ValueError:
            return False
        return refused_address(address) is None and bool(cls.article_path.search(urlsplit(address).path))

    @classmethod
    def all_pages_url(cls, url: str) -> str | None:
        """The address that shows all pages of an article at once, or None where the family has none."""
        return whole_address(canonical_url(url), cls.all_pages) if cls.all_pages else None

    def to_item(self) -> Article:
        """The article on this page. Raises NotAnArticle with the reason where there is none."""
        self._refuse()
        headline = self._parse_headline()
        body, reader = self._parse_body(headline)
        published, dated_by = self._parse_published()
        return Article(
            url=self.url,
            canonical_url=self.canonical_url,
            outlet=self.outlet,
            headline=headline,
            body=tuple(body),
            published=published,
            published_raw=self._parse_published_raw(),
            modified=self._parse_modified(),
            authors=self._parse_authors(),
            editor=self._parse_editor(),
            section=self._parse_section(),
            reader=reader + dated_by,
        )

    def next_pages(self) -> tuple[str, ...]:
        """Addresses of the article's further pages, in order; none where this page shows all of them."""
        if self._refused_page:
            return ()
        if page_number(self.url) == "all" and not any(self._elements.of(active) for active in self.active_paging):
            return ()
        links = (resolved(link, self.url) for link in islice(self._texts(self.paging_selectors), MOST_LINKS))
        return sibling_pages(self.url, self.canonical_url, [link for link in links if link])

    @cached_property
    def _byline(self) -> Byline:
        found = [read_byline(line) for line in self._texts(self.byline_selectors)]
        for line in self._own_paragraphs:
            byline = read_byline(line)
            if byline != Byline() and furniture_kind(line) in ("line", "byline"):
                found.append(byline)
        authors = tuple(dict.fromkeys(name for byline in found for name in byline.authors))
        return Byline(authors, next((byline.editor for byline in found if byline.editor), None))

    @cached_property
    def _own_paragraphs(self) -> list[str]:
        """The paragraphs of the family's body element, furniture lines still among them; the fullest element counts."""
        for selector in self.body_selectors:
            found = [paragraphs_of(node, self.noise) for node in self._elements.of(selector)[:MOST_BODIES]]
            if any(found):
                return max(found, key=lambda paragraphs: sum(map(len, paragraphs)))
        return []

    def _parse_headline(self) -> str:
        told = (self._structured.text("headline"), self._metas.get("og:title"), self._metas.get("twitter:title"))
        lines = chain(self._texts(self.headline_selectors), told, self._texts(("h1", "title")))
        headline = next((line for line in lines if line), None)
        if headline is None:
            raise NotAnArticle(self.url, Refusal(RefusalKind.EMPTY, "the page has no headline"))
        return without_brand(clean_line(headline), self._metas.get("og:site_name"))

    def _parse_body(self, headline: str) -> tuple[list[str], str]:
        """The clean paragraphs and the name of what found them."""
        best: list[str] = []
        reader = ""
        for name, paragraphs in self._bodies():
            if sum(map(len, paragraphs)) > MOST_TEXT:
                raise NotAnArticle(self.url, Refusal(RefusalKind.LARGE, f"a text of more than {MOST_TEXT} characters"))
            body = drop_furniture(paragraphs, headline)
            if _words(body) > 2 * _words(best):
                best, reader = body, name
            if _words(best) >= (SHORTEST if self._is_part else LEAST_WORDS):
                break
        words = _words(best)
        if words < (SHORTEST if self._is_article or reader == self.family else LEAST_WORDS):
            raise NotAnArticle(self.url, Refusal(RefusalKind.EMPTY, f"no body: {words} words of text"))
        return best, reader

    @cached_property
    def _is_part(self) -> bool:
        """Whether this is one of an article's several pages, which may be short."""
        return is_further_page(self.url) or bool(self.next_pages())

    def _bodies(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Bodies with their readers' names, the most trustworthy first; the next one is made only when needed."""
        yield self.family, self._own_paragraphs
        yield "generic", generic_paragraphs(self.html)
        yield "json-ld", self._structured.lines("articleBody")

    def _parse_published(self) -> tuple[datetime | None, str]:
        """The moment of publication, and a mark for the reader's name where it is a guess."""
        metas = [self._metas.get(name) for name in self.published_metas]
        found = most_trusted(self._structured.text("datePublished"), metas, self._printed_dates, self.zone)
        if found:
            return found[0], ""
        path = urlsplit(self.url).path
        in_address = _SECONDS_IN_PATH.search(path) or _DATE_IN_PATH.search(path)
        if in_address and (moment := page_moment("-".join(in_address.groups()), self.zone)):
            return moment, "+address-date"
        told = (self._structured.text("datePublished"), *metas, *self._printed_dates)
        if any(is_impossible(date, self.zone) for date in told if date):
            return None, ""  # htmldate would make the first of February of 31/02
        moment = generic_date(self.html, self.url, self.zone)
        return moment, "+htmldate" if moment else ""

    def _parse_published_raw(self) -> str | None:
        """The date as readers see it, else the one that `published` was made of."""
        printed = next((date for date in self._printed_dates if page_moment(date, self.zone)), None)
        metas = (self._metas.get(name) for name in self.published_metas)
        found = most_trusted(self._structured.text("datePublished"), metas, (), self.zone)
        return printed or (found[1] if found else None)

    def _parse_modified(self) -> datetime | None:
        metas = [self._metas.get(name) for name in ("article:modified_time", "og:updated_time", "datemodified")]
        found = most_trusted(self._structured.text("dateModified"), metas, (), self.zone)
        return found[0] if found else None

    def _parse_authors(self) -> tuple[str, ...]:
        printed = tuple(self._texts(self.author_selectors))
        metas = [self._metas.get(name, "") for name in ("content_author", "author", "article:author", "dable:author")]
        for names in (printed, self._byline.authors, self._structured.names("author"), *([meta] for meta in metas)):
            known = tuple(dict.fromkeys(name for printed in names if (name := self._person(printed))))
            if known:
                return known
        return ()

    def _parse_editor(self) -> str | None:
        told = (*self._structured.names("editor"), self._metas.get("content_editor", ""), self._metas.get("editor", ""))
        printed = chain(self._texts(self.editor_selectors), (self._byline.editor or "",), told)
        return next((name for line in printed if (name := self._person(line))), None)

    def _parse_section(self) -> str | None:
        told = (self._structured.text("articleSection"), self._metas.get("article:section"))
        inner = (crumb for crumb in self._texts(self.section_selectors) if not _HOME_CRUMB.fullmatch(crumb))
        return next((line for line in chain(told, inner) if line), None)

    @cached_property
    def _printed_dates(self) -> list[str]:
        return list(self._texts(self.date_selectors))

    def _person(self, printed: str) -> str | None:
        name = person_name(printed)
        return None if name and name.casefold() == self._metas.get("og:site_name", "").casefold() else name


_HOME_CRUMB = re.compile(r"\A(?:home|beranda|\W+|[\w-]+\.(?:com|id|co\.id|net))", re.IGNORECASE)
_SECONDS_IN_PATH = re.compile(r"/brt(\d{10})/")  # www.metronewsntt.com
_DATE_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")


def _words(body: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in body)
