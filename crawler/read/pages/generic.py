"""The generic extractor, which stands behind every page object."""

from __future__ import annotations

from datetime import datetime

import trafilatura
from htmldate import find_date
from lxml import etree

from crawler.read.timezones import page_moment
from crawler.record import clean_line

# Broken markup makes these raise now and then; the page then has no body, which its page object reports.
_FAULTS = (ValueError, TypeError, AttributeError, AssertionError, RecursionError, etree.LxmlError)

# htmldate would ask the clock for its latest date; a page must read the same on every day.
_EARLIEST, _LATEST = "1998-01-01", "2099-12-31"


def generic_paragraphs(html: str) -> list[str]:
    """What trafilatura takes for the article's paragraphs; none where it finds no article."""
    try:
        text = trafilatura.extract(html, fast=True, include_comments=False, include_tables=False, deduplicate=False)
    except _FAULTS:
        return []
    return [clean_line(line).removeprefix("- ") for line in (text or "").split("\n") if line.strip()]


def generic_date(html: str, url: str, zone: str) -> datetime | None:
    """The day that htmldate finds in the page's markup, as midnight in `zone`; never one guessed from free text."""
    try:
        day = find_date(html, extensive_search=False, original_date=True, url=url, min_date=_EARLIEST, max_date=_LATEST)
    except _FAULTS:
        return None
    return page_moment(day, zone) if day else None
