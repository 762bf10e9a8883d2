"""Groups of state personnel that an article calls on, warns, supervises or accuses, by data/groups.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.extract.dependents import dependents
from crawler.extract.event_types import find_type
from crawler.language.context import before
from crawler.language.reading import Reading, reading_of
from crawler.language.triggers import Hit, Spans, Triggers, outermost
from crawler.record import Evidence
from crawler.text import Text

TABLE = DATA / "groups.toml"

_LEAD_SENTENCES = 2
"""Groups without `duty` count where the headline or the first sentences of the story name them."""


@dataclass(frozen=True)
class Group:
    """A group by its name in the record; None masks a name that only holds a group's word.
    `implied`: an office that only the group's members hold."""

    name: str | None
    duty: bool
    implied: bool = False


@dataclass(frozen=True)
class GroupTable:
    names: tuple[str, ...]
    triggers: Triggers[Group]
    duty: Triggers[bool]
    aside: re.Pattern[str]


@cache
def group_table() -> GroupTable:
    """The rules of data/groups.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    phrases = [(phrase, Group(row["name"], row["duty"])) for row in table["group"] for phrase in row["phrases"]]
    phrases += [(phrase, Group(None, False)) for phrase in table["masked"]["phrases"]]
    implied = table["implied"]
    phrases += [(phrase, Group(implied["group"], True, implied=True)) for phrase in implied["phrases"]]
    aside = "|".join(re.escape(words) for words in table["aside"]["before"])
    return GroupTable(
        tuple(row["name"] for row in table["group"]),
        Triggers(phrases),
        Triggers((phrase, True) for phrase in table["duty"]["phrases"]),
        re.compile(rf"\b(?:{aside})\b[^.;]{{0,24}}$"),
    )


def find_groups(text: Text) -> Found[tuple[str, ...]]:
    """The groups in the order of data/groups.toml, each with a sentence of duty or blame that names it."""
    reading = reading_of(text)
    table = group_table()
    duties = {reading.number(hit.start) for hit in reading.hits(table.duty)}
    named: dict[str, Hit[Group]] = {}
    implied: dict[str, Hit[Group]] = {}
    at_large: dict[str, int] = {}
    hits = outermost(reading.hits(table.triggers))
    masked = Spans((hit.start, hit.end) for hit in hits if hit.value.name is None)
    for hit in hits:
        group = hit.value
        if group.name is None or (group.name in named and not group.implied):
            continue
        if masked.cover(hit.start) or _is_torn(reading.folded, hit):
            continue
        if table.aside.search(before(reading.folded, hit.start)) or not _counts(reading, hit, duties):
            continue
        if not group.implied:
            named[group.name] = hit
            continue
        implied.setdefault(group.name, hit)
        if _is_at_large(reading, hit):
            at_large.setdefault(group.name, hit.start)
    for people, name in dependents(reading):
        if reading.number(people.start) in duties:
            at_large.setdefault(name, people.start)
    found = {name: hit.start for name, hit in named.items()}
    found = {name: at for name, at in at_large.items() if not found or _opens(reading, at)} | found
    if implied.keys() - found.keys() and find_type(text).value.is_violation:
        found = {name: hit.start for name, hit in implied.items()} | found
    chosen = tuple(name for name in table.names if name in found)
    evidence = tuple(Evidence("groups", reading.quote(found[name]), f"group-{_slug(name)}") for name in chosen)
    return Found(chosen, evidence)


def _is_torn(folded: str, hit: Hit[Group]) -> bool:
    """Whether a speaker or a sentence ends inside the phrase: "Bupati: Honorer Jangan Ikut Kampanye"."""
    inside = folded[hit.head : hit.end]
    return ": " in inside or ". " in inside


def _counts(reading: Reading, hit: Hit[Group], duties: Set[int]) -> bool:
    return reading.number(hit.start) in duties or (_opens(reading, hit.start) and not hit.value.duty)


def _opens(reading: Reading, offset: int) -> bool:
    """Whether the place stands in the headline or the story's first sentences."""
    return reading.number(offset) < reading.lead + _LEAD_SENTENCES


# Headlines print every word with a capital: there a verb or a joining word must follow.
_GOES_ON = re.compile(
    r"\s?[,:&/]|\s(?:dan|di|atau|serta|yang|se|tak|tidak|ikut|jadi|juga|wajib|harus|jangan|ini|itu|tersebut|(?:di|me|ber|ter)\w{4,})\b"
)


def _is_at_large(reading: Reading, hit: Hit[Group]) -> bool:
    """Whether an office is spoken of without its holder: no name of a place or a person follows."""
    if hit.start < reading.shift:
        return _GOES_ON.match(reading.folded, hit.end) is not None
    following = reading.printed[hit.end : hit.end + 3].lstrip()
    return not following[:1].isupper()


def _slug(name: str) -> str:
    return name.lower().replace("/", "-").replace(" ", "-")
