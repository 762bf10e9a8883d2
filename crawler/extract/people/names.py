"""Personal names: where one starts and where it ends."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.data import DATA
from crawler.language.tokens import Token

LONGEST_RUN = 14
"""Words and marks; "Sri Demu Alemina Br. Bangun" has six."""


class Name(NamedTuple):
    """A name over tokens [first, end), as printed; `after` is the token index behind its degrees."""

    text: str
    first: int
    end: int
    after: int
    titled: bool
    """True when a rank or an honorific stands before it."""


@dataclass(frozen=True)
class NameWords:
    before: frozenset[str]
    branches: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]
    degrees: frozenset[str]
    degree_starts: frozenset[str]
    """Whatever a degree may begin with: "s" and "sp" of "spd"."""


@cache
def name_words() -> NameWords:
    """The tables of data/names.toml; degrees as bare lower-case letters."""
    table = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    ranks = {word.lower() for rank in table["ranks"] for word in rank.split()}
    degrees = frozenset(re.sub(r"[^a-z]", "", degree.lower()) for degree in table["degrees"])
    return NameWords(
        before=frozenset(ranks | {word.lower() for word in table["honorifics"]}),
        branches=frozenset(word.lower() for word in table["branches"]),
        particles=frozenset(table["particles"]),
        never=frozenset(table["not_names"]),
        degrees=degrees,
        degree_starts=frozenset(degree[:end] for degree in degrees for end in range(1, len(degree) + 1)),
    )


def name_at(tokens: Sequence[Token], at: int) -> Name | None:
    """The name that starts at token `at`, behind any rank and honorific; None where none stands."""
    begin = skip_titles(tokens, at)
    end = _name_end(tokens, begin)
    if end == begin:
        return None
    words = [token.text for token in tokens[begin:end] if token.is_word]
    if max(map(len, words)) == 1:
        return None
    if end - begin > 1 and degree_end(tokens, begin) >= end:  # "maria contohan, S.Pd": the name is not printed as one
        return None
    titled = begin > at
    initial = len(tokens[end - 1].text) == 1 and end < len(tokens) and tokens[end].text == "."
    if not titled and len(words) == 1 and words[0].isupper():
        return None
    text = printed(tokens[begin:end]) if len(words) < end - begin else printed_words(words)
    return Name(text, begin, end, skip_degrees(tokens, end + initial), titled)


def _name_end(tokens: Sequence[Token], begin: int) -> int:
    """The index after the last capitalised word of the name that starts at `begin`; `begin` where none does."""
    end = begin
    while end < len(tokens) and end - begin < LONGEST_RUN:
        if is_plain(tokens[end].text):
            end += 1
        elif step := _name_step(tokens, begin, end):
            end += step
        else:
            break
    while end > begin and not (tokens[end - 1].is_word and tokens[end - 1].is_capital):
        end -= 1
    return end


@lru_cache(maxsize=16384)
def is_plain(text: str) -> bool:
    """Whether a token continues a name wherever it stands: a capitalised word, and nothing else besides."""
    words = name_words()
    other = text in words.particles or text in words.never or text.lower() in words.degree_starts
    return text[0].isupper() and not other


def skip_titles(tokens: Sequence[Token], at: int) -> int:
    """The index after ranks, branches and honorifics with their full stops and brackets
    ("AKBP", "Letkol. Inf.", "Kapten (Inf)", "Brigjen TNI", "Pdt.", "AKP,")."""
    words = name_words()
    begin = at
    if at < len(tokens) and tokens[at].low not in words.before:
        return at
    while at < len(tokens):
        low = tokens[at].low
        known = low in words.before or (at > begin and low in words.branches)
        bracket = at > begin and tokens[at].text == "(" and _is_corps(tokens, at)
        if bracket:
            at += 3
        elif known and tokens[at].is_word and _is_title(tokens, at):
            at += 1
            if at < len(tokens) and tokens[at].text in ".,":
                at += 1
        else:
            break
    return at


def _is_corps(tokens: Sequence[Token], at: int) -> bool:
    """ "(Inf)", "(P)": a corps in brackets behind a rank."""
    if at + 2 >= len(tokens) or tokens[at + 2].text != ")":
        return False
    return tokens[at + 1].low in name_words().branches or len(tokens[at + 1].text) == 1


def _is_title(tokens: Sequence[Token], at: int) -> bool:
    """False for a name's own initial: "H" and "Sr" are titles only where more of a name follows."""
    token = tokens[at]
    if token.text.islower() and token.low not in ("dr", "drg", "drh", "apt"):
        return token.low in ("pak", "ibu", "bapak")
    follows = at + 1 < len(tokens) and (tokens[at + 1].text in ".(," or tokens[at + 1].is_capital)
    return follows and (len(token.text) > 1 or tokens[at + 1].text == ".")


def _name_step(tokens: Sequence[Token], begin: int, at: int) -> int:
    """How many tokens continue the name at `at`: 0 when it ends."""
    words = name_words()
    token = tokens[at]
    if token.is_word:
        if token.text in words.particles:
            if at == begin or at + 1 >= len(tokens):
                return 0
            if token.is_capital and tokens[at + 1].text == ",":
                return 1  # "Ipda Oktavianus Hale Dua, S.H."
            return 1 if tokens[at + 1].is_capital and tokens[at + 1].text not in words.never else 0
        named = token.is_capital and token.text not in words.never and not token.text[0].isdigit()
        return 1 if named and not _starts_degree(tokens, begin, at) else 0
    if token.text == "." and at > begin and at + 1 < len(tokens):
        return _initial_step(tokens, begin, at)
    if token.text == "-" and at > begin and _glued(tokens, at) and tokens[at + 1].is_capital:
        return 1
    return 0


def _initial_step(tokens: Sequence[Token], begin: int, at: int) -> int:
    """A full stop inside a name: "M.Anie", "Maria S. Seriang", "Muh. Darwan", "Yadi. P"."""
    before, after = tokens[at - 1], tokens[at + 1]
    if (
        not after.is_word
        or not after.is_capital
        or after.text in name_words().never
        or _starts_degree(tokens, begin, at + 1)
    ):
        return 0
    cut = len(before.text) <= 2 or (len(before.text) <= 4 and before.text[-1] not in "aeiou")  # "Muh.", not "Kana."
    short = cut and before.is_capital and before.text.lower() not in ("ntt", "com")
    last_initial = len(after.text) == 1 and not (at + 2 < len(tokens) and tokens[at + 2].text == ".")
    return 1 if short or last_initial else 0


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and not tokens[at - 1].apart and not tokens[at].apart


def _starts_degree(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """True where degrees without a comma follow the name: "Basilius Wena SH", "Sri Handayani S.Pd"."""
    return at > begin and degree_end(tokens, at) > at and (len(tokens[at].text) > 1 or _dotted(tokens, at))


def _dotted(tokens: Sequence[Token], at: int) -> bool:
    return at + 2 < len(tokens) and tokens[at + 1].text == "." and not tokens[at + 1].apart


def degree_end(tokens: Sequence[Token], at: int) -> int:
    """The index after one degree that starts at `at`, or `at`; "S.,S.Pd" and "M. M" count as one."""
    letters, best, end = "", at, at
    if at < len(tokens) and tokens[at].is_word and tokens[at].low not in name_words().degree_starts:
        return at
    while end < len(tokens) and end - at < 8:
        token = tokens[end]
        if token.is_word:
            if not token.is_capital or len(token.text) > 6:
                break
            letters += token.low
            if letters in name_words().degrees:
                best = end + 1
        elif token.text not in ".":
            break
        end += 1
    return best


def skip_degrees(tokens: Sequence[Token], at: int) -> int:
    """The index after the degrees behind a name, each led by a comma, a full stop or nothing."""
    while True:
        start = at
        while start < len(tokens) and tokens[start].text in ",.":
            start += 1
        end = degree_end(tokens, start)
        if end == start:
            return at
        if end < len(tokens) and tokens[end].text == "." and (end + 1 == len(tokens) or not tokens[end + 1].is_capital):
            end += 1
        at = end


def printed(tokens: Sequence[Token]) -> str:
    """The words of a name with one blank between them: "M.Anie" becomes "M. Anie"."""
    pieces: list[str] = []
    for token in tokens:
        if token.text == "." and pieces:
            pieces[-1] += "." if len(pieces[-1]) <= 4 else ""
        elif token.text == "-" and pieces:
            pieces[-1] += "-"
        elif pieces and pieces[-1].endswith("-"):
            pieces[-1] += token.text
        else:
            pieces.append(token.text)
    return printed_words(pieces)


def printed_words(words: Sequence[str]) -> str:
    """The words of a name with capitals, but for its particles."""
    particles = name_words().particles
    return " ".join([word if word in particles else word[0].upper() + word[1:] for word in words])
