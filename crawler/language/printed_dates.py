"""Dates as Indonesian news print them in text: "Senin (4/11/2024)", "Kamis, 17 Oktober 2024", "Jumat (27/9)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

WEEKDAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "jum’at": 4,
    "jum`at": 4,
    "jumad": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
# Spellings seen in print, among them the slips "Okktober" and "Agutus".
MONTHS = {
    1: "januari|jan",
    2: "februari|pebruari|febuari|feb|peb",
    3: "maret|mar",
    4: "april|apr",
    5: "mei",
    6: "juni|jun",
    7: "juli|jul",
    8: "agustus|agutus|agst|ags|agt|agu",
    9: "september|sept|sep",
    10: "oktober|okktober|october|okt",
    11: "november|nopember|nov|nop",
    12: "desember|december|des",
}
_MONTH_NUMBER = {name: number for number, names in MONTHS.items() for name in names.split("|")}
_MONTH = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))

_DIGITS = re.compile(r"\d+")
# Tried only where digits begin, and bounded everywhere: a printed date has few characters between its parts.
_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<first>\d{1,2})\s?[-–]\s?(?=\d{1,2}\s?/))?"
    r"(?P<day>\d{1,2})\s?(?P<sep>[/-])\s?(?P<month>\d{1,2})(?:\s?[/:-]\s?(?P<year>\d{4}|\d{2}))?(?![\w/]|-\d)"
)
_TEXTUAL = re.compile(
    r"(?<![\w./-])(?P<day>\d{1,2})(?:\s?(?:-|–|sampai dengan|sampai|s/d|s\.d\.?|hingga|dan)\s?\d{1,2})?\s{1,2}"
    rf"(?P<month>(?a:{_MONTH}))\.?,?(?:\s?(?P<year>\d{{4}})(?!\d))?(?!\w)",
    re.IGNORECASE,
)
# Within (?a:…) no letter but a plain one counts as small or capital: "ſ" and the Kelvin sign are "s" and "k" otherwise.
_WEEKDAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w)(?P<weekday>(?a:{_WEEKDAY}))(?:[\s,(.]{{0,3}}(?:pagi|siang|sore|malam|petang|kemarin|tadi|lalu|tanggal|tgl))?[\s,(.]{{0,4}}$",
    re.IGNORECASE,
)
_INITIALS = "".join(sorted({letter for name in WEEKDAYS for letter in (name[0], name[0].upper())}))
# The initials stand in front, so that the search skips all other characters at once; the name is read from there.
_WEEKDAY_ALONE = re.compile(rf"[{_INITIALS}](?<!\w.)(?<=(?=(?P<weekday>(?ai:{_WEEKDAY}))(?!\w)).)")


@dataclass(frozen=True)
class PrintedDate:
    """A date printed at string[start:end], its weekday included. Without a printed year `year` is None.

    Of a span ("14 sampai 16 Oktober 2023") it is the first day. `weekday` counts from Monday = 0.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None

    def in_year(self, year: int) -> date | None:
        """The day in a year, or None when there is none (31 April)."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def find_printed_dates(string: str) -> list[PrintedDate]:
    """The dates printed in a string, in order. A short one ("27/9") counts only with a weekday or in brackets."""
    found: list[PrintedDate] = []
    for run in _DIGITS.finditer(string):
        if run.end() - run.start() <= 2 and (not found or run.start() >= found[-1].end):
            found += [*(_numeric(string, run.start()) or _textual(string, run.start()))]
    return found


def find_weekdays(string: str) -> list[tuple[int, int]]:
    """Where a weekday is named, and which (Monday = 0), dates or not."""
    found = _WEEKDAY_ALONE.finditer(string)
    return [(match.start(), WEEKDAYS[match["weekday"].lower()]) for match in found]


def _numeric(string: str, at: int) -> list[PrintedDate]:
    match = _NUMERIC.match(string, at)
    if match is None:
        return []
    start, weekday = _weekday_before(string, at)
    certain = weekday is not None or "(" in string[max(0, at - 2) : at]
    year = match["year"]
    if (not certain and (year is None or len(year) == 2)) or (year is None and match["sep"] == "-"):
        return []
    day = int(match["first"] or match["day"])
    return _valid(PrintedDate(start, match.end(), day, int(match["month"]), _year(year), weekday))


def _textual(string: str, at: int) -> list[PrintedDate]:
    match = _TEXTUAL.match(string, at)
    if match is None:
        return []
    start, weekday = _weekday_before(string, at)
    month = _MONTH_NUMBER[match["month"].lower()]
    return _valid(PrintedDate(start, match.end(), int(match["day"]), month, _year(match["year"]), weekday))


def _valid(printed: PrintedDate) -> list[PrintedDate]:
    real = 1 <= printed.month <= 12 and printed.in_year(2024 if printed.year is None else printed.year)
    return [printed] if real else []


def _weekday_before(string: str, start: int) -> tuple[int, int | None]:
    from_ = max(0, start - 28)
    match = _WEEKDAY_BEFORE.search(string[from_:start])
    return (from_ + match.start(), WEEKDAYS[match["weekday"].lower()]) if match else (start, None)


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    return int(printed) if len(printed) == 4 else 2000 + int(printed)
