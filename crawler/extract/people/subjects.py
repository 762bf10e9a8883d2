"""Subjects: who is alleged, examined or sanctioned. Decided per person, and only on words that say so.

A name taken for a subject by mistake harms a person, so handlers of cases, people who only speak and
heads of government are left out unless the words stand right at their name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract.people.officials import Cast
from crawler.extract.people.persons import Person, Reference
from crawler.extract.people.speakers import speech_words
from crawler.language.tokens import Token

BEHIND = 10
BEFORE = 6


@dataclass(frozen=True)
class SubjectWords:
    after_name: frozenset[str]
    after_phrases: tuple[str, ...]
    before_name: frozenset[str]
    list_intro: frozenset[str]
    handlers: tuple[str, ...]
    superiors: tuple[str, ...]
    harmed: frozenset[str]


@dataclass(frozen=True)
class Accusation:
    """The word at token `at` makes the person (an index of the cast) a subject."""

    person: int
    at: int
    rule: str


@cache
def subject_words() -> SubjectWords:
    """The tables of data/subjects.toml."""
    table = tomllib.loads((DATA / "subjects.toml").read_text(encoding="utf-8"))
    return SubjectWords(
        after_name=frozenset(table["after_name"]),
        after_phrases=tuple(table["after_phrases"]),
        before_name=frozenset(table["before_name"]),
        list_intro=frozenset(table["list_intro"]),
        handlers=tuple(table["handlers"]),
        superiors=tuple(table["superiors"]),
        harmed=frozenset(table["harmed"]),
    )


def accusations(cast: Cast) -> list[Accusation]:
    """The first accusation of each person who is a subject, in the order of the text."""
    found: dict[int, Accusation] = {}
    starts = {reference.first for reference in cast.references}
    before: tuple[Reference, Accusation] | None = None
    for reference in cast.references:
        if _handles_cases(cast.persons[reference.person]):
            before = None
            continue
        accusation = _accusation(cast, reference, starts) or _in_line(cast.tokens, before, reference)
        before = (reference, accusation) if accusation else None
        if accusation:
            found.setdefault(reference.person, accusation)
    return sorted(found.values(), key=lambda accusation: accusation.at)


def _handles_cases(person: Person) -> bool:
    for mention in person.mentions:
        institution = mention.office.institution
        if institution and institution.name.startswith(subject_words().handlers):
            return True
    return False


def _accusation(cast: Cast, reference: Reference, starts: set[int]) -> Accusation | None:
    person = cast.persons[reference.person]
    if any(mention.rule == "asn-bernama" for mention in person.mentions):
        return Accusation(reference.person, reference.first, "asn-bernama")
    reach = 3 if _is_superior(person) else BEHIND
    at = _behind(cast.tokens, reference, starts, reach)
    if at is not None:
        return Accusation(reference.person, at, "nama-diduga")
    at = _before(cast.tokens, reference, starts, 2 if _is_superior(person) else BEFORE)
    if at is not None:
        return Accusation(reference.person, at, "terlapor-nama")
    at = _in_list(cast, reference)
    return Accusation(reference.person, at, "daftar-nama") if at is not None else None


def _in_line(
    tokens: Sequence[Token], before: tuple[Reference, Accusation] | None, reference: Reference
) -> Accusation | None:
    """ "menyangkut A, Camat B serta Kadis C": who stands in one line with an accused is accused with them."""
    if before is None or before[1].rule == "nama-diduga":
        return None
    between = [token.low for token in tokens[before[0].after : reference.first]]
    apart = ";" in between and "." not in between and "\n" not in between
    if not between or (set(between) - {",", "dan", "serta", ")", ";"} and not apart):
        return None
    return Accusation(reference.person, before[1].at, "daftar-nama")


def _is_superior(person: Person) -> bool:
    titles = [mention.office.title.lower() for mention in person.mentions]
    return any(title.endswith(subject_words().superiors) for title in titles)


def _behind(tokens: Sequence[Token], reference: Reference, starts: set[int], reach: int) -> int | None:
    words = subject_words()
    for at in range(reference.after, min(reference.after + reach, len(tokens))):
        if at in starts or tokens[at].text in '.\n“"' or _reports(tokens, at):
            return None
        if tokens[at].low in words.after_name and tokens[at - 1].low not in (
            "yang",
            "tidak",
            "untuk",
            "agar",
            "bila",
            "jika",
        ):
            harmed = {token.low for token in tokens[at + 1 : at + 3]} & words.harmed
            return None if harmed else at
        low = " ".join(token.low for token in tokens[at : at + 3])
        if low.startswith(words.after_phrases):
            return at
    return None


def _reports(tokens: Sequence[Token], at: int) -> bool:
    """ "Petronela menambahkan, kedua pegawai mengakui perbuatannya": what is reported is said of others."""
    return at + 1 < len(tokens) and tokens[at].low in speech_words().after_name and tokens[at + 1].low in (",", "bahwa")


def _before(tokens: Sequence[Token], reference: Reference, starts: set[int], reach: int) -> int | None:
    words = subject_words()
    for at in range(reference.first - 1, max(-1, reference.first - 1 - reach), -1):
        if tokens[at].text in '.\n“”"' or any(start == at for start in starts):
            return None
        if tokens[at].low in words.before_name or (tokens[at].low in _LISTS and _tells_of_a_case(tokens, at)):
            return at
    return None


_POINTING = frozenset(["mereka", "keduanya", "ketiganya", "keempatnya", "kelimanya"])
_LISTS = frozenset(["ialah", "yakni", "yaitu", "adalah", "bernama"])


def _tells_of_a_case(tokens: Sequence[Token], at: int) -> bool:
    """ "Dua ASN yang namanya terseret ialah A": what the list is of stands before the linking word."""
    words = subject_words()
    back = 45 if at and tokens[at - 1].low in _POINTING else 6
    return any(
        token.low in words.after_name or token.low in words.list_intro for token in tokens[max(0, at - back) : at]
    )


def _in_list(cast: Cast, reference: Reference) -> int | None:
    """ "Di antara 12 nama … terdapat A (Camat X), B (Sekcam Y)": a list of names with offices in brackets."""
    tokens = cast.tokens
    mention = next((m for m in cast.persons[reference.person].mentions if m.first == reference.first), None)
    if mention is None or mention.rule != "nama-jabatan" or tokens[mention.office.first - 1].text != "(":
        return None
    stops = 0
    for at in range(reference.first - 1, -1, -1):
        stops += tokens[at].text == "\n"
        if stops > 1:
            return None
        if tokens[at].low in subject_words().list_intro:
            return at
    return None
