"""Bawaslu: the supervisor's sites on Drupal, www.bawaslu.go.id (7) and the kabupaten's own (9 and 10)."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class BawasluPage(Page):
    """The names of fields are Drupal's own: `field-name-body` in version 7, `field--name-body` since 8. Only a home
    page of 2019 was seen."""

    family = "bawaslu"
    body_selectors = (
        ".field--name-body",
        ".field-name-body .field-item",
        ".views-field-body .field-content",
        "article.node .node__content",
        ".node .content",
    )
    noise = (
        ".visually-hidden",
        ".element-invisible",
        ".field--name-field-tags",
        ".field-name-field-tags",
        ".links",
        ".submitted",
        ".node__meta",
        "[class*=caption]",
        "[class*=share]",
        "[class*=foto]",
    )
    headline_selectors = (
        "h1 .field--name-title",
        "h1.page-title",
        "h1.page-header",
        ".views-field-title h1",
        "h1.title",
    )
    date_selectors = (
        "article.node time::attr(datetime)",
        ".field--name-created",
        ".node__meta time::attr(datetime)",
        ".submitted [property]::attr(content)",
        ".views-field-created .field-content",
        ".submitted",
    )
    author_selectors = (
        ".field--name-uid .username",
        ".submitted .username",
        ".views-field-name .username",
        ".username",
    )
    section_selectors = (".breadcrumb a",)
    article_path = re.compile(r"^/(?:[a-z]{2}/)?berita/[^/?#]+/?$")
    listing_path = re.compile(r"^/(?:[a-z]{2}/)?berita/?$")

    def _parse_authors(self) -> tuple[str, ...]:
        # The account that entered the article ("humas") is named above the text, who wrote it below.
        return self._byline.authors or super()._parse_authors()
