"""The parsed page: address, meta tags, structured data and the texts of elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.read.canonical import canonical_url, resolved, same_site
from crawler.read.pages.metadata import read_metas
from crawler.read.pages.paragraphs import paragraphs_of
from crawler.read.pages.selecting import Elements
from crawler.read.pages.structured import StructuredData
from crawler.record import clean_line

MOST_INSIDE = 60
"""Elements inside one that holds a headline, a name or a date; one with more holds other things too."""


class Document:
    """A page as it was fetched.

    `html` is the decoded page, `zone` the outlet's zone (WIB, WITA, WIT) for dates that carry none. Nothing is parsed
    before it is asked for, and nothing twice.
    """

    def __init__(self, url: str, html: str, outlet: str, zone: str) -> None:
        self.url, self.html, self.outlet, self.zone = url, html, outlet, zone

    @cached_property
    def canonical_url(self) -> str:
        """The page's own word for its address where that is on the same site, folded; else its address, folded."""
        told = (link.get("href") for link in self._root.iter("link") if link.get("rel", "").casefold() == "canonical")
        for address in (next(told, None), self._metas.get("og:url")):
            address = resolved(address, self.url) if address else None
            # Broken templates name the home page.
            if address and same_site(address, self.url) and urlsplit(address).path.strip("/"):
                return canonical_url(address)
        return canonical_url(self.url)

    @cached_property
    def _root(self) -> etree._Element:
        # Characters that cannot be encoded are lone surrogates, which bad decoding leaves; the parser stops at a NUL.
        page = self.html.replace("\x00", "").strip().encode("utf-8", "replace")
        parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(page or b"<html/>", parser)
        return root if root is not None else etree.Element("html")

    @cached_property
    def _elements(self) -> Elements:
        return Elements(self._root)

    @cached_property
    def _metas(self) -> dict[str, str]:
        return read_metas(self._root)

    @cached_property
    def _structured(self) -> StructuredData:
        scripts = (node for node in self._root.iter("script") if "ld+json" in node.get("type", ""))
        return StructuredData([node.text for node in scripts if node.text], self.url)

    def _texts(self, selectors: Iterable[str]) -> Iterator[str]:
        """The texts of the elements that CSS selectors name, each on one line, empty ones left out.

        A selector that ends in "::attr(name)" gives the attribute's text instead.
        """
        for selector in selectors:
            path, _, attribute = selector.partition("::attr(")
            for node in self._elements.of(path):
                text = node.get(attribute[:-1]) if attribute else _shown(node)
                if text and (line := clean_line(text)):
                    yield line


def _shown(node: etree._Element) -> str | None:
    if not len(node):
        return node.text
    is_container = any(True for _ in islice(node.iterdescendants(), MOST_INSIDE, None))
    return None if is_container else " ".join(paragraphs_of(node, links=True))
