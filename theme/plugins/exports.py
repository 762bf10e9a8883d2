"""The records as downloads: JSON and JSON Lines with every shown field, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crawler.record import Official
from theme.plugins.events import ShownEvent
from theme.plugins.public import PublicRecord

COLUMNS = (
    "id", "event_id", "page", "title", "title_is_ours", "url", "outlet", "outlet_title", "published", "event_type",
    "event_date", "venue", "kabupaten", "kecamatan", "speakers", "mentioned", "subjects", "names_withheld",
    "institutions", "laws", "election", "groups", "case_state", "reprint", "summary", "reviewed_by",
)  # fmt: skip

# What spreadsheets run a cell for, also in full width (East Asian ones fold it). Where the list separator is ";", as in
# Indonesia, they cut an unquoted cell there: whatever follows begins a cell, too (OWASP, CSV Injection).
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def as_rows(events: Iterable[ShownEvent], outlets: Mapping[str, str]) -> list[dict[str, Any]]:
    """One mapping for each shown record, keys as COLUMNS and `evidence`; by event id, then record id."""
    pairs = sorted(((event.id, record.id), record) for event in events for record in event.records)
    return [_row(record, outlets) for _, record in pairs]


def as_json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as a JSON list, a line for each record."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n".encode()


def as_lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as JSON Lines: one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as CSV (UTF-8 with the mark that spreadsheets look for); lists are joined by "; "."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows)
    return table.getvalue().encode("utf-8-sig")


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
    return _FORMULA.sub(r"\1\2'", " ".join(str(value).split()))


def _item(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    positions = ", ".join(" ".join(part for part in p.values() if part) for p in item["positions"])
    return f"{item['name']} ({positions})" if positions else str(item["name"])
