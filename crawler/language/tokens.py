"""Words and marks of a text with their offsets, and phrases looked up word by word, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

# Words keep an inner apostrophe ("No'u", "Ba’a"); every other mark is a token of its own, since the
# news writes "S.,S.Pd", "B.Ndjurumana" and "161/Wirasakti".
_TOKEN = re.compile(r"[^\W_]+(?:['’`‘][^\W_]+)?|[^\w\s]|_|\n")


class Token(NamedTuple):
    """`text` at [start, end) of the plain text; `low` is its lower-case form. Words and capitals are told once,
    since each is asked a dozen times. A tuple, which is made in a third of a frozen dataclass's time."""

    text: str
    low: str
    start: int
    end: int
    is_word: bool
    is_capital: bool


def tokenise(plain: str) -> list[Token]:
    """All tokens of the text in order; line breaks are tokens, other blanks are not."""
    return [
        Token(text := m[0], text.lower(), m.start(), m.end(), text[0].isalnum(), text[0].isupper())
        for m in _TOKEN.finditer(plain)
    ]


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
    apart = tokens[at + 1].start > token.end
    return apart and tokens[at + 1].is_capital and len(tokens[at - 1].text) > 3
