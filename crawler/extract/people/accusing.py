"""The words around a name that accuse, by data/subjects.toml: behind it, before it, in a list, in the headline."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from crawler.data import DATA
from crawler.extract.people.offices import office_at, office_starts
from crawler.extract.people.speech import speech_words
from crawler.language.tokens import Token, ends_sentence

HEADLINE_REACH = 9
"""How many words behind an office in the headline its verb may stand: "Sekcam Wanokaka Dituding Ikut …"."""


@dataclass(frozen=True)
class SubjectWords:
    after_name: frozenset[str]
    after_phrases: tuple[str, ...]
    before_name: frozenset[str]
    naming: frozenset[str]
    list_intro: frozenset[str]
    list_opening: frozenset[str]
    pointing: frozenset[str]
    other_lists: frozenset[str]
    handlers: tuple[str, ...]
    superiors: tuple[str, ...]
    harmed: frozenset[str]
    of_oneself: frozenset[str]
    own_deeds: frozenset[str]
    asked_for: frozenset[str]
    asking: frozenset[str]
    penalties: frozenset[str]
    received: frozenset[str]
    handed_on: frozenset[str]
    pictures: frozenset[str]
    pictured_with: tuple[str, ...]
    witnesses: frozenset[str]
    press: frozenset[str]
    counted: frozenset[str]
    told_before: frozenset[str]
    weak_before: frozenset[str]
    case_words: frozenset[str]
    clauses: frozenset[str]
    their_people: frozenset[str]

    @cached_property
    def phrase_starts(self) -> frozenset[str]:
        """The first words of `after_phrases`, to look at no other word's phrase."""
        return frozenset(phrase.split()[0] for phrase in self.after_phrases)

    @cached_property
    def phrase_words(self) -> tuple[str, ...]:
        """The words of `after_phrases` that stand alone, longer forms of which count too ("dikenainya")."""
        return tuple(phrase for phrase in self.after_phrases if " " not in phrase)


@cache
def subject_words() -> SubjectWords:
    """The tables of data/subjects.toml."""
    table: dict[str, Any] = tomllib.loads((DATA / "subjects.toml").read_text(encoding="utf-8"))
    in_order = ("after_phrases", "handlers", "superiors", "pictured_with")
    words: dict[str, Any] = {key: tuple(row) if key in in_order else frozenset(row) for key, row in table.items()}
    return SubjectWords(**words)


def verb_behind(tokens: Sequence[Token], first: int, end: int, others: set[int]) -> int | None:
    """The index of an accusing word in [first, end), before anybody else (`others`, token indexes) is named, the
    sentence ends or the person reports of others."""
    words = subject_words()
    for at in range(first, min(end, len(tokens))):
        token = tokens[at]
        if at in others or token.text in '\n“":' or (not token.is_word and ends_sentence(tokens, at)):
            return None  # a colon: "Sekda NTT: ASN yang Ikut Kampanye Ditindak"
        if token.low == "yang" and at > first + 1:
            return None  # "memanggil guru yang diduga terlibat": what follows is said of the guru
        if at > first and _of_another(tokens, at):
            return None
        if _does_as_accused(tokens, at):
            return at  # before the next test: "meminta maaf" begins with a word of reporting
        if reports(tokens, at):
            return at if _of_own_deeds(tokens, at + 1) else None
        if token.low in words.after_name and tokens[at - 1].low not in _NOT_OF_THE_PERSON:
            return None if _as_a_witness(tokens, at) else at
    return None


def _of_another(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody else is told of from here: "setelah camat lama dicopot", "karena dua stafnya dilaporkan", "camat
    itu hadir di kampanye"."""
    words, low = subject_words(), tokens[at].low
    if low in words.told_before:
        return tokens[at - 1].low in office_starts()
    if low not in words.clauses or at + 1 >= len(tokens):
        return False
    follows = tokens[at + 1].low
    return follows in words.their_people or follows in words.counted or follows in office_starts()


def _does_as_accused(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase of those that tell of an accused starts here: "meminta maaf", "memenuhi panggilan"."""
    words, low = subject_words(), tokens[at].low
    if low not in words.phrase_starts and not low.startswith(words.phrase_words):
        return False
    phrase = " ".join([token.low for token in tokens[at : at + 3]])
    done = phrase.startswith(words.after_phrases) and tokens[at - 1].low not in _NOT_DONE
    return done and not _as_a_witness(tokens, at)


def _as_a_witness(tokens: Sequence[Token], at: int) -> bool:
    """ "memenuhi panggilan sebagai saksi", "dimintai keterangan wartawan": what is done makes nobody an accused."""
    words = subject_words()
    return any(token.low in words.witnesses or token.low in words.press for token in tokens[at + 1 : at + 5])


def _of_own_deeds(tokens: Sequence[Token], first: int) -> bool:
    """ "menerangkan bahwa dirinya hadir": a person who explains what they did themselves."""
    low = [token.low for token in tokens[first : first + 5]]
    return "dirinya" in low and bool(set(low[low.index("dirinya") + 1 :]) & subject_words().own_deeds)


def was_harmed(tokens: Sequence[Token], first: int, end: int) -> bool:
    """True for "Nama A diduga dicatut": what is alleged was done to the person."""
    words = subject_words()
    for at in range(first, min(end, len(tokens))):
        if tokens[at].low in words.after_name and {token.low for token in tokens[at + 1 : at + 4]} & words.harmed:
            return True
    return False


_NOT_DONE = frozenset(["tidak", "untuk", "agar", "jangan", "boleh", "belum", "bila", "jika", "kalau", "apabila"])
_NOT_OF_THE_PERSON = frozenset(["yang", "tidak", "untuk", "agar", "bila", "jika", "kalau", "apabila"])


def reports(tokens: Sequence[Token], at: int) -> bool:
    """True where a verb of saying starts what is said of others: "Petronela menyebut keempatnya melanggar"."""
    low = tokens[at].low
    return low in speech_words().after_name and low not in subject_words().of_oneself


def open_list(tokens: Sequence[Token], first: int) -> int | None:
    """The index of the word that opens a list of accused people in which token `first` stands: "Dua ASN yang
    namanya terseret ialah A dan B", "Mereka ialah Camat X, A; Kepala Desa Y, B", "tiga lagi, yaitu C"."""
    words = subject_words()
    at = first - 1
    while at >= 0 and (tokens[at].is_word or not ends_sentence(tokens, at)):
        if tokens[at].low in words.list_opening and _of_the_case(tokens, at):
            return at
        at -= 1
    return None


def _of_the_case(tokens: Sequence[Token], at: int) -> bool:
    words = subject_words()
    near = [token.low for token in tokens[max(0, at - 8) : at]]
    counted = near[-1:] and near[-1] in words.told_before and set(near[-_COUNTED:]) & words.counted
    if set(near) & words.other_lists or not (counted or set(near) & words.pointing):
        return False
    told = {token.low for token in tokens[max(0, at - _TOLD) : at]}
    return bool(told & (words.after_name | words.list_intro))


_COUNTED = 6
"""Tokens of "Tiga pegawai negeri sipil itu" before "adalah"."""
_TOLD = 150
"""Tokens back to what says of what the list is: "menjatuhkan hukuman kepada empat ASN … Keempatnya ialah A; B; C"."""


def in_brackets(tokens: Sequence[Token], first: int) -> int | None:
    """The index of the word of a case before a name whose office stands in brackets, at most a paragraph back:
    "Kelompok sanksi ringan antara lain memuat A (Camat X), B (Sekcam Y)"."""
    words, lines = subject_words(), 0
    for at in range(first - 1, -1, -1):
        lines += tokens[at].text == "\n"
        if lines > 1:
            return None
        if tokens[at].low in words.list_intro:
            return at
    return None


def accused_titles(headline: Sequence[Token]) -> list[str]:
    """Titles of office of which the headline says something accusing: "Sekcam Wanokaka Dituding …"."""
    titles, at = [], 0
    while at < len(headline):
        office = office_at(headline, at) if headline[at].is_word else None
        if office is None:
            at += 1
            continue
        unknown = office.takes == "body" and office.institution is None  # "Kepala Daerah Dilaporkan", "Ketua Tim …"
        if not unknown and verb_behind(headline, office.after, office.after + HEADLINE_REACH, set()) is not None:
            titles.append(office.title)
        at = max(office.after, at + 1)
    return titles
