"""ANTARA: www and the regional hosts, in the theme of the national site (A) and in the regional one (B)."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class AntaraPage(Page):
    """Dates on the pages are labelled WIB also where the host is Kupang's."""

    family = "antara"
    body_selectors = (
        ".wrap__article-detail-content.post-content",
        "div.post-content[itemprop=articleBody]",
        "div.post-content",
        "[itemprop=articleBody]",
    )
    noise = (
        "p:has(span.baca-juga)",
        "span.baca-juga",
        "p.text-muted",
        "p.small",
        "div.text-muted",
        "ul.blog-tags",
        ".tags-wrapper",
        ".adsbygoogle",
        "#boxright",
        "[id^=div-]",
        "[class*=caption]",
        "[class*=related]",
        ".card",
    )
    headline_selectors = (".wrap__article-detail-title h1", "h1.post-title")
    date_selectors = (
        ".wrap__article-detail-info .list-inline-item.mr-2",
        ".wrap__article-detail-info .text-secondary.font-weight-normal",
        ".wrap__article-detail-info li",
        "p.simple-here span.article-date",
        "span.article-date",
        ".article-date time",
    )
    byline_selectors = (
        ".wrap__article-detail-content .text-muted",
        ".post-content p.text-muted",
        ".post-content p.small",
        "footer.post-meta p.text-muted",
        "footer.post-meta .tags-wrapper",
    )
    author_selectors = ("footer.post-meta [itemprop=author]",)
    section_selectors = (".breadcrumbs__item a", ".breadcrumb li a")
    paging_selectors = ("ul.pagination a::attr(href)", ".wrap__article-detail-content a[href*='page=']::attr(href)")
    active_paging = ("ul.pagination .active",)
    article_path = re.compile(r"^/(?:amp/)?(?:[a-z-]+/)?berita/\d+/[^/?#]+")
    all_pages = "?page=all"
