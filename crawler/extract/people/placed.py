"""Lists of people with their places in brackets, whose office is told once for all: "Tiga penjabat kepala desa …"."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extract.people.holders import mention_words
from crawler.extract.people.institutions import Institution, phrase
from crawler.extract.people.mentions import Mention
from crawler.extract.people.offices import Office, held_no_longer
from crawler.extract.people.scan import Run, Scan

_PLACES = {"desa": ("village", "Desa"), "kelurahan": ("village", "Kelurahan"), "kecamatan": ("kecamatan", "Kecamatan")}
_COUNTING = frozenset(["belas", "puluh", "sejumlah", "beberapa", "antara"])
_FAR = 150
"""Tokens between "Empat belas penjabat kepala desa" and the list of their names."""
_LONGEST = 4
"""Words of a place's name."""


def placed_mentions(scan: Scan) -> Iterator[Mention]:
    """ "Tiga penjabat kepala desa dilantik … Mereka antara lain A (Desa X) dan B (Desa Y)": the people of the list hold
    the office that was told of several people before."""
    shared = [office for at, office in scan.offices.items() if _is_of_several(scan, at, office)]
    for run in scan.person_runs if shared else ():
        place = _place_behind(scan, run)
        offices = [o for o in shared if place and o.takes == place[0] and 0 < run.first - o.after < _FAR]
        if place and offices:
            office = offices[-1]._replace(institution=place[1], first=run.first, after=place[1].after + 1)
            yield Mention(run.name, office, "daftar-tempat", run.first, place[1].after + 1)


def _is_of_several(scan: Scan, at: int, office: Office) -> bool:
    """Whether the title is told of several people, and of no place: "14 penjabat kepala desa", "para camat"."""
    if at == 0 or office.takes not in ("village", "kecamatan") or held_no_longer(scan.tokens, at):
        return False
    before = scan.tokens[at - 1]
    several = before.low in mention_words().plural or before.low in _COUNTING or before.text.isdigit()
    return several and office.institution is not None and office.institution.region is None


def _place_behind(scan: Scan, run: Run) -> tuple[str, Institution] | None:
    tokens, at = scan.tokens, run.name.after
    if not run.full or at + 2 >= len(tokens) or tokens[at].text != "(" or tokens[at + 1].low not in _PLACES:
        return None
    end = at + 2
    while end < min(at + 2 + _LONGEST, len(tokens)) and tokens[end].is_word and tokens[end].is_capital:
        end += 1
    if end == at + 2 or end >= len(tokens) or tokens[end].text != ")":
        return None
    takes, unit = _PLACES[tokens[at + 1].low]
    return takes, Institution(unit, "official", phrase(tokens[at + 2 : end]), at + 1, end, "none")
