"""Texts made alike before they are compared: small letters, plain apostrophes."""

from __future__ import annotations

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
