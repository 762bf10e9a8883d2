"""The records as downloads: JSON and JSON Lines with every shown field, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from crawler.record import Official
from theme.plugins.events import ShownEvent
from theme.plugins.public import PublicRecord

COLUMNS = (
    "id", "event_id", "page", "title", "title_is_ours", "url", "outlet", "outlet_title", "published", "event_type",
    "event_date", "venue", "kabupaten", "kecamatan", "speakers", "mentioned", "subjects", "names_withheld",
    "institutions", "laws", "election", "groups", "case_state", "reprint", "summary", "reviewed_by",
)  # fmt: skip

_json = json.JSONEncoder(ensure_ascii=False).encode  # made once: `dumps` makes one for each call

# What spreadsheets run a cell for, also in full width (East Asian ones fold it). Where the list separator is ";", as in
# Indonesia, they cut an unquoted cell there: whatever follows begins a cell, too (OWASP, CSV Injection).
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_BEGINNINGS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")


def as_rows(events: Iterable[ShownEvent], outlets: Mapping[str, str]) -> list[dict[str, Any]]:
    """One mapping for each shown record, keys as COLUMNS and `evidence`; by event id, then record id."""
    pairs = sorted(((event.id, record.id), record) for event in events for record in event.records)
    return [_row(record, outlets) for _, record in pairs]


def line_of(row: Mapping[str, Any]) -> str:
    """A row as a line of JSON Lines: one JSON object, the line's end included."""
    return _json(row) + "\n"


def as_cells(rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as CSV, without a header; lists are joined by "; "."""
    table = io.StringIO()
    csv.writer(table, lineterminator="\r\n").writerows([_cell(row[column]) for column in COLUMNS] for row in rows)
    return table.getvalue()


def header() -> str:
    """The first line of a CSV file, after the mark that spreadsheets look for (UTF-8)."""
    return "\ufeff" + ",".join(COLUMNS) + "\r\n"


def _row(record: PublicRecord, outlets: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": record.id,
        "event_id": record.event_id,
        "page": f"kegiatan/{record.event_id}.html",
        "title": record.title,
        "title_is_ours": record.title_is_ours,
        "url": record.link,
        "outlet": record.outlet,
        "outlet_title": outlets.get(record.outlet, record.outlet),
        "published": record.published.isoformat() if record.published else None,
        "event_type": str(record.type),
        "event_date": record.date.isoformat() if record.date else None,
        "venue": record.venue,
        "kabupaten": list(record.kabupaten),
        "kecamatan": list(record.kecamatan),
        "speakers": [_official(o) for o in record.speakers],
        "mentioned": [_official(o) for o in record.mentioned],
        "subjects": [_official(o) for o in record.subjects],
        "names_withheld": record.withheld,
        "institutions": list(record.institutions),
        "laws": list(record.laws),
        "election": record.election,
        "groups": list(record.groups),
        "case_state": str(record.case_state) if record.case_state else None,
        "reprint": record.reprint,
        "summary": record.summary,
        "reviewed_by": record.reviewed.by if record.reviewed and record.cleared else None,
        "evidence": [{"field": e.field, "quote": e.quote, "rule": e.rule} for e in record.evidence],
    }


def _official(official: Official) -> dict[str, Any]:
    positions = [{"title": p.title, "institution": p.institution} for p in official.positions]
    state = str(official.subject_state) if official.subject and official.subject_state else None
    return {"name": official.name, "positions": positions} | ({"state": state} if official.subject else {})


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(_item(item) for item in value)
    text = " ".join(str(value).split())
    if ";" not in text and text[:1] not in _BEGINNINGS:  # nearly every cell
        return text
    return _FORMULA.sub(r"\1\2'", text)


def _item(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    positions = ", ".join(" ".join(part for part in p.values() if part) for p in item["positions"])
    return f"{item['name']} ({positions})" if positions else str(item["name"])
