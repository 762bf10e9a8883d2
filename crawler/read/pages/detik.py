"""detik: www.detik.com/bali and its sister sections."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class DetikPage(Page):
    """`?single=1` shows all pages. Dates are WIB also for Kupang; the Z of the meta `pubdate` is false, so neither it
    nor its itemprop is read."""

    family = "detik"
    body_selectors = (".detail__body-text", ".itp_bodycontent", "article.detail [itemprop=articleBody]")
    noise = (
        "table.linksisip",
        ".lihatjg",
        ".noncontent",
        ".parallaxindetail",
        ".para_caption",
        ".detail__body-tag",
        ".detail__multiple",
        ".detail__anchor-numb",
        ".embed",
        ".sisip_embed_sosmed",
        "[class*=caption]",
        "[class*=paging]",
    )
    headline_selectors = ("h1.detail__title",)
    date_selectors = (".detail__date",)
    published_metas = ("dtk:publishdateunix", "article:published_time", "publishdate")
    author_selectors = (".detail__author",)
    section_selectors = (".page__breadcrumb a",)
    paging_selectors = (".detail__anchor-numb a::attr(href)", ".detail__multiple a::attr(href)")
    active_paging = (".detail__anchor-numb .active",)
    article_path = re.compile(r"^/(?:[a-z0-9-]+/){1,3}d-\d{5,}/[^/?#]+/?$")
    all_pages = "?single=1"

    def _person(self, printed: str) -> str | None:
        return super()._person(_DESK.sub("", printed))


_DESK = re.compile(r" - (?:detik\w{2,12}|tim detik\w{0,12})$", re.IGNORECASE)  # "Maria Nahak - detikBali"
