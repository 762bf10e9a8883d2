"""A text's tokens with what starts at each of them, every lookup made once: offices, institutions, runs of names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from crawler.extract.people.institutions import Institution
from crawler.extract.people.names import Name, name_at
from crawler.extract.people.offices import Office, office_at
from crawler.extract.people.printed import institution_at
from crawler.extract.people.regions import region_at
from crawler.language.tokens import tokens_and_starts


@dataclass(frozen=True)
class Run:
    """A run of words from token `first` that could be a person's name."""

    first: int
    name: Name

    @property
    def full(self) -> bool:
        """True for two words or more."""
        return len(self.name.text.split()) > 1


class Scan:
    """The tokens of one text and what stands where; `starts` are the tokens' offsets."""

    def __init__(self, plain: str, before_a_place: frozenset[str]) -> None:
        tokens, self.starts = tokens_and_starts(plain)
        self.tokens = tuple(tokens)
        self._before_a_place = before_a_place

    def span(self, first: int, after: int) -> tuple[int, int]:
        """The offsets [start, end) of the tokens [first, after)."""
        return self.starts[first], self.starts[after - 1] + len(self.tokens[after - 1].text)

    @cached_property
    def offices(self) -> dict[int, Office]:
        """The office that starts at a token, by its index."""
        found = ((at, office_at(self.tokens, at)) for at, token in enumerate(self.tokens) if token.is_word)
        return {at: office for at, office in found if office}

    @cached_property
    def institutions(self) -> dict[int, Institution]:
        """The institution that starts at a token, by its index."""
        found = ((at, institution_at(self.tokens, at)) for at, token in enumerate(self.tokens) if token.is_word)
        return {at: institution for at, institution in found if institution}

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All runs that could be names, those of places among them."""
        runs, at = [], 0
        while at < len(self.tokens):
            named = self.tokens[at].is_capital or self.tokens[at].low in ("dr", "drg")
            name = name_at(self.tokens, at) if named else None
            if name:
                runs.append(Run(at, name))
            at = max(name.after, at + 1) if name else at + 1
        return tuple(runs)

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
