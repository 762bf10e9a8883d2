"""Feeds: RSS 2.0, RSS 1.0 and Atom."""

from __future__ import annotations

from lxml import etree

from crawler.fetch.discovery.links import Link, Listing, NotAListing, absolute
from crawler.fetch.discovery.xml import local, parse_xml, text_of
from crawler.read.timezones import page_moment


def read_feed(body: bytes, url: str, zone: str) -> Listing:
    """The links of a feed, newest first as outlets print them. Raises NotAListing."""
    root = parse_xml(body)
    if local(root) not in ("rss", "RDF", "feed"):
        raise NotAListing(f"no feed but <{local(root)[:40]}>")
    entries = [element for element in root.iter() if local(element) in ("item", "entry")]
    return Listing(tuple(link for entry in entries if (link := _link(entry, url, zone))))


def _link(entry: etree._Element, base: str, zone: str) -> Link | None:
    address = absolute(base, _address(entry))
    if address is None:
        return None
    modified = text_of(entry, "updated", "modified")
    published = text_of(entry, "pubDate", "published", "date") or modified
    return Link(
        address,
        title=text_of(entry, "title"),
        published=page_moment(published or "", zone),
        modified=page_moment(modified or "", zone),
    )


def _address(entry: etree._Element) -> str | None:
    for link in entry.iter("{*}link"):
        if link.get("rel", "alternate") == "alternate" and (link.get("href") or (link.text or "").strip()):
            return link.get("href") or link.text
    return text_of(entry, "guid")
