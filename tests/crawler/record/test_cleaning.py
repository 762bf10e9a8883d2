"""Cleaning has a short way for text that is clean; it must say the same as the long way."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crawler.record.cleaning import _BLANKS, _CONTROL, _INVISIBLE, clean_line


def by_the_long_way(text: str) -> str:
    return _BLANKS.sub(" ", _CONTROL.sub(" ", _INVISIBLE.sub("", text))).strip()


@given(st.text(st.characters() | st.sampled_from("  \u00a0\u200b\u202e\u00ad\ufe0f\ta.")))
def test_any_text(text: str) -> None:
    assert clean_line(text) == by_the_long_way(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_every_character_there_is() -> None:
    wrong = [
        f"U+{code:04X} {unicodedata.name(chr(code), '')}"
        for code in range(sys.maxunicode + 1)
        if clean_line(f"a{chr(code)}b") != by_the_long_way(f"a{chr(code)}b")
    ]
    assert wrong == []
