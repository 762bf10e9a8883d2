"""Page dates: whatever a page printed, put on one clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from crawler.items import WITA

WIB = timezone(timedelta(hours=7), "WIB")
WIT = timezone(timedelta(hours=9), "WIT")
ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT}

# Long and short forms met in the outlets' pages; English ones stand in WordPress themes left untranslated.
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agst aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))

# Dates stand before their time; between the two come at most ", ", " | ", " - ", " – ", " pukul " or "T".
_CLOCK = (
    r"(?:(?:T|\W{1,4}(?:pukul|jam|at)?\W{0,2})(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"(?: ?(?P<half>[ap]m)\b)?(?: ?(?P<zone>WITA|WIB|WIT|Z|GMT|UTC)\b| ?(?P<sign>[+-])(?P<oh>\d{2}):?(?P<om>\d{2}))?)?"
)
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[ -](?P<word>{_MONTH})\.?,?[ -](?P<year>(?:19|20)\d\d)",
        rf"\b(?P<word>{_MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>(?:19|20)\d\d)",
        r"(?<!\d)(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?!\d)",
    )
)
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_RFC_2822 = re.compile(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:[+-]\d{4}|GMT|UTC)")
_LONGEST = 200


def page_moment(printed: str, zone: str) -> datetime | None:
    """The moment that a page printed, with an offset; None for no date or an impossible one (31/02/2024).

    Reads ISO 8601, RFC 2822, unix seconds and milliseconds, and Indonesian dates ("Jum'at, 2 Agt 2024 | 12.27
    WITA", "02/11/2023, 21:34 WIB", always day before month). A time without an offset or a label is in `zone`
    (WIB, WITA or WIT), a date without a time is that day's midnight. Moments given in UTC come back in `zone`,
    since none of the outlets lives on UTC. Raises KeyError for an unknown zone.
    """
    default = ZONES[zone]
    printed = " ".join(printed[:_LONGEST].split())
    if _UNIX.fullmatch(printed):
        return datetime.fromtimestamp(int(printed[:10]), default)
    if _RFC_2822.fullmatch(printed):
        return _local(_rfc_2822(printed), default)
    found = min((match for form in _FORMS if (match := form.search(printed))), key=_place, default=None)
    return _local(_moment(found, default), default) if found else None


def is_impossible(printed: str, zone: str) -> bool:
    """Whether a text names a day that no calendar has, like 31/02/2024."""
    named = any(form.search(printed[:_LONGEST]) for form in _FORMS)
    return named and page_moment(printed, zone) is None


def has_offset(printed: str) -> bool:
    """Whether a date says its own offset or zone label, so that no default is needed."""
    found = min((match for form in _FORMS if (match := form.search(printed[:_LONGEST]))), key=_place, default=None)
    printed_zone = bool(found and (found["zone"] or found["sign"]))
    return printed_zone or bool(_UNIX.fullmatch(printed.strip()) or _RFC_2822.fullmatch(printed.strip()))


def _place(found: re.Match[str]) -> int:
    return found.start()


def _moment(found: re.Match[str], default: timezone) -> datetime | None:
    parts = found.groupdict()
    month = _MONTHS[parts["word"].casefold()] if parts.get("word") else int(parts["month"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].casefold() == "pm" else 0)
    try:
        return datetime(
            int(parts["year"]),
            month,
            int(parts["day"]),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=_offset(parts, default),
        )
    except ValueError:  # 31/02/2024, 25:10
        return None


def _offset(parts: dict[str, str | None], default: timezone) -> timezone:
    if parts["sign"]:
        ahead = timedelta(hours=int(parts["oh"] or 0), minutes=int(parts["om"] or 0))
        offset = ahead if parts["sign"] == "+" else -ahead
        return next((known for known in ZONES.values() if known.utcoffset(None) == offset), timezone(offset))
    label = (parts["zone"] or "").upper()
    return ZONES.get(label, UTC) if label else default


def _local(moment: datetime | None, default: timezone) -> datetime | None:
    if moment is None or moment.utcoffset() != timedelta(0):
        return moment
    try:
        return moment.astimezone(default)
    except OverflowError:
        return None


def _rfc_2822(printed: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(printed)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
