"""All names of a text, found over a string that has one letter for each of its words and marks.

Nine of ten names are capitalised words that nothing makes doubtful: one regular expression finds where they start and
end. At every other word that may start a name `names.name_at` looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract.people.names import LONGEST_RUN, Name, degree_end, is_plain, name_at, name_words, skip_degrees
from crawler.language.tokens import Token

_NAMED = "w"
"""A capitalised word of a name and of nothing besides: no title, initial, particle or beginning of a degree."""
_BEGINS = "b"
"""Any other word that a name or its titles may begin with."""
_ENDS = "e"
"""What ends a name and the degrees behind it: small letters, marks, words that stand in no name."""
_UNSURE = "?"
"""What begins no name, and may be inside one or in the degrees behind it."""

_NAME = re.compile(rf"({_NAMED}{{1,{LONGEST_RUN}}})(?=\.?{_ENDS}|,)|[{_NAMED}{_BEGINS}]")
_UNCAPITALISED_TITLES = frozenset(["dr", "drg"])


def names_of(tokens: Sequence[Token]) -> Iterator[tuple[int, Name]]:
    """The names of a text from left to right, each with the index of the token that it or its title begins with."""
    texts = [token.text for token in tokens]
    classes = "".join(map(_CLASSES.__getitem__, texts))
    found = _NAME.search(classes)
    while found:
        first, after = found.span()
        if found[1]:
            end = after
            if classes[end] == "," and classes[end + 1 : end + 2] not in (_ENDS, _NAMED):
                after = skip_degrees(tokens, end)
            if end - first > 1 or not texts[first].isupper():
                yield first, Name(" ".join(texts[first:end]), first, end, after, False)
        elif name := name_at(tokens, first):
            yield first, name
            after = name.after
        else:
            after = max(after, degree_end(tokens, first))
        found = _NAME.search(classes, after)


class _Classes(dict[str, str]):
    """The class of each word and mark met so far."""

    def __missing__(self, text: str) -> str:
        found = _class_of(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = found
        return found


_LONGEST_KEPT = 64
"""Characters; what is longer is no word."""
_MOST_KEPT = 16_384
_CLASSES = _Classes()


def _class_of(text: str) -> str:
    words, low = name_words(), text.lower()
    capital = text[0].isupper()
    if low in words.before and (capital or low in _UNCAPITALISED_TITLES):
        return _BEGINS
    if not capital:
        return text if text in (",", ".") else _UNSURE if text == "-" or text in words.particles else _ENDS
    if text in words.never:
        return _UNSURE if text in words.particles or low in words.degree_starts else _ENDS
    return _NAMED if is_plain(text) and text[0].isalnum() and len(text) > 1 else _BEGINS
