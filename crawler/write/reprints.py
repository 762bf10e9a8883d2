"""Texts that repeat one another word for word: reprints of an agency's story, press releases printed twice."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, combinations, count, islice
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


def alike_pairs(texts: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Pairs of keys, each in order, whose texts share most of their words in a row. `texts` are keys in order, each
    once, with their text; of each a quarter of a kilobyte is kept. Linear in the texts."""
    texts = iter(texts)
    first = list(islice(texts, 2))
    if len(first) < 2:
        return set()  # a single article needs no numpy
    keys: list[str] = []
    sketches: list[Any] = []
    permutations = None  # made once, by the first sketch
    for key, text in chain(first, texts):
        if found := _runs_of(_words(text)):
            sketch = _sketch(found, permutations)
            permutations = sketch.permutations
            keys.append(key)
            sketches.append(sketch.hashvalues)
    near = ((one, two) for one, two in _met(sketches) if (sketches[one] == sketches[two]).mean() >= ALIKE)
    return {(keys[one], keys[two]) for one, two in near}


def _sketch(found: Iterable[bytes], permutations: Any) -> Any:
    from crawler.write.sketching import MinHash

    sketch = MinHash(_PERMUTATIONS, seed=1, hashfunc=zlib.crc32, permutations=permutations, scheme=_SCHEME)
    sketch.update_batch(found)
    return sketch


def _met(sketches: Sequence[Any]) -> set[tuple[int, int]]:
    """Places of sketches that are equal in at least one band: what MinHashLSH finds, in a hundredth of its memory."""
    met: set[tuple[int, int]] = set()
    bands, rows = _BANDS
    for start in range(0, bands * rows, rows):
        equal: defaultdict[bytes, list[int]] = defaultdict(list)
        for place, sketch in enumerate(sketches):
            equal[sketch[start : start + rows].tobytes()].append(place)
        met.update(pair for places in equal.values() for pair in combinations(places, 2))
    return met


_PERMUTATIONS = 64
_SCHEME = "affine32"  # datasketch's own since 2.0, to be said where permutations are shared
_BANDS = (21, 3)
"""Bands and rows of the index: a pair of likeness 0.5 is met with a chance of 94 %, one of 0.7 always."""


@lru_cache(maxsize=64)  # the reports of one event are compared with each other
def runs(text: str) -> frozenset[bytes]:
    """Every run of SHINGLE words, marks and capitals apart: quotation marks and brackets differ between outlets."""
    return frozenset(_runs_of(_words(text)))


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
