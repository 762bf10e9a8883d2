"""Values of a record as people read and write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from crawler.record import Official

_OPEN = frozenset({
    "event.date", "event.type", "published", "kabupaten", "kecamatan", "laws", "election", "groups", "case_state",
    "status",
})  # fmt: skip


def tells_nobody(name: str) -> bool:
    """Whether a field's values are from lists of our own, so that the public log may tell what they were."""
    return name in _OPEN


def printed_value(value: Any) -> str:
    """A field's value on one line: lists with semicolons, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(_official(item) if isinstance(item, Official) else str(item) for item in value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def typed_value(value: Any) -> str:
    """A field's value as `review set` takes it, so that it can be changed by hand."""
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(str(item)) for item in value)}]"
    printed = printed_value(value)
    return _quoted(printed) if printed.startswith(("[", "{")) else printed


def _official(official: Official) -> str:
    offices = "; ".join(" ".join(w for w in (p.title, p.institution) if w) for p in official.positions)
    return f"{official.name} ({offices})" if offices else official.name


def _quoted(text: str) -> str:
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if set(text) & set(",[]{}:#&*!|>'\"%@`") else text
