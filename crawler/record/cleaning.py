"""Text made safe to stand in one field: no line breaks, control, bidi or zero-width characters."""

from __future__ import annotations

import re

# Line breaks would end a YAML plain scalar or start a new metadata line; bidi and zero-width
# characters make a name read as another. Both go from every one-line field.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"\s+")


def clean_line(text: str) -> str:
    """The text on one line, without control, bidi or zero-width characters, blanks squeezed."""
    # Nearly every text is clean already, and nothing that is unseen counts as printable.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return _BLANKS.sub(" ", _UNSEEN.sub(" ", text)).strip()


def clean_block(text: str) -> str:
    """The text as lines, each cleaned; at most one empty line between paragraphs."""
    lines = [clean_line(line) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
