"""Finding many names in a string in one pass, as whole words, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

E = TypeVar("E")


class Match(NamedTuple, Generic[E]):
    """A name found at string[start:end], and what it stands for."""

    start: int
    end: int
    entry: E


class Lexicon(Generic[E]):
    """Names and what they stand for, found in a string in one pass (Aho-Corasick)."""

    def __init__(self, names: Iterable[tuple[str, E]]) -> None:
        entries: dict[str, tuple[int, list[E]]] = {}
        for name, entry in names:
            key = fold(name)
            kept = entries.setdefault(key, (len(key), []))[1]
            if entry not in kept:
                kept.append(entry)
        self._automaton = ahocorasick.Automaton()
        for key, value in entries.items():
            self._automaton.add_word(key, value)
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, string: str) -> list[Match[Sequence[E]]]:
        """The names in a string as whole words, without regard to case, left to right, the longest first where
        names overlap. A name that several entries share comes with all of them."""
        return self.find_folded(fold(string))

    def find_folded(self, folded: str) -> list[Match[Sequence[E]]]:
        """The same in a string that `fold` has made."""
        if self._empty or not folded:
            return []
        hits = [
            (last - length + 1, last + 1, found)
            for last, (length, found) in self._automaton.iter(folded)
            if is_word(folded, last - length + 1, last + 1)
        ]
        return list(_longest(hits))


def _longest(hits: list[tuple[int, int, list[E]]]) -> Iterator[Match[Sequence[E]]]:
    """Leftmost first, of those the longest, and nothing inside what was taken."""
    end = -1
    for start, stop, found in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            yield Match(start, stop, found)
            end = stop


# One character for one character, so that offsets stay true. Replacing beats translating: most are absent.
_FOLDS = (("’", "'"), ("‘", "'"), ("`", "'"), ("´", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u2011", "-"), ("\u2010", "-"))


def fold(string: str) -> str:
    """The string in small letters with plain apostrophes, every character at its old offset."""
    if string.isascii():
        return string.replace("`", "'").lower()
    for printed, plain in _FOLDS:
        string = string.replace(printed, plain)
    folded = string.lower()
    if len(folded) == len(string):
        return folded
    return "".join(low if len(low := char.lower()) == 1 else char for char in string)


_HOSTS = (".com", ".id", ".co", ".net", ".go.", ".org")


def is_word(folded: str, start: int, end: int) -> bool:
    """Whether folded[start:end] stands alone: not inside a longer word, not in a host name ("jurnal-NTT.com")."""
    if start > 0 and folded[start - 1].isalnum():
        return False
    if end < len(folded) and (folded[end].isalnum() or (folded[end] == "'" and folded[end + 1 : end + 2].isalnum())):
        return False
    return not folded.startswith(_HOSTS, end)
