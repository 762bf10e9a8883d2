"""Whose people "personelnya" and "bawahannya" are: the group of the chief or body named last before them."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from crawler.data import DATA
from crawler.language.reading import Reading
from crawler.language.triggers import Hit, Triggers, outermost

TABLE = DATA / "groups.toml"

_REACH = 400
"""Characters back to the chief; farther away another one may be meant."""


@cache
def dependent_table() -> tuple[Triggers[bool], Triggers[str]]:
    """The words for somebody's people, and the chiefs and bodies with their people's group ("" for none)."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    people = Triggers((phrase, True) for phrase in table["dependent"]["phrases"])
    return people, Triggers((phrase, row["group"]) for row in table["chief"] for phrase in row["phrases"])


def dependents(reading: Reading) -> Iterator[tuple[Hit[bool], str]]:
    """Each word for somebody's people with the group that they are, where the text tells it."""
    people, bodies = dependent_table()
    found = outermost(reading.hits(people))
    if not found:
        return
    chiefs = outermost(reading.hits(bodies))
    starts = [chief.start for chief in chiefs]
    for hit in found:
        at = bisect_left(starts, hit.start) - 1
        if at >= 0 and hit.start - starts[at] <= _REACH and chiefs[at].value:
            yield hit, chiefs[at].value
