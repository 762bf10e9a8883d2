"""Text made safe to stand in one field: no line breaks, control, bidi or zero-width characters."""

from __future__ import annotations

import re
from functools import lru_cache

# Line breaks would end a YAML plain scalar or start a new metadata line.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Bidi marks make a name read as another; what has no width hides a name from every comparison ("Boni\u00adfasius"
# looks like "Bonifasius"). They go without a blank in their place, as they stand inside words: soft hyphen, grapheme
# joiner, Arabic letter mark, Hangul fillers, Khmer inherent vowels, Mongolian and variation selectors, zero-width
# space and joiners, bidi marks, embeddings and isolates, word joiner, byte order mark, annotations, tags.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile(r"\s+")


def clean_line(text: str) -> str:
    """The text on one line, without control, bidi or invisible characters, blanks squeezed."""
    return _met_before(text) if len(text) <= _LONGEST_KEPT else _cleaned(text)


def _cleaned(text: str) -> str:
    # Nearly every text is clean already, and of what goes only some of the invisible counts as printable.
    plain = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "
    if plain and (text.isascii() or not _INVISIBLE.search(text)):
        return text
    return _BLANKS.sub(" ", _CONTROL.sub(" ", _INVISIBLE.sub("", text))).strip()


_LONGEST_KEPT = 600
"""Characters, a long sentence."""
_met_before = lru_cache(maxsize=1024)(_cleaned)
"""The same for texts met before: one sentence is evidence of several facts, and each is cleaned at every door."""


def clean_block(text: str) -> str:
    """The text as lines, each cleaned; at most one empty line between paragraphs."""
    if "\n" not in text:  # the program's own summaries
        return clean_line(text)
    lines = [clean_line(line) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
