"""A text's tokens with what starts at each of them, every lookup made once: offices, institutions, runs of names."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property
from typing import NamedTuple

from crawler.extract.people.institutions import Institution, tables
from crawler.extract.people.names import Name
from crawler.extract.people.offices import Office, office_at, office_starts
from crawler.extract.people.printed import institution_at
from crawler.extract.people.regions import region_at
from crawler.extract.people.runs import names_of
from crawler.language.tokens import Token, words_of


class Run(NamedTuple):
    """A run of words from token `first` that could be a person's name."""

    first: int
    name: Name

    @property
    def full(self) -> bool:
        """True for two words or more."""
        return len(self.name.text.split()) > 1


class Scan:
    """The tokens of one text and what stands where; `starts` are the tokens' offsets."""

    def __init__(self, tokens: Sequence[Token], starts: Sequence[int], before_a_place: frozenset[str]) -> None:
        self.tokens, self.starts = tuple(tokens), starts
        self._words = words_of(tokens)
        self._before_a_place = before_a_place

    def of_words(self, words: Set[str]) -> list[int]:
        """Where one of the words (in lower case) stands, in order."""
        return sorted(at for word in self._words.keys() & words for at in self._words[word])

    def span(self, first: int, after: int) -> tuple[int, int]:
        """The offsets [start, end) of the tokens [first, after)."""
        return self.starts[first], self.starts[after - 1] + len(self.tokens[after - 1].text)

    @cached_property
    def offices(self) -> dict[int, Office]:
        """The office that starts at a token, by its index."""
        places = self.of_words(office_starts())
        return {at: office for at in places if (office := office_at(self.tokens, at))}

    @cached_property
    def institutions(self) -> dict[int, Institution]:
        """The institution that starts at a token, by its index."""
        places = self.of_words(tables().starts)
        return {at: institution for at in places if (institution := institution_at(self.tokens, at))}

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All runs that could be names, those of places among them."""
        return tuple([Run(first, name) for first, name in names_of(self.tokens)])

    @cached_property
    def person_runs(self) -> tuple[Run, ...]:
        """The runs that could be names of persons: not of places, pairs of candidates or accounts."""
        return tuple(run for run in self.runs if not self._is_place(run))

    def _is_place(self, run: Run) -> bool:
        """True where the run is a region's name or stands behind "di", "hotel", "desa" … without a title."""
        before = self.tokens[run.first - 1] if run.first else None
        if before and not run.name.titled and before.low in self._before_a_place:
            return True
        region = region_at(self.tokens, run.first)
        return bool(region and region[1] >= run.name.after)
