"""Media Indonesia."""

from __future__ import annotations

import re

from crawler.read.pages.article import Page


class MediaIndonesiaPage(Page):
    """Its JSON-LD calls the editor the author. The printed date, "20/1/2026 18:30", is day first and WIB."""

    family = "mediaindonesia"
    body_selectors = ("div.article", "article .article")
    noise = (".baca-juga", "[class*=related]", "[class*=caption]", ".tags", ".info", ".share", ".sharethis", "h1")
    headline_selectors = ("h1",)
    date_selectors = ("span.datetime",)
    author_selectors = (".info .author-2", ".author-2")
    section_selectors = (".breadcrumb a",)
    article_path = re.compile(r"^/(?:amp/)?[a-z0-9-]+/\d{4,}/[^/?#]+/?$")

    def _parse_authors(self) -> tuple[str, ...]:
        printed = (self._person(line) for line in self._texts(self.author_selectors))
        return tuple(dict.fromkeys(name for name in printed if name))

    def _parse_editor(self) -> str | None:
        told = (self._person(name) for name in self._structured.names("author"))
        return super()._parse_editor() or next((name for name in told if name), None)
