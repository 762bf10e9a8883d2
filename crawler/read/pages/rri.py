"""RRI, the public radio: rri.co.id/kupang and other cities of the region."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class RRIPage(Page):
    """The elements are known from one public scraper. Photo pages stand under /berita-foto/."""

    family = "rri"
    body_selectors = (".post_details_inner", ".main-content", "[itemprop=articleBody]")
    noise = (
        "[class*=baca-juga]",
        "[class*=related]",
        "[class*=caption]",
        "[class*=share]",
        ".tags",
        ".date",
        ".author",
        "h1",
    )
    headline_selectors = (".post_details_inner h1", "h1.post-title")
    date_selectors = (".date",)
    author_selectors = (".author",)
    section_selectors = (".breadcrumb a",)
    article_path = re.compile(r"^/[a-z0-9-]+/[a-z0-9-]+/\d{4,}/[^/?#]+/?$")
