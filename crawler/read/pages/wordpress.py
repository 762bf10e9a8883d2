"""WordPress: thirty outlets, one page object; the themes differ in the names of their elements only."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice

from crawler.read.canonical import canonical_url, resolved
from crawler.read.pages.article import MOST_LINKS, Page

_PAGE_IN_PATH = re.compile(r"(?<=[^/])/\d{1,2}/?$")
_SLUG_OF_FOUR_WORDS = r"(?=[^/?#]*-[^/?#]*-[^/?#]*-)[^/?#]+"


class WordPressPage(Page):
    """Selectors of tagDiv, gmr/idtheme, MVP, JNews, SmartMag, Foxiz, block themes and the AMP plugins."""

    family = "wordpress"
    body_selectors = (
        ".td-post-content",
        ".tdb_single_content .tdb-block-inner",
        ".entry-content.entry-content-single",
        "#mvp-content-main",
        ".jeg_main_content .content-inner",
        ".content-inner",
        "article .entry-content",
        ".entry-content",
        ".wp-block-post-content",
        "article .post-content",
        ".post-content",
        ".single-content",
        ".amp-wp-article-content",
        ".cntn-wrp",
    )
    noise = (
        ".sharedaddy",
        "[class*=jp-relatedposts]",
        ".wp-block-embed",
        ".td-a-rec",
        ".ad-wrap",
        "[class*=gmr-banner]",
        "[class*=gmr-related]",
        "[class*=jnews_inline_related]",
        ".page-links",
        ".pagelink",
        ".jeg_ad",
        ".jeg_share_container",
        ".wp-caption-text",
        ".wp-caption",
        "[class*=related]",
        "[class*=baca-juga]",
        "[class*=bacajuga]",
        "[class*=inline-post]",
        "[class*=code-block]",
        "[class*=share-]",
        "[class*=social]",
        ".tags-links",
        ".td-post-source-tags",
        ".mvp-ad-label",
        "[class*=yarpp]",
        "[class*=crp_related]",
        "[class*=rp4wp]",
        ".kt_copyright",
    )
    headline_selectors = (
        "h1.entry-title",
        "h1.tdb-title-text",
        "h1.jeg_post_title",
        "h1.mvp-post-title",
        "h1.s-title",
        "h1.is-title",
        "h1.post-title",
        "h1.wp-block-post-title",
        "h1.amp-wp-title",
    )
    date_selectors = (
        "article time.entry-date::attr(datetime)",
        "time.entry-date::attr(datetime)",
        "time.published::attr(datetime)",
        "time.post-date::attr(datetime)",
        ".jeg_meta_date",
        ".gmr-metacontent time",
        ".amp-wp-posted-on time::attr(datetime)",
        ".wp-block-post-date time::attr(datetime)",
    )
    author_selectors = (
        ".td-post-author-name a",
        ".tdb-author-name",
        ".jeg_meta_author a",
        ".gmr-metacontent .author a",
        ".entry-author a",
        ".author-name a",
        ".meta-author a",
        "article .byline .author a",
    )
    section_selectors = (
        ".td-post-category",
        ".entry-category a",
        ".jeg_meta_category a",
        ".cat-links-content a",
        ".mvp-post-cat span",
        ".cat-links a",
    )
    paging_selectors = (
        ".page-links a::attr(href)",
        "a.post-page-numbers::attr(href)",
        ".pagelink a::attr(href)",
        ".jeg_pagelinks a::attr(href)",
    )
    article_path = re.compile(
        rf"^/(?:[\w-]+/){{0,3}}\d{{4}}/(?:\d{{2}}/){{0,2}}[^/?#]+(?:/\d+)?/?$|^/(?:[\w-]+/){{0,2}}{_SLUG_OF_FOUR_WORDS}(?:/\d+)?/?$|"
        rf"^/(?:[\w-]+/){{1,2}}{_SLUG_OF_FOUR_WORDS}\.html$"
    )

    @classmethod
    def is_article_url(cls, url: str) -> bool:
        """As for every page; /?p=6061 is an article's short address too."""
        return bool(re.search(r"^https?://[^/]+/\?p=\d+$", url)) or super().is_article_url(url)

    @cached_property
    def canonical_url(self) -> str:
        """As for every page; the further pages of an article (/slug/2/) bear the address of its first."""
        told = super().canonical_url
        first = _PAGE_IN_PATH.sub("/", told)
        links = (resolved(link, self.url) for link in islice(self._texts(self.paging_selectors), MOST_LINKS))
        return first if first != told and any(link and canonical_url(link) == first for link in links) else told

    @property
    def _is_listing(self) -> bool:
        """WordPress writes what a page is into the classes of its body element."""
        classes = set(next(self._texts(("body::attr(class)",)), "").split())
        if classes & {"single", "single-post", "page"}:
            return False
        return (
            bool(classes & {"archive", "category", "tag", "search", "home", "blog", "error404"}) or super()._is_listing
        )
