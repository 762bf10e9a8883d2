"""Refusing: a parsed page that knows whether it is an article at all."""

from __future__ import annotations

import re
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlsplit

from lxml import etree

from crawler.read.pages.document import Document
from crawler.read.pages.refusal import (
    MOST_ELEMENTS,
    NotAnArticle,
    Refusal,
    RefusalKind,
    refused_address,
    refused_content,
    refused_title,
)
from crawler.read.pages.structured import GALLERY_TYPES, LISTING_TYPES

_HAS_TOO_MANY = etree.XPath(f"count(//*) > {MOST_ELEMENTS}")


class RefusingDocument(Document):
    """`listing_path` is the form of a family's listings that the general rules do not know."""

    listing_path: ClassVar[re.Pattern[str] | None] = None

    def _refuse(self) -> None:
        refusal = (
            refused_address(self.url)
            or self._refused_listing
            or self._refused_page
            or refused_title(next(self._texts(("title",)), ""))
        )
        if not refusal and not self._is_article:
            refusal = self._refused_kind()
        if refusal:
            raise NotAnArticle(self.url, refusal)

    @cached_property
    def _refused_page(self) -> Refusal | None:
        """Why the page is not worth a look at what it says, or None."""
        refusal = refused_content(self.html)
        if refusal is None and _HAS_TOO_MANY(self._root):
            refusal = Refusal(RefusalKind.LARGE, f"the page has more than {MOST_ELEMENTS} elements")
        return refusal

    @property
    def _refused_listing(self) -> Refusal | None:
        is_listing = self.listing_path and self.listing_path.search(urlsplit(self.url).path)
        return Refusal(RefusalKind.LISTING, "a listing page, not an article") if is_listing else None

    def _refused_kind(self) -> Refusal | None:
        if self._is_listing:
            return Refusal(RefusalKind.LISTING, "a listing page, not an article")
        if GALLERY_TYPES & self._structured.types:
            return Refusal(RefusalKind.PHOTO, "a photo or video page, not an article")
        return None

    @property
    def _is_article(self) -> bool:
        return bool(self._structured.article) or self._metas.get("og:type") == "article"

    @property
    def _is_listing(self) -> bool:
        return bool(LISTING_TYPES & self._structured.types)
