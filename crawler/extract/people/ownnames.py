"""Institutions' own names: where the place or the saint after which a school or a health centre is named ends."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract.people.names import degree_end, name_at
from crawler.extract.people.regions import towns
from crawler.language.tokens import Token


def proper_end(tokens: Sequence[Token], at: int) -> int:
    """The index after the place in an institution's own name: one that the tables know ("Labuan Bajo"), else the
    capitalised words before a comma with a person's name behind it ("Puskesmas Wae Nakeng, Maria Contoh") or before a
    closing bracket, else one capitalised word; `at` where none stands."""
    if at >= len(tokens) or not (tokens[at].is_word and tokens[at].is_capital):
        return at
    known = towns().match(tokens, at)
    end = at
    while end < min(at + _LONGEST_PLACE, len(tokens)) and tokens[end].is_word and tokens[end].is_capital:
        end += 1
    if end + 1 < len(tokens) and (
        tokens[end].text == ")" or _person_follows(tokens, end) or _place_follows(tokens, end)
    ):
        return end
    return known[1] if known else at + 1


_LONGEST_PLACE = 3
"""Words."""


def _place_follows(tokens: Sequence[Token], at: int) -> bool:
    """ "SMP Negeri Wae Contoh di Kecamatan Welak": what lies somewhere has no person's name in it."""
    return tokens[at].low == "di" and tokens[at + 1].low in ("kecamatan", "kabupaten", "desa", "kelurahan")


def _person_follows(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "," and degree_end(tokens, at + 1) == at + 1 and name_at(tokens, at + 1) is not None
