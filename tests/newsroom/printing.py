"""How the outlets print moments and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from markupsafe import Markup, escape

from tests.newsroom.model import NewsArticle

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
WIB = timezone(timedelta(hours=7))


def printed_day(moment: datetime) -> str:
    """The day as in "Senin, 22 Januari 2024"."""
    return f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def zone_label(moment: datetime) -> str:
    """WIB, WITA or WIT. Raises KeyError for a moment outside Indonesia's zones."""
    offset = moment.utcoffset()
    assert offset is not None, moment
    return ZONES[offset]


def in_utc(moment: datetime) -> str:
    """The moment as Yoast writes it: ISO 8601 in UTC, "+00:00"."""
    return moment.astimezone(UTC).isoformat()


def with_dateline(paragraph: str) -> Markup:
    """The paragraph with what stands before the first dash set in bold, if that is short enough to be a dateline."""
    found = re.match(r"(.{2,45}?)( ?(?:-+|–|\|) ?)(?=[A-Z0-9])", paragraph)
    if not found:
        return escape(paragraph)
    return Markup("<strong>{}</strong>{}{}").format(found[1], found[2], paragraph[found.end() :])


@dataclass(frozen=True)
class Block:
    """A piece of a page's body: "paragraph", "related" or "advertisement"."""

    kind: str
    text: str = ""


def blocks(article: NewsArticle, first: int, last: int) -> Iterator[Block]:
    """The body's pieces from paragraph `first` to before `last`, with the furniture that stands between them."""
    for at in range(first, last):
        paragraph = article.body[at]
        if at == len(article.body) - 1 and article.mark:
            paragraph = f"{paragraph} {article.mark}"
        yield Block("paragraph", paragraph)
        if at == first + 1:
            yield Block("advertisement")
        yield from (Block("related", line.title) for line in article.related if line.after == at + 1)
