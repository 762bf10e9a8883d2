"""What a means of discovery shows: links to articles, and further sitemaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from crawler.read.timezones import page_moment


class NotAListing(ValueError):
    """An answer that is not of the kind that was asked for; the message says what it is instead."""


@dataclass(frozen=True)
class Link:
    """An address as printed, with the title and the moments (with offset) that stand beside it, where they do."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True)
class Child:
    """A sitemap that a sitemap index names."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True)
class Listing:
    links: tuple[Link, ...]
    children: tuple[Child, ...] = ()


def absolute(base: str, href: str | None) -> str | None:
    """The http(s) address that a link names, or None: `javascript:`, `mailto:` and broken ones are no links."""
    if not href:
        return None
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


# Tribun, Kompas and dated WordPress permalinks carry the day: /2024/09/28/…
_DAY_IN_PATH = re.compile(r"/(20\d\d)/(\d\d)/(\d\d)/")


def day_of_address(url: str, zone: str) -> datetime | None:
    """Midnight of the day that an address carries, or None."""
    found = _DAY_IN_PATH.search(url)
    return page_moment("-".join(found.groups()), zone) if found else None
