"""The record: the model of one kept article and its Markdown form.

The only part that crawler/ and theme/ share. Pure: no disk, no clock, no network.
"""

from crawler.record.cleaning import clean_block, clean_line
from crawler.record.form import as_json, dump, load
from crawler.record.frontmatter import BrokenRecord
from crawler.record.model import (
    RELEVANT_FROM,
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Record,
    Relevance,
    Review,
    Revision,
    Status,
    record_id,
)
from crawler.record.withheld import clears_people, withheld_names

__all__ = [
    "RELEVANT_FROM",
    "BrokenRecord",
    "CaseState",
    "Event",
    "EventType",
    "Evidence",
    "Official",
    "Position",
    "Record",
    "Relevance",
    "Review",
    "Revision",
    "Status",
    "as_json",
    "clean_block",
    "clean_line",
    "clears_people",
    "dump",
    "load",
    "record_id",
    "withheld_names",
]
