"""Whom a name alone means: the persons of an article by the words of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.extract.people.names import name_words
from crawler.extract.people.spellings import Key, name_key, same_word, share_words, sounds_near

_SHORT_FORM = 4
"""Letters of the beginning of a name that stands for all of it."""


class Roster:
    """The full names of an article's persons, who are known by their place among them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.keys: list[Key] = [name_key(name) for name in names]
        self._words: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._sounds = [(index, "".join(key)) for index, key in enumerate(self.keys) if len(key) > 1]
        for index, key in enumerate(self.keys):
            for word in key:
                self._words[word[0]].append((word, index))

    def named(self, name: str) -> int | None:
        """The person whom the name means: whole or in part ("Orias", "Langmau"), or begun ("Stef")."""
        key = name_key(name)
        fitting = self._of_words(key) if len(key) > 1 else self._of_word(key[0]) if key else []
        if not fitting:
            return None
        if len(fitting) > 1 and " " not in name:
            return self._first_named(fitting, key)
        return fitting[0] if name not in name_words().never else None

    def _of_word(self, word: str) -> list[int]:
        """The persons of whose names one word is the given one, else those of whom one begins with it."""
        near = self._words.get(word[0])
        if near is None:
            return []
        # a dict keeps each person once, in order; spellings of one name begin alike
        fitting = dict.fromkeys([index for known, index in near if same_word(word, known)])
        if not fitting and len(word) >= _SHORT_FORM:
            fitting = dict.fromkeys([index for known, index in near if known.startswith(word)])
        return list(fitting)

    def _of_words(self, key: Key) -> list[int]:
        """The persons whose names share the words of a longer name, or sound as it does as a whole."""
        sound = "".join(key)
        fitting = {index for index, known in self._sounds if sounds_near(known, sound)}
        for index in {index for word in key for _, index in self._words.get(word[0], ())} - fitting:
            if share_words(self.keys[index], key):
                fitting.add(index)
        return sorted(fitting)

    def _first_named(self, fitting: Sequence[int], key: Key) -> int | None:
        """Of several, the one whose first name it is."""
        first = [index for index in fitting if self.keys[index][:1] == key[:1]]
        return first[0] if len(first) == 1 else None
