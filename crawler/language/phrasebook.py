"""The words that every vocabulary looks for, found together in one pass over a text's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.language.lexicon import fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Words with single blanks, folded: a phrase, or what stands before or behind a phrase's gap. `longer` also
    takes longer words ("kampanye*"). Each is made once and compared by identity."""

    words: str
    longer: bool
    rest: str = field(repr=False)
    """What follows the first word."""


_PEEK = 3
"""Characters behind a word by which the parts that go on there are told apart."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a token, from offset `start` there, that begins parts: of those `alone` it is the whole, those in
    `longer` go on, kept by their next characters, and `short` are the ones among them with fewer."""

    start: int
    length: int
    alone: list[Part]
    longer: dict[str, list[Part]]
    short: list[Part]


Places = dict[Part, list[int]]
"""Where each part of a text starts, in order."""


class Phrasebook:
    """All parts of all vocabularies, by their first words."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, bool], Part] = {}
        self._whole: dict[str, list[Part]] = {}
        self._begun: dict[str, list[Part]] = {}
        self._longest = 0
        self._words_in = lru_cache(maxsize=16384)(self._read_token)

    def part(self, printed: str) -> Part:
        """The part for a phrase's words, folded, with a "*" behind them where longer words count. Raises ValueError
        where they do not begin with a word."""
        longer, words = printed.endswith("*"), printed.rstrip("*")
        first = _WORD.match(words)
        if first is None:
            raise ValueError(f"a phrase begins with a word: {printed!r}")
        if (words, longer) not in self._parts:
            part = self._parts[words, longer] = Part(words, longer, words[first.end() :])
            table = self._begun if longer and not part.rest else self._whole
            table.setdefault(first[0], []).append(part)
            self._longest = max(self._longest, len(first[0]))
            self._words_in.cache_clear()
        return self._parts[words, longer]

    @property
    def size(self) -> int:
        """How many parts are known; what was found when there were fewer is out of date."""
        return len(self._parts)

    def find(self, folded: str, words: Mapping[str, Sequence[int]], starts: Sequence[int]) -> Places:
        """Where the parts stand in a folded text; its words, as indexes of tokens, and the tokens' offsets are given.
        Linear in its length."""
        found: defaultdict[Part, list[int]] = defaultdict(list)
        words_in = self._words_in
        for low, places in words.items():
            for word in words_in(low):
                at = [starts[place] + word.start for place in places]
                for part in word.alone:
                    found[part] += at
                for start in at if word.longer else ():
                    behind = start + word.length
                    for part in word.longer.get(folded[behind : behind + _PEEK], word.short):
                        if _follows(part, folded, behind):
                            found[part].append(start)
        for at in found.values():
            at.sort()  # a longer word may be printed before the word itself
        return found

    def _read_token(self, low: str) -> tuple[_Word, ...]:
        """The words of a token that begin a part: "qur'an" holds two words, of which each may."""
        found = []
        for match in _WORD.finditer(fold(low)):
            word = match[0]
            whole = self._whole.get(word, ())
            alone = [part for part in whole if not part.rest]
            alone += (
                part for end in range(1, min(len(word), self._longest) + 1) for part in self._begun.get(word[:end], ())
            )
            further = [part for part in whole if part.rest]
            short = [part for part in further if len(part.rest) < _PEEK]
            longer = {part.rest[:_PEEK]: list(short) for part in further}
            for part in further:
                if part not in short:
                    longer[part.rest[:_PEEK]].append(part)
            if alone or longer:
                found.append(_Word(match.start(), len(word), alone, longer, short))
        return tuple(found)


def _follows(part: Part, folded: str, behind: int) -> bool:
    """Whether a part's further words stand behind its first one."""
    end = behind + len(part.rest)
    if not folded.startswith(part.rest, behind):
        return False
    return part.longer or end >= len(folded) or not folded[end].isalnum()


BOOK = Phrasebook()
"""The one that all vocabularies share, so that a text is gone through once for all of them."""


def first_from(starts: Sequence[int], offset: int) -> int | None:
    """The first of ordered offsets that is not before the given one."""
    at = bisect_left(starts, offset)
    return starts[at] if at < len(starts) else None
