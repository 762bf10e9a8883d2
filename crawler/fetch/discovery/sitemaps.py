"""Sitemaps, sitemap indexes and news sitemaps (sitemaps.org 0.9, Google's news extension 0.9)."""

from __future__ import annotations

from lxml import etree

from crawler.fetch.discovery.links import Child, Link, Listing, NotAListing, absolute
from crawler.fetch.discovery.xml import local, parse_xml, text_of
from crawler.read.timezones import page_moment


def read_sitemap(body: bytes, url: str, zone: str) -> Listing:
    """The links of a sitemap or the sitemaps of an index. Raises NotAListing."""
    root = parse_xml(body)
    if local(root) == "sitemapindex":
        return Listing((), tuple(child for entry in root.iter("{*}sitemap") if (child := _child(entry, url, zone))))
    if local(root) == "urlset":
        return Listing(tuple(link for entry in root.iter("{*}url") if (link := _link(entry, url, zone))))
    raise NotAListing(f"no sitemap but <{local(root)[:40]}>")


def _child(entry: etree._Element, base: str, zone: str) -> Child | None:
    address = absolute(base, text_of(entry, "loc"))
    # Image and video sitemaps name the same articles again: Tribun's "-images.xml", "-video.xml".
    if address is None or any(word in address for word in ("image", "video", "foto")):
        return None
    return Child(address, page_moment(text_of(entry, "lastmod") or "", zone))


def _link(entry: etree._Element, base: str, zone: str) -> Link | None:
    # The entry's own <loc> comes first; <image:loc> has another namespace but the same local name.
    address = absolute(base, next((text_of(child, "loc") for child in entry if local(child) == "loc"), None))
    if address is None:
        return None
    return Link(
        address,
        title=_joined(text_of(entry, "title"), text_of(entry, "keywords")),
        published=page_moment(text_of(entry, "publication_date") or "", zone),
        modified=page_moment(text_of(entry, "lastmod") or "", zone),
    )


def _joined(title: str | None, keywords: str | None) -> str | None:
    return " | ".join(filter(None, (title, keywords))) or None
