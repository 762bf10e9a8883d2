"""Listing, tag and search pages: the article links of an HTML page with the title and date beside each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lxml import etree, html

from crawler.fetch.discovery.links import Link, Listing, NotAListing, absolute, day_of_address
from crawler.read.timezones import page_moment

_CLIMB = 4  # list item, link box, text box, title: the levels met between a link and its date
_BLOCK = 600  # characters; a longer block is no list item


def read_links(page: str, url: str, zone: str, is_article: Callable[[str], bool]) -> Listing:
    """The links of a page that are articles, in the page's order, each once. Raises NotAListing."""
    if not page.strip():
        raise NotAListing("an empty page")
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NotAListing(f"no HTML ({error})") from error
    found: dict[str, Link] = {}
    for anchor in root.iter("a"):
        address = absolute(url, anchor.get("href"))
        if address is None or not is_article(address):
            continue
        title = " ".join((anchor.get("title") or _text(anchor)).split()) or None
        known = found.get(address)
        if known is None:
            published = _date_beside(anchor, title or "", zone) or day_of_address(address, zone)
            found[address] = Link(address, title, published)
        elif len(title or "") > len(known.title or ""):
            found[address] = Link(address, title, known.published)
    return Listing(tuple(found.values()))


def _date_beside(anchor: etree._Element, title: str, zone: str) -> datetime | None:
    block: etree._Element | None = anchor
    for _ in range(_CLIMB):
        block = block.getparent() if block is not None else None
        if block is None or block.tag in ("body", "main", "ul", "ol", "table"):
            return None
        text = " ".join(_text(block)[: 2 * _BLOCK].split())
        if len(text) > _BLOCK:
            return None
        # The title may speak of another day than the one it was printed on.
        if moment := page_moment(text.replace(title, " ") if title else text, zone):
            return moment
    return None


def _text(element: etree._Element) -> str:
    return " ".join(str(piece) for piece in element.itertext())
