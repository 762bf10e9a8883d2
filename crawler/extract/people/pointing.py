"""What stands before a name and makes its bearer the one accused, by data/subjects.toml."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract.people.accusing import subject_words
from crawler.language.tokens import Token

_PENALTY, _PICTURE, _WITNESS = 8, 4, 6
"""How many tokens before a name the penalty that its bearer received, the picture of them, or their part as a witness
may stand."""


def word_before(tokens: Sequence[Token], first: int, reach: int, others: set[int]) -> int | None:
    """The index of an accusing word among the `reach` tokens before `first`, nobody else named between."""
    words, opened = subject_words(), False
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        if tokens[at].text in '.\n“”"' or at in others:
            return None
        if tokens[at].low in words.before_name or (at == first - 1 and tokens[at].low in words.naming):
            return at
        if tokens[at].low in words.weak_before and _of_a_case(tokens, at, first):
            return at
        if opened and tokens[at].low in words.after_name and _points(tokens, at):
            return at
        if tokens[at].low in words.asked_for and at >= first - 2 and tokens[at - 1].low in words.asking:
            return at
        opened = opened or tokens[at].low in words.list_opening
    return None


_CASE = 9
"""Tokens before "terhadap A" in which a word of the case may stand."""


def _of_a_case(tokens: Sequence[Token], at: int, first: int) -> bool:
    """ "sanksi bagi A", "klarifikasi terhadap A": not "bagi A", "tim terdiri atas A", "atas laporan itu, A …"."""
    if tokens[first - 1].text == ",":
        return False
    return any(token.low in subject_words().case_words for token in tokens[_sentence(tokens, at, _CASE) : at])


def _points(tokens: Sequence[Token], at: int) -> bool:
    """ "Yang dilaporkan adalah Camat X, A", "pejabat yang dicopot yakni A": not "saksi yang diperiksa ialah A"."""
    words = subject_words()
    return tokens[at - 1].low == "yang" and not {token.low for token in tokens[max(0, at - 4) : at]} & words.other_lists


def penalty_before(tokens: Sequence[Token], first: int) -> int | None:
    """The index of a penalty that the person received: "sanksi dijatuhkan kepada A", "hukuman disiplin diterima A"."""
    words = subject_words()
    if first == 0 or tokens[first - 1].low not in words.received:
        return None
    begin = _sentence(tokens, first, _PENALTY)
    near = [token.low for token in tokens[begin:first]]
    if set(near) & words.handed_on or not set(near) & words.penalties:
        return None
    return next(at for at in range(begin, first) if tokens[at].low in words.penalties)


def pictured(tokens: Sequence[Token], first: int, after: int) -> int | None:
    """The index of the word for a picture that shows the person beside a contestant: "foto A bersama paslon"."""
    words = subject_words()
    begin = _sentence(tokens, first, _PICTURE)
    at = next((at for at in range(begin, first) if tokens[at].low in words.pictures), None)
    behind = (" ".join(token.low for token in tokens[start : start + 2]) for start in range(after, after + 3))
    return at if at is not None and any(words_.startswith(words.pictured_with) for words_ in behind) else None


def is_witness(tokens: Sequence[Token], first: int) -> bool:
    """Whether the person is a witness or the one who reported: "Pelapor, Kepala Desa X, A", not "menurut saksi, A"."""
    words = subject_words()
    if first == 0 or not (tokens[first - 1].text == "," or tokens[first - 1].low in words.witnesses):
        return False  # "empat saksi dalam kasus Lurah X, A"
    for at in range(first - 1, _sentence(tokens, first, _WITNESS) - 1, -1):
        if tokens[at].low in words.before_name:
            return False
        if tokens[at].low in words.witnesses:
            return at == 0 or tokens[at - 1].low not in ("menurut", "kata", "keterangan", "memeriksa")
    return False


def _sentence(tokens: Sequence[Token], first: int, reach: int) -> int:
    """The first of at most `reach` tokens before `first` that stand in its sentence."""
    begin = first
    while begin > 0 and first - begin < reach and tokens[begin - 1].text not in '.\n“”"':
        begin -= 1
    return begin
