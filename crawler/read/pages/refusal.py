"""Refusals: answers with status 200 that are no article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from crawler.read.canonical import resolved


class RefusalKind(StrEnum):
    """What a page is instead of an article."""

    ADDRESS = "address"  # its address is none
    BLOCKED = "blocked"  # a challenge or a "forbidden" served as 200
    GONE = "gone"  # a "not found" served as 200
    EMPTY = "empty"  # nothing in it, or no headline, or hardly a word of text
    UNREADABLE = "unreadable"  # not text
    LARGE = "large"
    PHOTO = "photo"  # pictures or a video
    LISTING = "listing"  # a home page, a search, a tag


class Refusal(NamedTuple):
    """Why a page is no article; `reason` is one line for people."""

    kind: RefusalKind
    reason: str


class NotAnArticle(ValueError):
    """The page holds no article that could be read. `reason` is one line; the message names the address too."""

    def __init__(self, url: str, refusal: Refusal) -> None:
        super().__init__(f"{url}: {refusal.reason}")
        self.url = url
        self.kind, self.reason = refusal


LARGEST = 5 * 1024 * 1024
"""Characters, as for the fetcher. The largest article page seen is 360 kB; what is larger is not parsed."""
MOST_ELEMENTS = 20_000
"""Ten times what the largest article page seen has: a list or a page made to keep readers busy."""
MOST_TEXT = 400_000
"""Characters of one article; a book."""

_BLOCK_TITLE = re.compile(
    r"\W{0,3}(?:just a moment|attention required|access denied|access to this page|403\b|error 403|forbidden|"
    r"request blocked|error: the request could not be satisfied|ddos[- ]guard|ddos protection|checking your browser|"
    r"security check|(?:are you|verify you are) (?:a )?(?:human|robot)|pardon our interruption|captcha|robot check|"
    r"sucuri website firewall|web application firewall|imunify360|one moment, please|mohon tunggu|akses ditolak|"
    r"verifikasi keamanan|too many requests|429\b|50[0-4]\b|service unavailable|bad gateway|"
    r"(?:this )?account (?:has been )?suspended)",
    re.IGNORECASE,
)
_GONE_TITLE = re.compile(
    r"\W{0,3}(?:404\b|error 404|page not found|not found|nothing found|oops|"
    r"(?:halaman|laman|artikel) (?:yang anda cari )?tidak ditemukan|tidak ditemukan)",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"/(?:foto|foto-news|berita-foto|photos?|galeri|galeri-foto|gallery|videos?|infografis)/", re.IGNORECASE
)
_LISTING = re.compile(
    r"^/(?:amp/)?(?:tags?|topik|topic|category|kategori(?!/[^/]+/\d{4,}/)|kanal|author|penulis|profile|search|cari|index(?!\.php/)|indeks|"
    r"index-news|page|feed|rss|terkini|terpopuler|archives?|sitemap|about|redaksi|kontak|contact|pedoman[\w-]*|"
    r"privacy[\w-]*|disclaimer|wp-content|wp-json|wp-admin|wp-login\.php|komentar|auth|member|login|daftar|[a-z]{2})"
    r"(?:[/.]|$)(?<!/[a-z]{2}/)|/feed/?$|/page/\d+/?$|\.(?:xml|jpe?g|png|gif|webp|pdf|mp4|css|js)$",
    re.IGNORECASE,
)
_MOST_ATTRIBUTES = 2000
_QUICK = 64 * 1024
# One tag, with its attributes' values, which may hold < and >. Possessive: time grows with the page alone.
_TAG = re.compile(r"<[a-zA-Z][^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+)*+")
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[^\s\"'=<>/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd]")


def refused_content(html: str) -> Refusal | None:
    """Why a page need not be parsed at all (empty, not text, too large), or None."""
    if len(html) > LARGEST:
        return Refusal(RefusalKind.LARGE, f"the page is larger than {LARGEST // 1024 // 1024} MB")
    if not html or html.isspace():
        return Refusal(RefusalKind.EMPTY, "the page is empty")
    start = html[:2000]
    if len(_UNREADABLE.findall(start)) * 10 > len(start):
        return Refusal(RefusalKind.UNREADABLE, "the answer is not text")
    # The parser takes time by the square of a tag's attributes: 21 s for 50,000, 1 s for the 15,000 of a quick page.
    if len(html) > _QUICK and any(len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES for tag in _long_tags(html)):
        return Refusal(RefusalKind.LARGE, f"a tag has more than {_MOST_ATTRIBUTES} attributes")
    return None


def _long_tags(html: str) -> Iterator[str]:
    for part in _markup(html):
        yield from [tag for tag in _TAG.findall(part) if len(tag) > 2 * _MOST_ATTRIBUTES]


def _markup(html: str) -> Iterator[str]:
    """The page without what its scripts and styles hold, in pieces: "i<n" in a script begins no tag."""
    first, *others = _SCRIPT.split(html)
    yield first
    for part in others:
        opening = _TAG.match("<s" + part)
        begun = opening.end() if opening else 2
        end = _SCRIPT_END.search(part, begun - 2)
        yield opening[0] if opening else ""
        if end:
            yield part[end.end() :]


def refused_title(title: str) -> Refusal | None:
    """Why a page with this title is no article, or None."""
    if _BLOCK_TITLE.match(title):
        return Refusal(RefusalKind.BLOCKED, f"a block page: {title[:80]!r}")
    if _GONE_TITLE.match(title):
        return Refusal(RefusalKind.GONE, f"a page for what is gone: {title[:80]!r}")
    return None


def refused_address(url: str) -> Refusal | None:
    """Why an address is not that of an article (home page, listing, photos or video, file), or None."""
    if resolved(url, url) is None:
        return Refusal(RefusalKind.ADDRESS, "not a web address")
    parts = urlsplit(url)
    if parts.path in ("", "/") and not {"p", "page_id"} & parse_qs(parts.query).keys():
        return Refusal(RefusalKind.LISTING, "a home page or search, not an article")
    if _LISTING.search(parts.path):
        return Refusal(RefusalKind.LISTING, "a listing page, not an article")
    if _PICTURES.search(parts.path):
        return Refusal(RefusalKind.PHOTO, "a photo or video page, not an article")
    return None
