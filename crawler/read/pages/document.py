"""The parsed page: address, meta tags, structured data and the texts of elements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlsplit

from parsel import Selector

from crawler.read.canonical import canonical_url, resolved, same_site
from crawler.read.pages.metadata import read_metas
from crawler.read.pages.paragraphs import paragraphs_of
from crawler.read.pages.structured import StructuredData
from crawler.record import clean_line


class Document:
    """A page as it was fetched.

    `html` is the decoded page, `zone` the outlet's zone (WIB, WITA, WIT) for dates that carry none. Nothing is parsed
    before it is asked for.
    """

    def __init__(self, url: str, html: str, outlet: str, zone: str) -> None:
        self.url, self.html, self.outlet, self.zone = url, html, outlet, zone

    @cached_property
    def canonical_url(self) -> str:
        """The page's own word for its address where that is on the same site, folded; else its address, folded."""
        told = [self._page.css("link[rel=canonical]::attr(href)").get(), self._metas.get("og:url")]
        for address in told:
            address = resolved(address, self.url) if address else None
            # Broken templates name the home page.
            if address and same_site(address, self.url) and urlsplit(address).path.strip("/"):
                return canonical_url(address)
        return canonical_url(self.url)

    @cached_property
    def _page(self) -> Selector:
        # A lone surrogate, which bad decoding leaves, cannot be encoded for the parser.
        return Selector(text=self.html.encode("utf-8", "replace").decode("utf-8"))

    @cached_property
    def _metas(self) -> dict[str, str]:
        return read_metas(self._page)

    @cached_property
    def _structured(self) -> StructuredData:
        return StructuredData(self._page.xpath("//script[contains(@type, 'ld+json')]/text()").getall(), self.url)

    def _texts(self, selectors: Iterable[str]) -> list[str]:
        """The texts of the elements or attributes that CSS selectors name, each on one line, empty ones left out."""
        found = (node for selector in selectors for node in self._page.css(selector))
        return [line for node in found if (line := _text(node))]


def _text(node: Selector) -> str:
    return clean_line(node.root) if isinstance(node.root, str) else " ".join(paragraphs_of(node.root, links=True))
