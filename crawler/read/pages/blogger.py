"""Blogger: outlets on Google's platform."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class BloggerPage(Page):
    """Themes differ, the names that the platform's own code writes (post-title, post-body, published) do not."""

    family = "blogger"
    body_selectors = ("[itemprop*=articleBody]", ".post-body", ".entry-content")
    noise = (
        ".tr-caption-container",
        ".tr-caption",
        ".post-footer",
        ".jump-link",
        ".related-posts",
        "[id*=related]",
        "[class*=related]",
        "[class*=baca-juga]",
        "[class*=share]",
        "[class*=label]",
        ".breadcrumbs",
    )
    headline_selectors = ("h1.post-title", ".post-title.entry-title", ".post-title")
    date_selectors = (
        "abbr.published::attr(title)",
        "time.published::attr(datetime)",
        "[itemprop=datePublished]::attr(title)",
        ".timestamp-link abbr::attr(title)",
        ".date-header",
    )
    author_selectors = (".post-author .fn", "[itemprop=author] [itemprop=name]", ".author-name")
    section_selectors = (".breadcrumbs a", ".post-labels a", ".breadcrumb a")
    article_path = re.compile(r"^/\d{4}/\d{2}/[^/?#]+\.html$")
