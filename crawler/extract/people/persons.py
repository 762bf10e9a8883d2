"""Persons: mentions of one person gathered, and every other place where the text names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from crawler.extract.people.mentions import Mention
from crawler.extract.people.names import Name
from crawler.extract.people.roster import Roster
from crawler.extract.people.scan import Scan
from crawler.extract.people.spellings import Key, alike, begins_a_word, name_key
from crawler.language.gazetteer import kecamatan, places


@dataclass
class Person:
    """One person of the article: the fullest name printed, and the mentions with an office."""

    name: str
    mentions: list[Mention] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        if len(mention.name.text.replace(".", "")) > len(self.name.replace(".", "")):
            self.name = mention.name.text


class Reference(NamedTuple):
    """Tokens [first, after) name the person `person` (an index), with or without an office."""

    person: int
    first: int
    after: int


def gather(found: Sequence[Mention], full: Sequence[Name]) -> list[Person]:
    """One Person for all mentions whose names and offices can be one person's, in order of the text.
    Fuller names are placed first, so that "Bupati Yoseph" finds "Yoseph Falentinus Kebo"."""
    persons: list[Person] = []
    for mention in sorted(found, key=lambda m: (-len(m.name.text.split()), m.first)):
        person = _holder(persons, mention)
        if person is None:
            persons.append(Person(mention.name.text, [mention]))
        else:
            person.add(mention)
    for person in persons:
        person.mentions.sort(key=lambda mention: mention.first)
        person.name = _fuller(person.name, persons, full)
    return sorted(persons, key=lambda person: person.mentions[0].first)


def _fuller(name: str, persons: Sequence[Person], full: Sequence[Name]) -> str:
    """A one-word name by the full one that the text prints elsewhere without an office, where just one fits."""
    if len(name.split()) > 1:
        return name
    others = {person.name for person in persons if person.name != name}
    key = name_key(name)
    fitting = {f.text for f in full if alike(own := name_key(f.text), key) and f.text not in others and len(own) <= 5}
    return fitting.pop() if len(fitting) == 1 else name


def _holder(persons: Sequence[Person], mention: Mention) -> Person | None:
    name = mention.name.text
    key = name_key(name)
    fitting = [person for person in persons if alike(name_key(person.name), key)]
    if len(name.split()) > 1 or len(fitting) <= 1:
        return fitting[0] if fitting else _familiar(persons, mention)
    same_office = [p for p in fitting if any(m.office.title == mention.office.title for m in p.mentions)]
    return same_office[0] if same_office else fitting[0]


def _familiar(persons: Sequence[Person], mention: Mention) -> Person | None:
    """ "Wabup Alo" is the Wakil Bupati whose first name begins with Alo."""
    key = name_key(mention.name.text)
    if len(key) != 1 or len(key[0]) < 3:
        return None
    return next((p for p in persons if begins_a_word(key[0], name_key(p.name))), None)


def references(scan: Scan, persons: Sequence[Person]) -> list[Reference]:
    """Every naming of a person in the order of the text: mentions with an office, then names alone, whole
    or in part ("Orias", "Langmau"), then familiar forms announced by a prefix of the first name ("Eman")."""
    found = {
        (m.first, m.after): Reference(index, m.first, m.after)
        for index, person in enumerate(persons)
        for m in person.mentions
    }
    covered = {at for first, after in found for at in range(first, after)}
    free = [run for run in scan.runs if run.first not in covered]
    roster = Roster(person.name for person in persons)
    whose = {name: roster.named(name) for name in {run.name.text for run in free}}
    for run in free:
        index = whose[run.name.text]
        if index is not None and not _is_place(run.name.text, roster.keys[index]):
            found[(run.first, run.name.after)] = Reference(index, run.first, run.name.after)
    by_name = sorted(found.values(), key=lambda reference: reference.first)
    familiar = _announced(scan, by_name)
    for run in free if familiar else ():
        index = familiar.get(run.name.text)
        if index is not None:
            found.setdefault((run.first, run.name.after), Reference(index, run.first, run.name.after))
    return sorted(found.values(), key=lambda reference: reference.first)


@cache
def _place_names() -> frozenset[str]:
    return frozenset([row.name.lower() for row in kecamatan()] + [row.name.lower() for row in places()])


def _is_place(name: str, whole: Key) -> bool:
    """Whether a name alone is a place's and only sounds like the person's: "Raijua" beside Lomi Radja."""
    return name.lower() in _place_names() and not set(name_key(name)) <= set(whole)


_CALLED = frozenset(["disapa", "sapaan", "sapaannya", "dipanggil", "panggilan"])


def _announced(scan: Scan, known: Sequence[Reference]) -> dict[str, int]:
    """Familiar names that the text announces: "Fani (sapaan Stefania)", "jelas Dora, sapaannya", "Eman, demikian ia
    akrab disapa": the one-word name nearest to the word, and the person named with it or last before it."""
    called = scan.of_words(_CALLED)
    if not called:
        return {}
    named = {at for reference in known for at in range(reference.first, reference.after)}
    single = [run for run in scan.runs if not run.full and run.first not in named]
    familiar: dict[str, int] = {}
    for at in called:
        near = min(single, key=lambda run: abs(run.first - at), default=None)
        if near is None or abs(near.first - at) > _NEAR:
            continue
        beside = [r.person for r in known if 0 < r.first - at <= 2]
        before = [r.person for r in known if r.first < near.first]
        if beside or before:
            familiar.setdefault(near.name.text, beside[0] if beside else before[-1])
    return familiar


_NEAR = 5
"""Tokens between a familiar name and the word that announces it."""
