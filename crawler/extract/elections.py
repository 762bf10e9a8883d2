"""The election that an article is about: its name and year ("Pilkada 2024"), by data/elections.toml."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.language.printed_dates import find_printed_dates
from crawler.language.reading import Reading, reading_of
from crawler.language.triggers import Hit, Triggers, outermost
from crawler.record import Evidence
from crawler.text import Text

TABLE = DATA / "elections.toml"

_FARTHEST = 1300
"""Days, counted as `_distance` does, within which a kind of election without a year is understood."""
_FARTHEST_EITHER = 420
"""The same for words that name no kind ("kampanye")."""
_YEAR_WITHIN = 45
"""Most characters between an election's name and its year."""
_DATED_WITHIN = 20_000
"""Characters of the body in which an article without a day of publication says when it is."""
_WITHOUT_YEAR = 0.5
_BYGONE = 0.5  # "Pada Pilkada 2020 tercatat 12 kasus": told in 2024, the past election is a comparison


@dataclass(frozen=True, eq=False)
class Election:
    name: str
    kind: str
    polling: date


@dataclass(frozen=True)
class ElectionTable:
    elections: tuple[Election, ...]
    triggers: Triggers[str]


@cache
def election_table() -> ElectionTable:
    """The calendar and the words of data/elections.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    elections = tuple(Election(row["name"], row["kind"], row["polling"]) for row in table["election"])
    words = [(phrase, row["kind"]) for row in table["words"] for phrase in row["phrases"]]
    return ElectionTable(elections, Triggers(words))


def find_election(text: Text) -> Found[str | None]:
    """The election's name with its year, None where the article names none or the time cannot be told.

    A year printed beside the name wins; otherwise it is the election near the day of publication, or near the
    first full date of the text.
    """
    reading = reading_of(text)
    hits = [hit for hit in outermost(reading.hits(election_table().triggers)) if hit.value != "none"]
    if not hits:
        return Found(None)
    today = text.published or _first_date(text.plain)
    named = [hit for hit in hits if hit.value != "either"]
    scores: dict[Election, float] = defaultdict(float)
    first: dict[Election, Hit[str]] = {}
    for hit in named or hits:
        for election, weight in _meant(reading, hit, today):
            scores[election] += weight
            first.setdefault(election, hit)
    if not scores:
        return Found(None)
    best = max(scores, key=lambda election: (scores[election], election.polling))
    rule = "election-named" if named else "election-by-time"
    return Found(best.name, (Evidence("election", reading.quote(first[best].start), rule),))


def _meant(reading: Reading, hit: Hit[str], today: date | None) -> Iterable[tuple[Election, float]]:
    """The election that a word means, and how much that counts."""
    weight = reading.weight(hit.start)
    kin = [election for election in election_table().elections if hit.value in ("either", election.kind)]
    if hit.value != "either":
        years = _YEAR.findall(reading.folded, hit.start, hit.end + _YEAR_WITHIN)
        for election in kin:
            if str(election.polling.year) in years:
                past = today is not None and (today - election.polling).days > 60
                return [(election, weight * (_BYGONE if past else 1.0))]
    if today is None:
        return []
    nearest = min(kin, key=lambda election: _distance(election, today))
    farthest = _FARTHEST_EITHER if hit.value == "either" else _FARTHEST
    return [(nearest, weight * _WITHOUT_YEAR)] if _distance(nearest, today) <= farthest else []


def _distance(election: Election, today: date) -> int:
    """Days to polling day; days since count double, since the news looks ahead."""
    days = (election.polling - today).days
    return days if days >= 0 else -2 * days


_YEAR = re.compile(r"\b20\d\d\b")


def _first_date(plain: str) -> date | None:
    """The first full date that is no polling day, which an article names ahead of time; else the first of those."""
    polling = {election.polling for election in election_table().elections}
    printed = [item for item in find_printed_dates(plain[:_DATED_WITHIN]) if item.year is not None]
    days = [day for item in printed if item.year and (day := item.in_year(item.year))]
    return next((day for day in days if day not in polling), days[0] if days else None)
