"""Sketches of texts by which near-duplicates are found: datasketch's MinHash, imported without SciPy.

datasketch imports `scipy.integrate` (0.3 s, 40 MB) to choose an index's bands from a threshold, which we do not do;
while datasketch is being imported, a stand-in takes the module's place.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy

PERMUTATIONS = 64
BANDS, ROWS = 21, 3
"""Bands of the sketch and values in each: texts meet where one band is the same in both. A pair of likeness 0.5 is met
with a chance of 94 %, one of 0.7 always."""
ALIKE = 0.5
"""From this share of common runs of words on, two texts are one text (Jaccard, estimated over PERMUTATIONS)."""


def sketch_of(runs: Sequence[bytes]) -> bytes:
    """The sketch of a text by its runs of words: PERMUTATIONS numbers of 32 bits."""
    sketch = _EMPTY.copy()
    sketch.update_batch(runs)
    return bytes(sketch.hashvalues.tobytes())


def matrix_of(sketches: bytes) -> Any:
    """Sketches that stand one behind the other, one a row."""
    return numpy.frombuffer(sketches, dtype=_EMPTY.hashvalues.dtype).reshape(-1, PERMUTATIONS)


def alike_rows(rows: Any, sketch: Any) -> list[int]:
    """Numbers of the rows whose text is the sketch's: that meet it in a band, as in MinHashLSH, and share enough."""
    same = rows == sketch
    (likely,) = (numpy.count_nonzero(same, axis=1) >= ALIKE * PERMUTATIONS).nonzero()
    if not len(likely):
        return []
    bands = same[likely, : BANDS * ROWS].reshape(-1, BANDS, ROWS)
    return [int(row) for row in likely[bands.all(axis=2).any(axis=1)]]


def _imported() -> Any:
    if "scipy.integrate" in sys.modules:
        import datasketch

        return datasketch
    stand_in = ModuleType("scipy.integrate")
    stand_in.quad = _not_here  # type: ignore[attr-defined]
    sys.modules["scipy.integrate"] = stand_in
    try:
        import datasketch
    finally:
        del sys.modules["scipy.integrate"]
    return datasketch


def _not_here(*_: Any) -> None:
    raise RuntimeError("no index by threshold: its bands are chosen with SciPy")


# The scheme is datasketch's own since 2.0, to be said where sketches are kept.
_EMPTY = _imported().MinHash(PERMUTATIONS, seed=1, hashfunc=zlib.crc32, scheme="affine32")
