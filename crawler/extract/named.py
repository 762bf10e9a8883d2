"""Institutions of a story: those that its text names and those that its officials serve."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extract.institutions import PARTY, Institution, institution_at
from crawler.extract.offices import Office, office_at
from crawler.extract.officials import Cast
from crawler.extract.tokens import Token

# Parts of an institution, and places that are no institution of their own in a list of institutions.
_PARTS = ("Bidang", "Bagian", "Biro", "Setda", "Komisi")
_PLACES = ("kecamatan", "village", "servant")


def named_institutions(cast: Cast, story: str | None, subjects: set[int]) -> dict[str, int]:
    """The institutions as kept, each with the offset of its first naming, in the order of the text.

    `story` is the region of the event, which completes "Bawaslu setempat"; `subjects` are indexes of the
    cast: where an accused person serves is no part of what the story's institutions did."""
    found: dict[str, int] = {}
    skipped = {m.office.first for index in subjects for m in cast.persons[index].mentions}
    at = 0
    while at < len(cast.tokens):
        institution, after = _institution(cast.tokens, at, skipped)
        if institution is not None:
            kept = institution.at_home(story)
            if _is_listed(kept):
                found.setdefault(kept.kept, cast.tokens[at].start)
        at = max(after, at + 1)
    return dict(_without_regionless(found))


def _institution(tokens: tuple[Token, ...], at: int, skipped: set[int]) -> tuple[Institution | None, int]:
    if not tokens[at].is_word:
        return None, at + 1
    office = office_at(tokens, at)
    if office is not None:
        return (None if at in skipped or office.takes in _PLACES else _of_office(office)), office.after
    found = institution_at(tokens, at) if tokens[at].is_capital else None
    return found, found.after if found else at + 1


def _of_office(office: Office) -> Institution | None:
    """The office's institution where its title names it; "Bupati" alone, unnamed, names no government."""
    institution = office.institution
    if institution is None or (institution.style == "government" and institution.region is None):
        return None
    return institution


def _is_listed(institution: Institution) -> bool:
    if institution.style == PARTY or institution.name.startswith(_PARTS):
        return False
    open_region = institution.region is None and institution.style != "none"
    return not open_region or institution.name in ("Korpri", "KPU")


def _without_regionless(found: dict[str, int]) -> Iterator[tuple[str, int]]:
    """ "KPU" beside "KPU Kabupaten Belu" says nothing more."""
    for name, offset in found.items():
        if not any(other != name and other.startswith(f"{name} ") for other in found):
            yield name, offset
