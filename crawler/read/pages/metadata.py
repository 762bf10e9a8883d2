"""Meta tags and dates: small readings that every page object needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from crawler.read.timezones import has_offset, page_moment
from crawler.record import clean_line

PUBLISHED_METAS = (
    "article:published_time",
    "datepublished",
    "dtk:publishdateunix",
    "content_publisheddate",
    "publishdate",
    "og:published_time",
    "date",
    "dc.date.issued",
    "parsely-pub-date",
    "pubdate",
)
"""Where outlets write the moment of publication, in lower case; the surest first."""


def read_metas(root: etree._Element) -> dict[str, str]:
    """Content of the meta tags by their name, property or itemprop in lower case; the first one counts."""
    metas: dict[str, str] = {}
    for tag in root.iter("meta"):
        content = clean_line(tag.get("content", ""))
        for key in (tag.get("name"), tag.get("property"), tag.get("itemprop")):
            if content and key:
                metas.setdefault(key.casefold(), content)
    return metas


def most_trusted(
    structured: str | None, metas: Iterable[str | None], visible: Iterable[str | None], zone: str
) -> tuple[datetime, str] | None:
    """The moment that the most trustworthy date of a page gives, with that date as found; or None.

    JSON-LD, metas and printed dates with an offset or label come first, in this order; then metas and JSON-LD without
    one, which are read in `zone`; last a printed date without a label. A date alone is midnight in `zone`.
    """
    told = [meta for meta in metas if meta]
    printed = [date for date in visible if date]
    sure = [date for date in (structured or "", *told, *printed) if has_offset(date)]
    candidates = [*sure, *sorted([*told, structured or ""], key=_without_clock), *printed]
    return next(((moment, date) for date in candidates if (moment := page_moment(date, zone))), None)


def _without_clock(date: str) -> bool:
    return ":" not in date


_BRAND_SUFFIX = re.compile(
    r" [-–—|»•] (?:[\w-]{2,30}\.(?:com|id|co|net|tv|news)(?:\.id)?|antara news[\w ]{0,30}|all pages?|"
    r"halaman (?:\d+|all))$",
    re.IGNORECASE,
)


def without_brand(headline: str, site_name: str | None) -> str:
    """The headline without the outlet's name behind it (" - Pos-kupang.com", " | Vox NTT") and a page number."""
    for _ in range(3):
        stripped = _BRAND_SUFFIX.sub("", headline)
        if site_name:
            for dash in (" - ", " – ", " — ", " | ", " » ", " • "):
                stripped = _without_suffix(stripped, dash + site_name)
        if stripped == headline or not stripped:
            break
        headline = stripped
    return headline.strip()


def _without_suffix(text: str, suffix: str) -> str:
    return text[: -len(suffix)] if text.casefold().endswith(suffix.casefold()) else text
