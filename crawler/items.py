"""The article: what one page says, before anything is judged or extracted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

WITA = timezone(timedelta(hours=8), "WITA")
"""Civil time of Nusa Tenggara Timur."""


@dataclass(frozen=True)
class Article:
    """One article as its outlet printed it, with page furniture removed.

    `published` and `modified` carry an offset; `published_raw` is what the page said, as printed.
    `body` is one string per paragraph, without line breaks inside. `reader` names the page object
    (or the generic extractor) that read the page, so that a silent fallback can be counted.
    """

    url: str
    canonical_url: str
    outlet: str
    headline: str
    body: tuple[str, ...]
    published: datetime | None = None
    published_raw: str | None = None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    section: str | None = None
    reader: str = ""

    @property
    def text(self) -> str:
        """The body as one string, a line for each paragraph."""
        return "\n".join(self.body)

    @property
    def published_on(self) -> date | None:
        """The calendar day of publication in the offset that the page gave."""
        return self.published.date() if self.published else None
