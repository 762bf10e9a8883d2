"""Internal links: every one leads to a file of the site."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Set
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from theme.checking.faults import Fault

# Pages are ours: Jinja escapes quotes in values, so an attribute ends at the next quote.
_IN_PAGE = re.compile(r'\b(?:href|src|action)="([^"]{0,4096})"')
_IN_FEED = re.compile(
    r'\bhref="([^"]{0,4096})"|<loc>([^<]{0,4096})</loc>|"(?:url|feed_url|home_page_url)": ?"([^"]{0,4096})"'
)
_REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]{1,4096})"')
_FEEDS = (".xml", ".json")


def links_of(name: str, text: str) -> Iterator[str]:
    """The addresses that a page, feed or sitemap links to, unescaped."""
    if name.endswith(".html"):
        found = _IN_PAGE.findall(text) + _REFRESH.findall(text)
    elif name.endswith(_FEEDS) and not name.startswith(("data/", "pagefind/")):
        found = [next(filter(None, groups), "") for groups in _IN_FEED.findall(text)]
    else:
        return
    for address in dict.fromkeys(found):
        yield html.unescape(address)


def broken_links(name: str, text: str, files: Set[str], site: str) -> tuple[int, list[Fault]]:
    """How many internal links a file has, and a fault for each that leads nowhere. `site` is the public address, or
    empty; addresses below it are internal ones too."""
    number, faults, folder = 0, [], posixpath.dirname(name)
    for address in links_of(name, text):
        target = _target(folder, address, site)
        if target is None:
            continue
        number += 1
        if target not in files:
            faults.append(Fault("links", name, f"leads to {target}, which is not there"))
    return number, faults


@lru_cache(maxsize=1 << 16)
def _target(base: str, address: str, site: str) -> str | None:
    """The path in the site that an address in a file of the folder `base` means; None for one that leads outside or
    stays on the page."""
    if site and (address == site or address.startswith(f"{site}/")):
        address, base = address[len(site) :].lstrip("/") or "index.html", ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None  # an outlet's own address, written as it gave it
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    if path == ".":
        return "index.html"
    return f"{path}/index.html" if parts.path.endswith("/") else path
