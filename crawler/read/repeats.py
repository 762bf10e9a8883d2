"""Repeats: lines that a page prints twice, of which an article needs one or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

_REPEATED = 40  # characters, without marks; shorter lines may be said twice: "Siap, kata mereka."


def without_repeats(lines: Sequence[str], headline: str) -> list[str]:
    """The lines without headline, captions printed twice, leads cut out of the text and repeated paragraphs.

    ANTARA prints headline and lead again below the text, Tribun a piece of a sentence above it.
    """
    title = _folded(headline)
    folded = [_folded(line) for line in lines]
    whole = "\n".join(folded)
    seen: set[str] = set()
    kept: list[str] = []
    for number, (line, fold) in enumerate(zip(lines, folded, strict=True)):
        again = len(fold) >= _REPEATED and fold in seen
        seen.add(fold)
        at_edge = number < 4 or number >= len(lines) - 4
        cut = at_edge and len(fold) >= 30 and (line.startswith(("...", "…")) or line[0].islower())
        caption = number < 6 and not line.endswith((".", "”", '"')) and fold in folded[number + 1 : number + 2]
        if not (again or caption or _is_headline(fold, title) or (cut and whole.count(fold) > 1)):
            kept.append(line)
    return kept


def _is_headline(fold: str, title: str) -> bool:
    """Whether a folded line is the headline, whole, cut or with the outlet's brand behind it."""
    if not title or not fold:
        return False
    return (
        fold == title
        or (len(fold) >= 25 and title.startswith(fold))
        or (len(title) >= 25 and fold.startswith(title) and len(fold) <= len(title) + 25)
    )


_MARKS = re.compile(r"[\W_]+")
_PLAIN_MARKS = bytes(code for code in range(128) if _MARKS.match(chr(code)))
_PRINTED_MARKS = "“”’‘–—…"
"""Marks that nearly every article prints; a line without others beyond ASCII needs no pattern."""


def _folded(line: str) -> str:
    line = line.casefold()
    if not line.isascii():
        for mark in _PRINTED_MARKS:
            line = line.replace(mark, "")
    if not line.isascii():
        return _MARKS.sub("", line)
    return line.encode().translate(None, _PLAIN_MARKS).decode()
