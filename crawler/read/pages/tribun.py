"""The Tribun network: kupang. and flores.tribunnews.com, in their markup of 2020 and of 2026."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from crawler.read.pages.article import Page
from crawler.record import clean_line

_TOTAL_PAGES = re.compile(r"(\d{1,2})\s{0,3}/\s{0,3}(\d{1,2})")
_BRAND_SAFETY = re.compile(r'\bkeywordBrandSafety\s{0,5}=\s{0,5}("(?:[^"\\]|\\.)*")')


class TribunPage(Page):
    """`#penulis` and `#editor` name the people; `p.baca` and the second .side-article hold links to other articles."""

    family = "tribun"
    body_selectors = (
        "div.side-article.txt-article",
        "div.txt-article",
        "div.editcontent",
        "div.multi-fontsize",
        "div.content-amp",
    )
    noise = (
        "p.baca",
        ".summary-article",
        ".ads-placeholder",
        ".hide",
        ".paging",
        ".page-number",
        ".tagcloud3",
        ".credit",
        "#penulis",
        "#editor",
        "[id^=div-]",
        "[class*=baca-juga]",
        "[class*=caption]",
    )
    headline_selectors = ("h1#arttitle",)
    date_selectors = (
        "div.bdr3 time",
        "div.mt10 > time.grey",
        "#article time.grey:not(.foot)",
        "time.timeago:not(.foot)",
    )
    author_selectors = ("#penulis a", "#penulis")
    editor_selectors = ("#editor a", "#editor")
    section_selectors = (
        "#va [itemprop=name]",
        ".breadcrumb a",
        "[itemtype$=BreadcrumbList] [itemprop=name]",
    )
    paging_selectors = ("div.paging a::attr(href)", ".page-number a[rel^=page]::attr(href)")
    active_paging = ("#pagecurrent", "span.total-page", ".page-number")
    article_path = re.compile(r"^/(?:amp/)?(?:[a-z0-9-]+/)?(?:\d{4}/\d{2}/\d{2}/[^/?#]+|\d{5,}/[^/?#]+)/?$")
    all_pages = "?page=all"

    def next_pages(self) -> tuple[str, ...]:
        """As for every page; the markup of 2026 may say only "Halaman 1/3"."""
        if self._refused_page:
            return ()
        linked = super().next_pages()
        total = _TOTAL_PAGES.search(" ".join(self._texts(("span.total-page",))))
        if linked or not total:
            return linked
        first, last = int(total[1]), int(total[2])
        return tuple(f"{self.canonical_url}?page={number}" for number in range(first + 1, last + 1))

    def _bodies(self) -> Iterator[tuple[str, Sequence[str]]]:
        bodies = super()._bodies()
        yield next(bodies)
        yield "tribun-script", self._script_paragraphs()
        yield from bodies

    def _script_paragraphs(self) -> list[str]:
        """The text that the page hands to its advertising script; plain, a line for each paragraph or one for all."""
        found = _BRAND_SAFETY.search(self.html)
        if not found:
            return []
        try:
            text = json.loads(found[1], strict=False)
        except ValueError:  # JavaScript knows escapes that JSON does not
            return []
        return [clean_line(line) for line in text.split("\n") if line.strip()]
