"""KPU: the election commission's sites of the province and its kabupaten and kota, all on one system."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class KPUPage(Page):
    """No markup of it was seen: the elements are those that such sites have as a rule, JSON-LD, metas and the generic
    extractor stand behind them. A category's listing prints the full text of its articles and is none."""

    family = "kpu"
    body_selectors = (
        "[itemprop=articleBody]",
        ".blog-content",
        ".post-content",
        ".entry-content",
        ".blog-details",
        ".content-detail",
        "article .content",
    )
    noise = (
        "[class*=share]",
        "[class*=related]",
        "[class*=caption]",
        ".tags",
        ".post-meta",
        ".blog-meta",
        "h1",
        "h2.title",
    )
    headline_selectors = (".blog-title", "h1.post-title", "h1.entry-title", ".content-detail h1")
    date_selectors = ("time::attr(datetime)", ".post-date", ".blog-date", ".post-meta", ".blog-meta", ".date")
    section_selectors = (".breadcrumb a",)
    article_path = re.compile(r"/blog/read/\d+_[^/?#]+/?$|/berita/baca/\d+/[^/?#]+/?$")
    listing_path = re.compile(r"/blog/category/")
