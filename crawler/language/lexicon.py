"""Finding many names in a string in one pass, as whole words, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from crawler.language.folding import fold
from crawler.language.phrasebook import Phrasebook, Place, Places

__all__ = ["Lexicon", "Match", "fold", "is_word"]

E = TypeVar("E")


class Match(NamedTuple, Generic[E]):
    """A name found at string[start:end], and what it stands for."""

    start: int
    end: int
    entry: E


class Lexicon(Generic[E]):
    """Names and what they stand for. A lexicon that is asked about whole articles is a vocabulary of their BOOK."""

    def __init__(self, names: Iterable[tuple[str, E]], book: Phrasebook | None = None) -> None:
        entries: defaultdict[str, list[E]] = defaultdict(list)
        for name, entry in names:
            kept = entries[fold(name)]
            if entry not in kept:
                kept.append(entry)
        self._book = book or Phrasebook()
        self._book.enrol(self, (((key,), (kept, ())) for key, kept in entries.items()))

    def find(self, string: str) -> list[Match[Sequence[E]]]:
        """The names in a string as whole words, without regard to case, left to right, the longest first where
        names overlap. A name that several entries share comes with all of them."""
        folded = fold(string)
        return self.among(folded, self._book.find(folded))

    def among(self, folded: str, places: Places) -> list[Match[Sequence[E]]]:
        """The same where the lexicon's book has been asked about a folded text."""
        hits = [place for place in places.get(self, ()) if is_word(folded, place[0], place[1])]
        return list(_longest(hits))


def _longest(hits: Sequence[Place]) -> Iterator[Match[Sequence[E]]]:
    """Leftmost first, of those the longest, and nothing inside what was taken."""
    end = -1
    for start, stop, senses in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= end:
            yield Match(start, stop, senses[0][0])
            end = stop


_HOSTS = (".com", ".id", ".co", ".net", ".go.", ".org")


def is_word(folded: str, start: int, end: int) -> bool:
    """Whether folded[start:end] stands alone: not inside a longer word, not in a host name ("jurnal-NTT.com")."""
    if start > 0 and folded[start - 1].isalnum():
        return False
    if end < len(folded) and (folded[end].isalnum() or (folded[end] == "'" and folded[end + 1 : end + 2].isalnum())):
        return False
    return not folded.startswith(_HOSTS, end)
