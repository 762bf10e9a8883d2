"""Words and marks of a text with their offsets, and phrases looked up word by word, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import Generic, TypeVar

V = TypeVar("V")

# Words keep an inner apostrophe ("No'u", "Ba’a"); every other mark is a token of its own, since the
# news writes "S.,S.Pd", "B.Ndjurumana" and "161/Wirasakti". A piece is a token with the blanks behind it, so that
# the pieces' widths tell where each stands.
_PIECE = re.compile(r"(?:[^\W_]+(?:['’`‘][^\W_]+)?|[^\w\s]|_|\n)[^\S\n]*")
_BLANKS = re.compile(r"[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark; `low` is its lower-case form, `apart` says that a blank stands behind it, `width` counts its
    characters and the blanks behind. It does not know its place, so that a word is made once however often texts
    print it; see `tokens_and_starts`."""

    text: str
    low: str
    is_word: bool
    is_capital: bool
    apart: bool
    width: int


def tokenise(plain: str) -> list[Token]:
    """All tokens of the text in order; line breaks are tokens, other blanks are not."""
    lines = plain.split("\n")
    if not all(map(_is_evenly_set, lines)):
        return [_token(piece) for piece in _PIECE.findall(plain)]
    found: list[Token] = []
    for line in lines:
        *chunks, last = line.split(" ")
        found.extend(chain.from_iterable(map(_before_a_blank.__getitem__, chunks)))
        found += _at_the_end[last]
        found.append(_LINE_BREAK)
    found.pop()
    return found


def tokens_and_starts(plain: str) -> tuple[list[Token], list[int]]:
    """All tokens of the text in order, and the offset of each."""
    tokens = tokenise(plain)
    first = _BLANKS.match(plain)
    starts = list(accumulate([token.width for token in tokens], initial=first.end() if first else 0))
    starts.pop()
    return tokens, starts


def words_of(tokens: Iterable[Token]) -> dict[str, list[int]]:
    """Where each word and mark stands, by its lower-case form: indexes of the tokens, in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(tokens):
        places[token.low].append(at)
    return places


def _is_evenly_set(line: str) -> bool:
    """Whether single blanks and nothing else part the line's words, as in nearly every line of an article."""
    return line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " "


def _token(piece: str) -> Token:
    text = piece.rstrip() or "\n"
    return Token(text, text.lower(), text[0].isalnum(), text[0].isupper(), len(piece) > len(text), len(piece))


_LINE_BREAK = _token("\n")


class _Chunks(dict[str, tuple[Token, ...]]):
    """The tokens of what stands between two blanks ("ASN", "(4/9/2024),"), each chunk taken apart once: nine of ten of
    an article have been met before, and those cost no call."""

    def __init__(self, behind: str) -> None:
        self._behind = behind

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        tokens = tuple(map(_token, _PIECE.findall(chunk + self._behind)))
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = tokens
        return tokens


_LONGEST_KEPT = 64
"""Characters; a longer chunk is no word and need not be kept for the next time."""
_MOST_KEPT = 16_384
"""Chunks; 700 articles have half as many."""
_before_a_blank, _at_the_end = _Chunks(" "), _Chunks("")


@dataclass
class _Node(Generic[V]):
    following: dict[str, _Node[V]] = field(default_factory=dict)
    values: list[V] = field(default_factory=list)


class Phrases(Generic[V]):
    """Values under phrases of one or more words, compared without regard to case."""

    def __init__(self, entries: Iterable[tuple[str, V]]) -> None:
        self._root: _Node[V] = _Node()
        for phrase, value in entries:
            node = self._root
            for token in tokenise(phrase):
                node = node.following.setdefault(token.low, _Node())
            node.values = [value]

    @property
    def starts(self) -> frozenset[str]:
        """The first words of all phrases, in lower case."""
        return frozenset(self._root.following)

    def match(self, tokens: Sequence[Token], at: int) -> tuple[V, int] | None:
        """The value of the longest phrase that starts at token `at`, and the index after it."""
        node, best = self._root, None
        while at < len(tokens) and (following := node.following.get(tokens[at].low)) is not None:
            node, at = following, at + 1
            if node.values:
                best = (node.values[0], at)
        return best


def ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    """A full stop before a capital, not one of an abbreviation; a line break."""
    token = tokens[at]
    if token.text == "\n":
        return True
    if token.text not in ".!?" or at + 1 >= len(tokens):
        return False
    closed = tokens[at - 1].text in ')”"'  # "…, Selasa (8/9/2020). Guru itu dipanggil"
    return token.apart and tokens[at + 1].is_capital and (closed or len(tokens[at - 1].text) > 3)
