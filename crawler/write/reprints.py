"""Texts that repeat one another word for word: reprints of an agency's story, press releases printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, count
from operator import add

from crawler.language.lexicon import fold
from crawler.text import Sentence, split_sentences

SHINGLE = 5
"""Words in a row that two reprints share."""
REPEATED = 0.5
"""A text of which at least this share of runs of words stands in another one was written from that other."""

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=64)  # the reports of one event are compared with each other
def runs(text: str) -> frozenset[bytes]:
    """Every run of SHINGLE words, marks and capitals apart: quotation marks and brackets differ between outlets."""
    return frozenset(runs_in(fold(text)))


def runs_in(folded: str) -> list[bytes]:
    """Every run of SHINGLE words of a folded text, in order."""
    return _runs_of(_WORD.findall(folded))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _runs_of(words: Sequence[str]) -> list[bytes]:
    """Every run of SHINGLE words with single blanks, in order."""
    joined = " ".join(words).encode()
    starts = list(map(add, accumulate(map(len, joined.split()), initial=0), count()))  # a blank stands behind each word
    ends = [start - 1 for start in starts[SHINGLE:]]
    return list(map(joined.__getitem__, map(slice, starts, ends)))


def repeated_share(own: frozenset[bytes], earlier: frozenset[bytes]) -> float:
    """How much of a text, 0 to 1, stands word for word in an earlier one; both as their runs."""
    return len(own & earlier) / len(own) if own else 0.0


def shared_sentence(text: str, earlier: str, avoid: frozenset[str] = frozenset()) -> str:
    """The sentence of a text that shares most with an earlier one, as printed; one without the folded words of
    `avoid` (people's names) goes before one with them. Empty where no sentence shares a run of words."""
    known = runs(earlier)
    best = max(split_sentences(text), key=lambda sentence: _worth(sentence, known, avoid), default=None)
    return best.text if best and not known.isdisjoint(_runs_of(_words(best.text))) else ""


def _worth(sentence: Sentence, known: frozenset[bytes], avoid: frozenset[str]) -> tuple[bool, bool, int, int]:
    words = _words(sentence.text)
    shared = len(known.intersection(_runs_of(words)))
    return shared > 0, avoid.isdisjoint(words), shared, -sentence.start
