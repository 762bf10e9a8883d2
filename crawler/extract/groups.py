"""Groups of state personnel that an article calls on, warns, supervises or accuses, by data/groups.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.extract.event_types import find_type
from crawler.language.context import before
from crawler.language.reading import HEADLINE, Reading
from crawler.language.triggers import Hit, Triggers, outermost
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
    reading = Reading(text)
    table = group_table()
    duties = {reading.number(hit.start) for hit in table.duty.find(reading.folded)}
    named: dict[str, Hit[Group]] = {}
    implied: dict[str, Hit[Group]] = {}
    for hit in outermost(table.triggers.find(reading.folded)):
        name = hit.value.name
        if (
            name is None
            or name in (implied if hit.value.implied else named)
            or table.aside.search(before(reading.folded, hit.start))
        ):
            continue
        number = reading.number(hit.start)
        opening = number == HEADLINE or number < reading.lead + _LEAD_SENTENCES
        if number in duties or (opening and not hit.value.duty):
            (implied if hit.value.implied else named).setdefault(name, hit)
    if implied.keys() - named.keys() and find_type(text).value.is_violation:
        named = implied | named
    chosen = tuple(name for name in table.names if name in named)
    evidence = tuple(Evidence("groups", reading.quote(named[name].start), f"group-{_slug(name)}") for name in chosen)
    return Found(chosen, evidence)


def _slug(name: str) -> str:
    return name.lower().replace("/", "-").replace(" ", "-")
