"""Where a quoted sentence stands in the text that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence

CUT = "…"
"""Ends a quote that was cut at its longest; what stands before it is still the text's own."""


class Locator:
    """Finds quotes in one text. A quote is on one line, with its blanks squeezed and unseen characters gone; the text
    is as it came, so offsets are offsets of the text that is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, tuple[int, int] | None] = {}

    def find(self, quote: str) -> tuple[int, int] | None:
        """[start, end) of the quote's first appearance in characters of the text; None where it is not in it, since
        some facts are read in the headline."""
        if quote not in self._known:
            self._known[quote] = self._find(quote)
        return self._known[quote]

    def _find(self, quote: str) -> tuple[int, int] | None:
        wanted = quote.removesuffix(CUT).rstrip()
        if not wanted:
            return None
        at = self._text.find(wanted)
        if at >= 0:
            return at, at + len(wanted)
        words = wanted.split(" ")
        if len(words) == 1 or not all(word in self._text for word in words):
            return None
        at = self._text.find(words[0])
        while at >= 0 and (end := self._printed_end(words, at)) is None:
            at = self._text.find(words[0], at + 1)
        return (at, end) if at >= 0 and end is not None else None

    def _printed_end(self, words: Sequence[str], start: int) -> int | None:
        """Where a quote ends that is printed from `start` on with any blanks between its words, else None."""
        end = start + len(words[0])
        for word in words[1:]:
            gap = _GAP.match(self._text, end)
            if gap is None or not self._text.startswith(word, gap.end()):
                return None
            end = gap.end() + len(word)
        return end


# What clean_line makes a single blank: blanks, line breaks, control, bidi and zero-width characters.
_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+")
