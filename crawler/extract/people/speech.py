"""Words that attribute something to a person, by data/speech.toml, and what those around them make of it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from crawler.data import DATA
from crawler.language.tokens import Token, ends_sentence


@dataclass(frozen=True)
class SpeechWords:
    before_name: frozenset[str]
    back: frozenset[str]
    after_name: frozenset[str]
    passive: frozenset[str]
    between: frozenset[str]
    read_for_another: frozenset[str]
    pronouns: frozenset[str]
    together: frozenset[str]
    answering: frozenset[str]
    refusing: frozenset[str]
    accompanied: frozenset[str]
    contacted: frozenset[str]
    talking: frozenset[str]
    pairs: frozenset[str]
    charged: frozenset[str]
    defending: frozenset[str]
    openers: frozenset[str]

    @cached_property
    def pair_starts(self) -> frozenset[str]:
        """The first words of the pairs."""
        return frozenset(pair.split()[0] for pair in self.pairs)

    @cached_property
    def pointing(self) -> frozenset[str]:
        """The words that may point back to one who was named before."""
        return self.back | self.pronouns


@cache
def speech_words() -> SpeechWords:
    """The tables of data/speech.toml; `back` are the forms that point back ("katanya")."""
    table = tomllib.loads((DATA / "speech.toml").read_text(encoding="utf-8"))
    back = {f"{word}nya" for word in table["before_name"]} | {f"{word}nya" for word in table["after_name"]}
    return SpeechWords(back=frozenset(back), **{key: frozenset(words) for key, words in table.items()})


def is_pair(tokens: Sequence[Token], at: int) -> bool:
    """Whether two words at token `at` do what a verb of saying does: "A memberi tahu bahwa", "A angkat bicara"."""
    words = speech_words()
    if tokens[at].low not in words.pair_starts or at + 1 >= len(tokens):
        return False
    return f"{tokens[at].low} {tokens[at + 1].low}" in words.pairs


def charged_before(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the verb at token `at` tells what the person named before token `first` is said to have done: "A
    kedapatan mengajak warga", not "A, yang diduga hadir, meminta maaf"."""
    words = speech_words()
    for behind in range(at - 1, first - 1, -1):
        if tokens[behind].text == ",":
            return False
        if tokens[behind].low in words.charged:
            return behind == first or tokens[behind - 1].low != "yang"
    return False


_ASKED_BEHIND = 9
"""Tokens behind a name within which "tidak mau banyak bicara" may stand."""


def was_asked(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether the person named at [first, after) was asked to speak: "Ditemui terpisah, A …", "A enggan bicara …"."""
    words = speech_words()
    if {token.low for token in tokens[max(0, first - 4) : first]} & words.contacted:
        return True
    for at in range(after, min(after + _ASKED_BEHIND, len(tokens))):
        if ends_sentence(tokens, at):
            return False
        if tokens[at].low in words.talking:
            return True
    return False
