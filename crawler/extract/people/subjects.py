"""Subjects: who is alleged, examined or sanctioned. Decided per person, and only on words that say so.

A name taken for a subject by mistake harms a person, so handlers of cases, people who only speak and
heads of government are left out unless the words stand right at their name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.extract.people.accusing import (
    accused_titles,
    in_brackets,
    open_list,
    subject_words,
    verb_behind,
    was_harmed,
)
from crawler.extract.people.institutions import tables
from crawler.extract.people.offices import Office
from crawler.extract.people.officials import Cast, title_key
from crawler.extract.people.persons import Person, Reference
from crawler.extract.people.pointing import is_witness, penalty_before, pictured, word_before
from crawler.extract.people.speech import speech_words
from crawler.language.tokens import Token, ends_sentence, tokenise

BEHIND, BEFORE = 10, 6
"""How many tokens behind or before a name its accusing word may stand; for a head of government:"""
SUPERIOR_BEHIND, SUPERIOR_BEFORE = 3, 2


@dataclass(frozen=True)
class Accusation:
    """The word at token `at` makes the person (an index of the cast) a subject."""

    person: int
    at: int
    rule: str


def accusations(cast: Cast, headline: str = "") -> list[Accusation]:
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
    for accusation in _before_an_accused(cast, found):
        found.setdefault(accusation.person, accusation)
    for accusation in (*_by_headline(cast, headline), *_by_definite_title(cast)):
        found.setdefault(accusation.person, accusation)
    return sorted(found.values(), key=lambda accusation: accusation.at)


def _handles_cases(person: Person) -> bool:
    for mention in person.mentions:
        institution = mention.office.institution
        if institution and institution.name.startswith(subject_words().handlers):
            return True
    return False


def _accusation(cast: Cast, reference: Reference, starts: set[int]) -> Accusation | None:
    person, tokens = cast.persons[reference.person], cast.tokens
    if any(mention.rule == "asn-bernama" for mention in person.mentions):
        return Accusation(reference.person, reference.first, "asn-bernama")
    if was_harmed(tokens, reference.after, reference.after + SUPERIOR_BEHIND) or is_witness(tokens, reference.first):
        return None
    superior = _is_superior(person)
    reach = 0 if _is_cited(tokens, reference.first) else SUPERIOR_BEHIND if superior else BEHIND
    at = verb_behind(tokens, reference.after, reference.after + reach, starts)
    if at is not None:
        return Accusation(reference.person, at, "nama-diduga")
    at = word_before(tokens, reference.first, SUPERIOR_BEFORE if superior else BEFORE, starts)
    if at is None and not superior:
        at = penalty_before(tokens, reference.first)
        at = pictured(tokens, reference.first, reference.after) if at is None else at
    if at is not None:
        return Accusation(reference.person, at, "terlapor-nama")
    at = None if superior else open_list(tokens, reference.first)
    if at is None and _office_in_brackets(cast, reference):
        at = in_brackets(tokens, reference.first)
    return Accusation(reference.person, at, "daftar-nama") if at is not None else None


def _in_line(
    tokens: Sequence[Token], before: tuple[Reference, Accusation] | None, reference: Reference
) -> Accusation | None:
    """ "menyangkut A, Camat B serta Kadis C": who stands in one line with an accused is accused with them."""
    if before is None or before[1].rule == "nama-diduga":
        return None
    between = {token.low for token in tokens[before[0].after : reference.first]}
    if not between or between - {",", "dan", "serta", ")", ";"}:
        return None
    return Accusation(reference.person, before[1].at, "daftar-nama")


def _is_cited(tokens: Sequence[Token], first: int) -> bool:
    """ "Menurut A, pegawai yang dihukum mengajukan banding": what follows is said by A of others."""
    return first > 0 and tokens[first - 1].low in speech_words().before_name


_JOINING = frozenset([",", "dan", "serta", "bersama", "orang", "seorang", "dua", "tiga", "empat"])


def _before_an_accused(cast: Cast, found: dict[int, Accusation]) -> list[Accusation]:
    """ "Camat A bersama dua guru, B dan C, memenuhi undangan klarifikasi": the verb behind the last is everybody's."""
    told: list[Accusation] = []
    by_verb = {accusation.person: accusation for accusation in found.values() if accusation.rule == "nama-diduga"}
    for before, reference in reversed(list(pairwise(cast.references))):
        verb, person = by_verb.get(reference.person), cast.persons[before.person]
        between = {token.low for token in cast.tokens[before.after : reference.first]}
        if verb is None or not between or between - _JOINING or not 0 <= verb.at - reference.after < BEHIND:
            continue
        if not (_is_superior(person) or _handles_cases(person) or before.person in found):
            by_verb[before.person] = Accusation(before.person, verb.at, "daftar-nama")
            told.append(by_verb[before.person])
    return told


def _is_superior(person: Person) -> bool:
    titles = [mention.office.title.lower() for mention in person.mentions]
    return any(title.endswith(subject_words().superiors) for title in titles)


def _office_in_brackets(cast: Cast, reference: Reference) -> bool:
    mention = next((m for m in cast.persons[reference.person].mentions if m.first == reference.first), None)
    return bool(mention and mention.rule == "nama-jabatan" and cast.tokens[mention.office.first - 1].text == "(")


def _by_definite_title(cast: Cast) -> list[Accusation]:
    """ "Camat itu dilaporkan warga", "Guru berstatus ASN itu dipanggil": just one person of the text, named before, is
    meant by the title that opens a sentence."""
    found, tokens = [], cast.tokens
    starts = {reference.first for reference in cast.references}
    for at, office in cast.scan.offices.items():
        if at in starts or not (at == 0 or ends_sentence(tokens, at - 1)):
            continue
        pointed = next((n for n in range(office.after, office.after + _DESCRIBED) if _points_back(tokens, n)), None)
        verb = None if pointed is None else verb_behind(tokens, pointed + 1, pointed + 1 + _DEFINITE, starts)
        holders = [index for index, person in enumerate(cast.persons) if _is_meant(person, office, at)]
        if verb is not None and len(holders) == 1:
            person = cast.persons[holders[0]]
            if not (_handles_cases(person) or _is_superior(person)):
                found.append(Accusation(holders[0], verb, "jabatan-itu"))
    return found


_DESCRIBED, _DEFINITE = 9, 4
"""Tokens between title and "itu" ("Guru berstatus Aparatur Sipil Negara (ASN) itu"), and between "itu" and the verb."""


def _points_back(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in subject_words().told_before


def _is_meant(person: Person, office: Office, at: int) -> bool:
    """Whether a title without a name means the person: the same title, or "guru" for the head of a school."""
    key = title_key(office.title)
    for mention in person.mentions:
        institution = mention.office.institution
        teaches = key == "guru" and institution is not None and institution.name.split(" ")[0] in tables().schools
        if mention.first < at and (teaches or title_key(mention.office.title) == key):
            return True
    return False


def _by_headline(cast: Cast, headline: str) -> list[Accusation]:
    """ "Sekcam Wanokaka Dituding …": the headline accuses an office, and just one person of the text holds it."""
    found = []
    for title in accused_titles(tokenise(headline)):
        holders = [
            index
            for index, person in enumerate(cast.persons)
            if not _handles_cases(person) and title_key(title) in {title_key(m.office.title) for m in person.mentions}
        ]
        if len(holders) == 1:
            found.append(Accusation(holders[0], cast.persons[holders[0]].mentions[0].first, "judul"))
    return found
