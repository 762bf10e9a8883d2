"""What search engines are told: the addresses of the pages, and that they may read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape  # nosec B406 # writes XML, reads none

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
MOST = 50_000
"""Addresses in one sitemap (sitemaps.org), which may also weigh 50 MB: 1,000 bytes for each, more than any has."""


def sitemaps(site: str, pages: Iterable[str], changed: Mapping[str, date], most: int = MOST) -> dict[str, bytes]:
    """The files by name: sitemap.xml alone, or as the index of others where one cannot hold all.

    `pages` are paths from the root below the public address; `changed` holds the days that are known.
    """
    ordered = sorted(pages)
    if len(ordered) <= most:
        return {"sitemap.xml": _urls(site, ordered, changed)}
    parts = {
        f"sitemap-{number}.xml": _urls(site, ordered[at : at + most], changed)
        for number, at in enumerate(range(0, len(ordered), most), 1)
    }
    lines = "".join(f" <sitemap>\n  <loc>{escape(f'{site}/{name}')}</loc>\n </sitemap>\n" for name in parts)
    return {"sitemap.xml": f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{lines}</sitemapindex>\n'.encode(), **parts}


def _urls(site: str, pages: Iterable[str], changed: Mapping[str, date]) -> bytes:
    lines = []
    for path in pages:
        when = f"\n  <lastmod>{changed[path].isoformat()}</lastmod>" if path in changed else ""
        lines.append(f" <url>\n  <loc>{escape(f'{site}/{path}')}</loc>{when}\n </url>\n")
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(lines)}</urlset>\n'.encode()


def robots(site: str) -> bytes:
    """robots.txt: everything may be read; where the public address is known, the sitemap is named."""
    where = f"Sitemap: {site}/sitemap.xml\n" if site else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()
