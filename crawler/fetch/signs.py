"""Signs: what a crawl's health is judged by beside its counts. The tally collects them, the memory keeps them.

A sign is a number under a name of two parts, "reader generic" or "links https://…/wp-json/wp/v2/posts": in the memory
they stand among the counts, whose names have one part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crawler.items import Article

if TYPE_CHECKING:
    from crawler.fetch.tally import Tally

ANSWERED, UNREADABLE, UNANSWERED, LINKS = "answered", "unreadable", "unanswered", "links"
"""By the address form of a means of discovery (`Discovery.url`): answers that were listings of its kind, answers with
status 200 that were not, first pages that failed, and the article addresses that it showed."""

READER, EMPTY = "reader", "empty"
"""By what read an article (`Article.reader`), and by a field that an article came without."""

REPLAYED, BACKFILL = "crawl replayed", "crawl backfill"
"""Set to one for a crawl that asked an archive and not the web, and for one with --since."""

WATCHED = ("published", "authors", "section", "editor")
"""The fields that an article may come without; a page without headline or body is no article."""


def note_article(tally: Tally, article: Article) -> None:
    """Notes what read an article and which fields it came without."""
    tally.sign(f"{READER} {article.reader or 'unnamed'}")
    for field in WATCHED:
        if not getattr(article, field):
            tally.sign(f"{EMPTY} {field}")


def signs_of(counts: Mapping[str, int], kind: str) -> dict[str, int]:
    """The signs of one kind among a crawl's counts, by the second part of their names."""
    return {name[len(kind) + 1 :]: number for name, number in counts.items() if name.startswith(f"{kind} ")}
