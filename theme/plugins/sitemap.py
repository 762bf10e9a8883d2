"""What search engines are told: the addresses of the pages, and that they may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from xml.etree import ElementTree

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one sitemap (sitemaps.org)."""


def sitemap(site: str, pages: Iterable[str], changed: Mapping[str, date]) -> bytes:
    """The sitemap of pages (paths from the root) below the public address, at most MOST of them; `changed` holds the
    days that are known."""
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for path in sorted(pages)[:MOST]:
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = f"{site}/{path}"
        if path in changed:
            ElementTree.SubElement(entry, "lastmod").text = changed[path].isoformat()
    ElementTree.indent(root, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def robots(site: str) -> bytes:
    """robots.txt: everything may be read; where the public address is known, the sitemap is named."""
    where = f"Sitemap: {site}/sitemap.xml\n" if site else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()
