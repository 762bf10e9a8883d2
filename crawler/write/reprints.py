"""Texts that repeat one another word for word: reprints of an agency's story, press releases printed twice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, count
from operator import add
from typing import Any

from crawler.language.lexicon import fold
from crawler.text import Sentence, split_sentences

SHINGLE = 5
"""Words in a row that two reprints share."""
ALIKE = 0.5
"""From this share of common runs of words on, two texts are one text (Jaccard, estimated over 64 permutations)."""
REPEATED = 0.5
"""A text of which at least this share of runs of words stands in another one was written from that other."""

_WORD = re.compile(r"[^\W_]+")


def alike_pairs(texts: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of keys, each in order, whose texts share most of their words in a row. Linear in the texts."""
    if len(texts) < 2:
        return set()
    from crawler.write.sketching import MinHash, MinHashLSH  # late: a single article needs no numpy

    index = MinHashLSH(num_perm=_PERMUTATIONS, params=_BANDS)
    sketches: dict[str, Any] = {}
    permutations = None  # made once, by the first sketch
    for key in sorted(texts):
        found = runs(texts[key])
        if found:
            sketches[key] = MinHash(
                _PERMUTATIONS, seed=1, hashfunc=zlib.crc32, permutations=permutations, scheme=_SCHEME
            )
            permutations = sketches[key].permutations
            sketches[key].update_batch(found)
            index.insert(key, sketches[key], check_duplication=False)
    near = ((key, other) for key, sketch in sketches.items() for other in index.query(sketch) if key < other)
    return {pair for pair in near if sketches[pair[0]].jaccard(sketches[pair[1]]) >= ALIKE}


_PERMUTATIONS = 64
_SCHEME = "affine32"  # datasketch's own since 2.0, to be said where permutations are shared
_BANDS = (21, 3)
"""Bands and rows of the index: a pair of likeness 0.5 is met with a chance of 94 %, one of 0.7 always."""


@lru_cache(maxsize=64)  # the reports of one event are compared with each other
def runs(text: str) -> frozenset[bytes]:
    """Every run of SHINGLE words, marks and capitals apart: quotation marks and brackets differ between outlets."""
    joined = " ".join(_WORD.findall(fold(text))).encode()
    lengths = map(len, joined.split())
    starts = list(map(add, accumulate(lengths, initial=0), count()))  # a blank stands behind each word
    return frozenset([joined[start : end - 1] for start, end in zip(starts, starts[SHINGLE:], strict=False)])


def repeated_share(own: frozenset[bytes], earlier: frozenset[bytes]) -> float:
    """How much of a text, 0 to 1, stands word for word in an earlier one; both as their runs."""
    return len(own & earlier) / len(own) if own else 0.0


def shared_sentence(text: str, earlier: str, avoid: frozenset[str] = frozenset()) -> str:
    """The sentence of a text that shares most with an earlier one, as printed; one without the folded words of
    `avoid` (people's names) goes before one with them. Empty where no sentence shares a run of words."""
    known = runs(earlier)
    best = max(split_sentences(text), key=lambda sentence: _worth(sentence, known, avoid), default=None)
    return best.text if best and runs(best.text) & known else ""


def _worth(sentence: Sentence, known: frozenset[bytes], avoid: frozenset[str]) -> tuple[bool, bool, int, int]:
    own = runs(sentence.text)
    shared = len(own & known)
    named = not avoid.isdisjoint(_WORD.findall(fold(sentence.text)))
    return shared > 0, not named, shared, -sentence.start
