"""The `read__*` templates: Promedia and PRMN (kliklabuanbajo.id, manggarai.pikiran-rakyat.com), and Kompas."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class PromediaPage(Page):
    """Shows two or three paragraphs a page; ?page=all shows them all. The editor stands below the last one."""

    family = "promedia"
    body_selectors = ("article.read__content", "div.read__content", "div.read__article", "[itemprop=articleBody]")
    noise = (
        "p:has(strong.read__others)",
        ".read__others",
        "p:has(a.inner-link-baca-juga)",
        "[class^=inject-baca-juga]",
        ".kompasidRec",
        ".ads-on-body",
        ".read__paging",
        ".read__tagging",
        "[class*=paging]",
        "[class*=photo__]",
        "[class*=caption]",
        "[class^=ads]",
        ".tag--article",
        ".editor__text",
    )
    headline_selectors = ("h1.read__title",)
    date_selectors = (".read__info__date", ".read__time")
    author_selectors = (".read__info__author a",)
    byline_selectors = (".read__article > p", ".read__article > div", ".editor__text")
    section_selectors = ("ul.breadcrumb__wrap li a", ".breadcrumb__item [itemprop=name]")
    paging_selectors = (".paging--article a.paging__link::attr(href)",)
    active_paging = (".paging__link--active",)
    article_path = re.compile(
        r"^/(?:[a-z0-9-]+/(?:amp/)?(?:pr-)?\d{6,}/[^/?#]+|read/\d{4}/\d{2}/\d{2}/\d{8,}/[^/?#]+)/?$"
    )
    all_pages = "?page=all"

    def _parse_authors(self) -> tuple[str, ...]:
        # Kompas's JSON-LD calls the editor the author; its metas keep the two apart.
        written_by = self._person(self._metas.get("content_author", ""))
        return (written_by,) if written_by else super()._parse_authors()
