"""Offices: a title, what it is the title of, and the institution ("Plt. Camat Wotan Ulumado")."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from crawler.data import DATA
from crawler.extract.people.institutions import Institution, attach, phrase
from crawler.extract.people.regions import skip_brackets
from crawler.extract.people.scopes import institution_of
from crawler.extract.people.seats import TitleForm
from crawler.language.tokens import Phrases, Token


class Office(NamedTuple):
    """A title over tokens [first, after) and its institution; `institution.region` may still be open."""

    title: str
    institution: Institution | None
    first: int
    after: int
    takes: str

    def at_home(self, story: str | None) -> Office:
        """The same office with an open region filled from its level or the story's region."""
        return self._replace(institution=self.institution.at_home(story)) if self.institution else self


@cache
def _positions() -> dict[str, Any]:
    return tomllib.loads((DATA / "positions.toml").read_text(encoding="utf-8"))


@cache
def _table() -> tuple[Phrases[TitleForm], Phrases[str], frozenset[str]]:
    data = _positions()
    titles = [
        (printed, TitleForm(printed, row["takes"], row.get("unit", ""), row.get("level", "story"), row.get("tail", "")))
        for row in data["position"]
        for printed in row["forms"]
    ]
    return Phrases(titles), Phrases((form, form) for form in data["prefixes"]), frozenset(data["not_in_office"])


@cache
def title_spellings() -> dict[str, str]:
    """Other spellings of a title to the one they are compared in, all lower case."""
    spellings: dict[str, str] = _positions()["spellings"]
    return spellings


@cache
def office_starts() -> frozenset[str]:
    """The words that titles and their prefixes begin with, in lower case."""
    titles, prefixes, _ = _table()
    return titles.starts | prefixes.starts


def office_at(tokens: Sequence[Token], at: int) -> Office | None:
    """The office whose title or prefix ("Plt.", "Penjabat (Pj)") starts at token `at`."""
    if tokens[at].low not in office_starts():
        return None
    titles, prefixes, _ = _table()
    found = titles.match(tokens, at)
    if found is None and (prefix := prefixes.match(tokens, at)):
        start = _past_stop(tokens, prefix[1])
        found = titles.match(tokens, start)
        if found is None:
            return _village_head_without_title(tokens, at, start)
    if found is None:
        return None
    form, after = found
    title_end = after
    after = skip_brackets(tokens, after, longest=3)
    title_end, after, institution = institution_of(tokens, form, title_end, after)
    return Office(phrase(tokens[at:title_end]), institution, at, after, form.takes)


def held_no_longer(tokens: Sequence[Token], first: int) -> bool:
    """True where "mantan", "calon", "pasangan calon bupati dan …" or "sebelumnya A menjabat" stands before it."""
    not_in_office = _table()[2]
    if first and tokens[first - 1].low in _SERVING and _FORMERLY & {token.low for token in _clause(tokens, first)}:
        return True
    for at in range(first - 1, max(-1, first - 5), -1):
        if tokens[at].low in not_in_office:
            return True
        if not tokens[at].is_word or (
            tokens[at].low not in ("dan", "wakil", "bupati", "gubernur", "wali", "kota", "pasangan")
        ):
            return False
    return False


_SERVING = ("menjabat", "sebagai", "selaku")
_FORMERLY = frozenset(["sebelumnya", "dulunya", "semula", "pernah"])


def _clause(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    """The few words before token `first`, back to a comma or full stop."""
    begin = first
    while begin > 0 and first - begin < 6 and tokens[begin - 1].is_word:
        begin -= 1
    return tokens[begin:first]


def _past_stop(tokens: Sequence[Token], at: int) -> int:
    return at + 1 if at < len(tokens) and tokens[at].text == "." else at


def _village_head_without_title(tokens: Sequence[Token], at: int, start: int) -> Office | None:
    """ "Agustinus Bria (Pj. Haitimuk)": an acting head of a village named without the word."""
    closed = start + 1 < len(tokens) and tokens[start].is_capital and tokens[start + 1].text == ")"
    if not closed or at == 0 or tokens[at - 1].text != "(":
        return None
    institution = Institution("Desa", "official", tokens[start].text, start, start + 1, "none")
    return Office(phrase(tokens[at:start]), institution, at, start + 1, "village")


def office_institution(office: Office) -> str | None:
    """The institution as kept, or None when the text does not say which."""
    if office.institution is None:
        return None
    if office.institution.region is None and (
        office.takes in ("kecamatan", "village") or office.institution.name in ("Polsek", "Koramil")
    ):
        return None
    return attach(office.institution.name, office.institution.style, office.institution.region)
