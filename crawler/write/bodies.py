"""The bodies of articles as grouping keeps them: words as numbers and a sketch, about a kilobyte each. Pure."""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import Any

from crawler.language.lexicon import fold
from crawler.write.reprints import runs_in

_LONGER_THAN = 3
"""Letters: shorter words tell nothing of what a story is about."""
_HELD = 1024
"""Records whose words are held as sets at a time: those of one day and the next."""


class Bodies:
    """Of each body added, by its record's id: its words, and a sketch of its runs of words."""

    def __init__(self) -> None:
        self.words = lru_cache(maxsize=_HELD)(self._words)
        self._numbers: dict[str, int] = {}
        self._packed: dict[str, bytes] = {}
        self._waiting: list[tuple[str, list[bytes]]] = []
        self._sketched: list[str] = []
        self._sketches = bytearray()
        self._sketch: Any = None

    def add(self, id: str, body: str) -> None:
        """Takes a body; each id once."""
        folded = fold(body)
        numbers = self._numbers
        words = [numbers.setdefault(word, len(numbers)) for word in {*folded.split()} if len(word) > _LONGER_THAN]
        self._packed[id] = array("I", words).tobytes()
        if found := runs_in(folded):
            self._keep(id, found)

    def sketches(self) -> tuple[list[str], bytes]:
        """Record ids, and their sketches (crawler.write.sketching) one behind the other; none of a body alone."""
        return self._sketched, bytes(self._sketches)

    def _words(self, id: str) -> frozenset[int]:
        return frozenset(array("I", self._packed.get(id, b"")))

    def _keep(self, id: str, found: list[bytes]) -> None:
        """A single body needs no sketch, and its command no numpy (0.1 s of start-up)."""
        if not self._sketched and not self._waiting:
            self._waiting.append((id, found))
            return
        from crawler.write.sketching import sketch_of

        for waiting, runs in [*self._waiting, (id, found)]:
            self._sketched.append(waiting)
            self._sketches += sketch_of(runs)
        self._waiting.clear()
