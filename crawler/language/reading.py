"""How an article is weighed: its headline says more than its lead, its lead more than its end, a quotation little."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from crawler.language.folding import fold
from crawler.language.lexicon import Lexicon, Match
from crawler.language.phrasebook import BOOK, Places
from crawler.language.tokens import Token, tokens_and_starts
from crawler.language.triggers import Hit, Triggers
from crawler.record import clean_line
from crawler.text import Text

HEADLINE = -1
"""The headline's number among the sentences."""

_HEADLINE_WEIGHT = 3.0
_BEFORE_LEAD = 1.5  # subheads and captions
_FROM_LEAD = (2.5, 1.8, 1.4)
_BODY = 1.0
_LATE = 0.7
_LATE_FROM = 12
_LEAD_WORDS = 8
_MARK = re.compile('["“”\n]')


T = TypeVar("T")


class Reading:
    """One article as a single folded string: the headline, a line break, the body. Offsets are offsets of `folded`.

    What judging and several extractors look at is found once; see `reading_of`."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._known = 0
        self._places: Places = {}

    @cached_property
    def printed(self) -> str:
        return f"{self.text.headline}\n{self.text.plain}"

    @cached_property
    def folded(self) -> str:
        return fold(self.printed)

    @cached_property
    def shift(self) -> int:
        """Where the body starts."""
        return len(self.text.headline) + 1

    @cached_property
    def body_tokens(self) -> tuple[list[Token], list[int]]:
        """The words and marks of the body, and the offset of each in the text's `plain`."""
        return tokens_and_starts(self.text.plain)

    def hits(self, triggers: Triggers[T]) -> list[Hit[T]]:
        """What a vocabulary finds in `folded`, in the order of the first parts' ends."""
        triggers.enrol()
        return triggers.among(self.folded, self._found())

    def names(self, lexicon: Lexicon[T]) -> tuple[list[Match[Sequence[T]]], list[Match[Sequence[T]]]]:
        """What a lexicon of the BOOK finds in the headline and in the body, by offsets of each."""
        found, shift = lexicon.among(self.folded, self._found()), self.shift
        headline = [match for match in found if match.start < shift]
        return headline, [Match(start - shift, end - shift, entry) for start, end, entry in found[len(headline) :]]

    def _found(self) -> Places:
        """Where the BOOK's phrases stand, found at the first asking for all."""
        if self._known < BOOK.size:
            self._known, self._places = BOOK.size, BOOK.find(self.folded)
        return self._places

    @cached_property
    def lead(self) -> int:
        """The number of the sentence that opens the story: the first full one, after subheads and captions."""
        for at, sentence in enumerate(self.text.sentences[:12]):
            if sentence.text[-1] in '.!?”"' and sentence.text.count(" ") + 1 >= _LEAD_WORDS:
                return at
        return 0

    def number(self, offset: int) -> int:
        """The number of the sentence at an offset; HEADLINE for the headline."""
        if offset < self.shift:
            return HEADLINE
        return max(0, bisect_right(self._starts, offset - self.shift) - 1)

    def until(self, number: int) -> int:
        """The offset from which another sentence counts."""
        following = number + 1
        if number == HEADLINE:
            return self.shift
        return self.shift + self._starts[following] if following < len(self._starts) else len(self.folded)

    def weight(self, offset: int) -> float:
        """How much the place counts, 0.7 to 3."""
        return self.weight_of(self.number(offset))

    def weight_of(self, number: int) -> float:
        if number == HEADLINE:
            return _HEADLINE_WEIGHT
        behind = number - self.lead
        if behind < 0:
            return _BEFORE_LEAD
        if behind < len(_FROM_LEAD):
            return _FROM_LEAD[behind]
        return _BODY if behind < _LATE_FROM else _LATE

    def quoted(self, offset: int) -> bool:
        """Whether the place lies inside quotation marks."""
        return bisect_right(self._marks, offset) % 2 == 1

    def span(self, number: int) -> tuple[int, int]:
        """The first and the last offset of a sentence."""
        if number == HEADLINE:
            return 0, self.shift - 1
        sentence = self.text.sentences[number]
        return self.shift + sentence.start, self.shift + sentence.end

    def sentence(self, number: int) -> str:
        """A sentence's folded text."""
        start, end = self.span(number)
        return self.folded[start:end]

    def quote(self, offset: int) -> str:
        """The sentence at an offset as printed, on one line: the evidence."""
        if offset < self.shift or not self.text.sentences:
            return clean_line(self.text.headline)
        return self.text.quote_at(max(offset - self.shift, self.text.sentences[0].start))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.text.sentences]

    @cached_property
    def _marks(self) -> list[int]:
        """Offsets where a quotation opens (even places) and closes (odd places). A line break closes it."""
        marks: list[int] = []
        for mark in _MARK.finditer(self.folded):
            if mark[0] != "\n" or len(marks) % 2:
                marks.append(mark.start())
        return marks


@lru_cache(maxsize=4)
def reading_of(text: Text) -> Reading:
    """The reading of a text; asked again for the same object, the same, so that all share what was found."""
    return Reading(text)
