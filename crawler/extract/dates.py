"""When the reported event was: the event's own day, else that of the main statement."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.extract.cues import Cues, read_cues
from crawler.language.printed_dates import PrintedDate, find_printed_dates, find_weekdays
from crawler.record import Evidence
from crawler.text import Text

FIRST_YEAR, LAST_YEAR = 2005, 2040
"""Years outside are slips of the pen ("30/12/2003" for 2023 stands in a story of 2024)."""


MOST = 200
"""Dates looked at in one text; the event's stands among the first."""


@dataclass(frozen=True)
class Calendar:
    """data/calendar.toml."""

    polling: frozenset[date]
    windows: frozenset[date]
    saying: tuple[str, ...]
    cues: Cues


@cache
def calendar() -> Calendar:
    table = tomllib.loads((DATA / "calendar.toml").read_text(encoding="utf-8"))
    return Calendar(
        frozenset(table["polling"]["days"]),
        frozenset(table["windows"]["days"]),
        tuple(table["saying"]["words"]),
        read_cues(table),
    )


@dataclass(frozen=True)
class Candidate:
    """A day that the text names, where, and what speaks for it."""

    day: date
    offset: int
    weight: float
    rule: str


@lru_cache(maxsize=1)  # find_venue asks again for the same text
def find_date(text: Text) -> Found[date | None]:
    """The event's calendar day (NTT's own, WITA) with its sentence, or None where the text names none."""
    candidates = _dated(text) or _dateline(text) or _weekday_only(text)
    if not candidates:
        return Found(None)
    best = max(candidates, key=lambda candidate: (candidate.weight, -candidate.offset))
    quote = text.dateline or "" if best.offset < 0 else text.quote_at(best.offset)
    return Found(best.day, (Evidence("event.date", quote, best.rule),))


def _dated(text: Text) -> list[Candidate]:
    printed = find_printed_dates(text.plain)
    years = _years(text, printed) if any(one.year is None for one in printed) else []
    full = {(one.day, one.month): day for one in printed if (day := _full(one))}
    found: list[Candidate] = []
    for one in printed[:MOST]:
        day = full.get((one.day, one.month)) or _resolve(one, years, text.published)
        if day is None:
            continue
        weight = _weigh(text, one, day)
        if weight > -1.0:
            rule = "date.full" if one.year is not None else "date.short"
            found.append(Candidate(day, one.start, weight, rule))
    return _latest(found)


def _full(printed: PrintedDate) -> date | None:
    in_reach = printed.year is not None and FIRST_YEAR <= printed.year <= LAST_YEAR
    return printed.in_year(printed.year) if in_reach and printed.year else None


def _latest(found: list[Candidate]) -> list[Candidate]:
    """News tells what is new: the latest of the days that stand a chance gets a little more."""
    last = max((candidate.day for candidate in found if candidate.weight > 2.0), default=None)
    return [Candidate(one.day, one.offset, one.weight + 1.0, one.rule) if one.day == last else one for one in found]


def _weigh(text: Text, printed: PrintedDate, day: date) -> float:
    weight = 2.0 if printed.weekday is not None else 0.0
    lead = next((sentence for sentence in text.sentences if len(sentence.text) > 60), None)
    if lead and printed.start <= lead.end:
        weight += 1.0
    weight += _cues(text, printed)
    if day in calendar().polling and day != text.published:
        weight -= 5.0
    if day in calendar().windows and printed.weekday is None:
        weight -= 2.0
    return weight + _nearness(day, text.published)


def _nearness(day: date, published: date | None) -> float:
    """A day just before publication is likely, a later one cannot have been reported."""
    if published is None:
        return 0.0
    age = (published - day).days
    if age < -1:
        return -8.0
    return 1.5 if age <= 7 else 0.0 if age <= 30 else -1.5 if age <= 60 else -3.0


def _cues(text: Text, printed: PrintedDate) -> float:
    sentence = text.sentence_at(printed.start)
    plain = text.plain
    before = plain[max(sentence.start, printed.start - 45) : printed.start]
    if plain[sentence.start : printed.start].strip().lower() in _AS_OF:
        before = ""
    reach = {
        "touching": before[-18:],
        "before": _after_saying(before),
        "after": plain[printed.end : printed.end + 30].split("\n")[0],
        "sentence": plain[max(sentence.start, printed.start - 400) : min(sentence.end, printed.end + 200)],
    }
    return calendar().cues.weigh(reach)


_AS_OF = ("sampai", "hingga", "sampai dengan", "sampai hari", "hingga hari")
"""A sentence that opens so tells how things stood on the news' day: "Hingga Rabu (8/5/2024), petugas mencatat …"."""


def _after_saying(before: str) -> str:
    """What stands between the last verb of saying and the date: "Surat itu, ungkap A, Selasa (…)" dates the saying."""
    low = f" {before.lower()}"
    last = max((low.rfind(verb) for verb in calendar().saying), default=-1)
    return low[last:] if last >= 0 else before


_YEAR = re.compile(r"20(?<!\d20)[0-4]\d(?!\d)")  # two plain digits in front: the search leaps from one to the next


def _years(text: Text, printed: Sequence[PrintedDate]) -> list[int]:
    """The years that the text speaks of, the likeliest first: printed dates, then elections named."""
    votes: Counter[int] = Counter()
    for one in printed:
        if one.year is not None and FIRST_YEAR <= one.year <= LAST_YEAR:
            votes[one.year] += 3
    for year in _YEAR.findall(f"{text.headline} {text.plain}"):
        votes[int(year)] += 1
    return [year for year, _ in votes.most_common()]


def _resolve(printed: PrintedDate, years: Sequence[int], published: date | None) -> date | None:
    if printed.year is not None:
        return _full(printed)
    if published is not None:
        recent = [printed.in_year(published.year - back) for back in (0, 1)]
        past = [day for day in recent if day and day <= published + timedelta(days=1)]
        return past[0] if past else None
    likely = _agreeing(printed, years) or _agreeing(printed, [near for year in years for near in (year - 1, year + 1)])
    return likely or next((day for year in years if (day := printed.in_year(year))), None)


def _agreeing(printed: PrintedDate, years: Sequence[int]) -> date | None:
    """The day in the first of the years in which it falls on the printed weekday."""
    days = (printed.in_year(year) for year in years)
    return next((day for day in days if day and day.weekday() == printed.weekday), None)


def _dateline(text: Text) -> list[Candidate]:
    """A dated dateline: "Labuan Bajo, 12 September 2024"."""
    days = [
        _resolve(one, (), text.published)
        for one in find_printed_dates(text.dateline or "")
        if one.year or text.published
    ]
    return [Candidate(day, -1, 0.0, "date.dateline") for day in days if day]


def _weekday_only(text: Text) -> list[Candidate]:
    """ANTARA's "di Kupang, Senin,": the last such weekday up to publication, where known."""
    if text.published is None:
        return []
    found: list[Candidate] = []
    dated = {one.start for one in find_printed_dates(text.plain)}
    for offset, weekday in find_weekdays(text.plain):
        if offset in dated or not _dates_alone(text.plain, offset):
            continue
        day = text.published - timedelta(days=(text.published.weekday() - weekday) % 7)
        found.append(Candidate(day, offset, 1.0 if text.sentence_at(offset).paragraph <= 3 else 0.0, "date.weekday"))
    return found


_AFTER_WEEKDAY = re.compile(r"[\w'’]{4,6}(?:[,.)]| (?:pagi|siang|sore|malam|petang|kemarin|lalu)\b)")


def _dates_alone(plain: str, offset: int) -> bool:
    """Whether the weekday at offset dates the sentence ("di Kupang, Senin, mengatakan") and no story told in it."""
    before = plain[max(0, offset - 12) : offset].rstrip()
    return before.endswith((",", "(", "pada", "hari", ")")) and _AFTER_WEEKDAY.match(plain, offset) is not None
