"""How much speaks for two records telling of one event, in points. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from crawler.language.gazetteer import PROVINCE
from crawler.write.known import Known

ENOUGH = 6.5
"""Points that a pair needs: same kabupaten (2), day (3) and type (1) are not enough without a person, a venue or
common words."""
APART = 7
"""Days between the publications of two records of one undated event."""

Words = Callable[[str], frozenset[int]]
"""The words of a record's text by its id, as numbers; none where the text is not at hand."""

_MOST_PEOPLE, _MOST_VENUE, _MOST_WORDS = 3.0, 2.0, 3.0
NEVER = float("-inf")


def points_of(one: Known, two: Known, words: Words, certain: bool = False) -> float:
    """Points for two records telling of one event; NEVER where a fact forbids it or they are not ENOUGH: what costs
    most is looked at last, and only where it can still decide. `certain`: their words are the same, or they were
    together before, which is enough where nothing speaks against it."""
    if _forbidden(one, two):
        return NEVER
    least = 0.0 if certain else ENOUGH
    points = 3.0 if one.day and one.day == two.day else 1.5 if one.day and two.day else 0.0
    points += _kabupaten(one.kabupaten, two.kabupaten) + (1.0 if one.type == two.type else -1.0)
    if points + _MOST_PEOPLE + _MOST_VENUE + _MOST_WORDS < least:
        return NEVER
    points += _people(one.names, two.names)
    if points + _MOST_VENUE + _MOST_WORDS < least:
        return NEVER
    points += _venue(one.venue, two.venue)
    if points + _MOST_WORDS < least:
        return NEVER
    points += _words(words(one.id), words(two.id)) + (ENOUGH if certain else 0.0)
    return points if points >= ENOUGH else NEVER


def _forbidden(one: Known, two: Known) -> bool:
    if one.day and two.day:
        return abs((one.day - two.day).days) > 1
    if one.published and two.published:
        return abs((one.published.date() - two.published.date()).days) > APART
    return False


@lru_cache(maxsize=4096)
def _kabupaten(one: frozenset[str], two: frozenset[str]) -> float:
    """The province holds every unit, two units exclude each other."""
    if one & two:
        return 2.0 if one == two else 1.5
    return 0.5 if PROVINCE in one | two and one and two else -3.0 if one and two else 0.0


def _people(one: Sequence[str], two: Sequence[str]) -> float:
    shared = sum(any(fuzz.token_set_ratio(name, other, score_cutoff=90) for other in two) for name in one)
    return min(_MOST_PEOPLE, 1.5 + 0.5 * shared) if shared else 0.0


def _venue(one: str, two: str) -> float:
    if not one or not two:
        return 0.0
    alike = fuzz.token_set_ratio(one, two)
    return _MOST_VENUE if alike >= 85 else 1.0 if alike >= 70 else -1.0


def _words(one: frozenset[int], two: frozenset[int]) -> float:
    """Common words beyond what any two stories about neutrality share (about an eighth)."""
    if not one or not two:
        return 0.0
    shared = len(one & two)
    return max(-0.5, min(_MOST_WORDS, 10 * (shared / (len(one) + len(two) - shared) - 0.12)))
