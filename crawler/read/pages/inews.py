"""iNews' regional sites: belu., flores. and sumba.inews.id."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class INewsPage(Page):
    """Shows its articles page by page under /2, /3, and whole under /all. No markup of it was seen: the elements are
    those that such sites have as a rule, JSON-LD, metas and the generic extractor stand behind them."""

    family = "inews"
    body_selectors = (
        "[itemprop=articleBody]",
        ".article-content",
        ".content-article",
        ".detail-content",
        ".content-body",
    )
    noise = (
        "[class*=baca-juga]",
        "[class*=bacajuga]",
        "[class*=related]",
        "[class*=caption]",
        "[class*=paging]",
        "[class*=pagination]",
        ".tags",
        ".share",
        ".ads",
    )
    date_selectors = (".date", ".article-date", ".created", "time", "time::attr(datetime)")
    author_selectors = (".author a", ".reporter a")
    section_selectors = (".breadcrumb a",)
    paging_selectors = (".pagination a::attr(href)", ".paging a::attr(href)", ".page-numbers a::attr(href)")
    active_paging = (".pagination .active", ".paging .active")
    article_path = re.compile(r"^/(?:amp/)?read/\d{4,}/[^/?#]+(?:/(?:\d{1,2}|all))?/?$")
    all_pages = "/all"
