"""The parts of the search index: spans of time, so that a night remakes what changed and a phone loads the newest.

The search page names them, in `data-bagian`; the index is made after the page and follows it.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby

LEAST, MOST = 1_000, 1_500
"""Events of a part: years are joined up to the first, and a year beyond the second is cut into halves, quarters or
months. docs/search.md: Pagefind loads 8.4 bytes for each event of a part before it answers, whatever was asked."""
AT_FIRST = 600
"""Events that the first answer should at least look through: parts are opened until there are so many."""


@dataclass(frozen=True, slots=True)
class Part:
    """Events from the day `sejak` (ISO) until the next part begins; the oldest has "" and also those without a day.

    `nama` is the part's folder, `akhir` the last year in it, `tanda` changes whenever one of its events does.
    """

    nama: str
    sejak: str
    akhir: int
    jumlah: int
    tanda: str


Held = tuple[date, str, str]
"""Day, id and digest of an event; one without a day stands at the begin of the oldest year."""


def parts_of(events: Sequence[tuple[date | None, str, str]], digest: str = "") -> list[Part]:
    """The parts of all events, the newest first. Events are given by day, id and the digest of what they are made of;
    `digest` stands for what they share."""
    oldest = min((day for day, _, _ in events if day), default=date.min)
    held = sorted((day or oldest.replace(month=1, day=1), id, source) for day, id, source in events)
    parts = []
    for number, (start, inside) in enumerate(_within(held, _starts(day for day, _, _ in held))):
        name = start.isoformat()[: 7 if start.month > 1 else 4]
        sign = _digest((digest, *(f"{id} {source}" for _, id, source in inside)))
        parts.append(Part(name, start.isoformat() if number else "", inside[-1][0].year, len(inside), sign))
    return parts[::-1]


def at_first(parts: Sequence[Part]) -> int:
    """How many of the parts, which are newest first, are opened for the first answer."""
    total = 0
    for number, part in enumerate(parts, 1):
        total += part.jumlah
        if total >= AT_FIRST:
            return number
    return len(parts)


def as_json(parts: Sequence[Part]) -> str:
    """The parts for the search page."""
    told = {"awal": at_first(parts), "bagian": [asdict(part) for part in parts]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[Part]:
    """The parts that a search page names. Raises ValueError, KeyError or TypeError where it names none."""
    return [Part(**one) for one in json.loads(text)["bagian"]]


def part_at(parts: Sequence[Part], day: str) -> Part:
    """The part of a day in ISO form; a text that sorts before every year stands for no day."""
    return next((part for part in parts if day >= part.sejak), parts[-1])


def _starts(days: Iterable[date]) -> list[date]:
    """First days of the parts, the oldest first."""
    starts: list[date] = []
    room = 0
    for year, inside in groupby(days, key=lambda day: day.year):
        months = [day.month for day in inside]
        number = len(months)
        if number > MOST:
            length = next((length for length in (6, 3) if number * length <= MOST * 12), 1)
            starts += [date(year, month, 1) for month in sorted({1 + (m - 1) // length * length for m in months})]
            room = 0
        elif number <= room:
            room -= number
        else:
            starts.append(date(year, 1, 1))
            room = LEAST - number
    return starts


def _within(events: Sequence[Held], starts: Sequence[date]) -> Iterator[tuple[date, list[Held]]]:
    for number, start in enumerate(starts):
        since = bisect_left(events, (start,)) if number else 0
        until = bisect_left(events, (starts[number + 1],)) if number + 1 < len(starts) else len(events)
        yield start, list(events[since:until])


def _digest(pieces: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(pieces).encode(), digest_size=6).hexdigest()
