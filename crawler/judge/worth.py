"""What a sentence says of the topic: by itself, beside its neighbours, and in the light of the whole article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from crawler.judge.terms import Kinds
from crawler.language.reading import HEADLINE

# Worth of a sentence by what it holds, before its place (headline 3 … end 0.7) is counted.
_CORE, _PARTISAN, _SIDE = 1.0, 0.75, 0.75
_ACCUSED, _WATCHED = 0.6, 0.6
_BREACH, _BESIDE, _WATCHDOG, _WEAK = 0.5, 0.5, 0.5, 0.5
_SIDE_BESIDE, _BREACH_BESIDE = 0.35, 0.3
_PERSONNEL = ("subject", "member", "guard")
_OPENING = 1
"""Sentences from 0; whom they name the story is about."""


def sentence_worth(number: int, found: Mapping[int, Kinds], holds: Set[str]) -> float:
    """What one sentence says of the topic by itself, else together with its neighbours and the whole article."""
    kinds = found[number]
    person = 1.0 if kinds.any(*_PERSONNEL) else _WEAK if "weak_subject" in kinds else 0.0
    own = max(_taking_sides(kinds) * person, _overseen(kinds, holds))
    if own or "watchdog" in kinds:
        return own or _WATCHDOG
    return _beside(number, found, holds)


def _taking_sides(kinds: Kinds) -> float:
    if "core" in kinds:
        return _CORE
    if "partisan" in kinds:
        return _CORE if _is_accused(kinds) or kinds.precedes("watching", "subject") else _PARTISAN
    return _SIDE if "side" in kinds and _is_accused(kinds) else 0.0


def _is_accused(kinds: Kinds) -> bool:
    return _is_barred(kinds) or _is_blamed(kinds)


def _is_barred(kinds: Kinds) -> bool:
    """Whether personnel are told not to do something: "PNS dilarang", "melarang prajurit", not "polisi melarang"."""
    people = ("subject", "member", "guard", "weak_subject")
    return any(kinds.precedes(who, "barred") for who in people) or kinds.precedes("barring", *people)


def _is_blamed(kinds: Kinds) -> bool:
    """Whether personnel are accused: "camat diduga", "memanggil camat". The police as such are who examines."""
    people = ("subject", "member", "weak_subject")
    return ("blamed" in kinds and kinds.any(*people)) or kinds.precedes("blaming", *people)


def _overseen(kinds: Kinds, holds: Set[str]) -> float:
    """Personnel called, reported or watched by those who oversee elections, or beside a breach."""
    if "subject" not in kinds:
        return 0.0
    if "overseer" in kinds and _is_blamed(kinds):
        return _ACCUSED
    if kinds.precedes("watching", "subject") and "overseer" in holds:
        return _WATCHED
    return _BREACH if "breach" in kinds else 0.0


_BESIDE_COUNT = ("core", "partisan", "side", "subject", "breach")
"""A sentence without any of these says nothing beside its neighbours either."""


def _beside(number: int, found: Mapping[int, Kinds], holds: Set[str]) -> float:
    kinds = found[number]
    if not kinds.any(*_BESIDE_COUNT):
        return 0.0
    close = [found[other] for other in (number - 1, number + 1) if other in found and HEADLINE not in (number, other)]
    headline = found[HEADLINE] if HEADLINE in found else Kinds()
    near = [*close, headline] if number != HEADLINE else close
    if kinds.any("core", "partisan") and "other" not in kinds and any(one.any(*_PERSONNEL) for one in near):
        return _BESIDE
    if kinds.any("core", "partisan") and "blamed" in kinds and holds >= {"told", "election"} and "other" not in holds:
        return _BESIDE  # "Camat X, A, dimutasi. A kedapatan mengampanyekan paslon": the person told of at the start
    if (
        "core" in kinds
        and holds >= {"subject", "election"}
        and "other" not in holds
        and (number == HEADLINE or "overseer" in kinds)
    ):
        return _BESIDE  # "posko aduan netralitas" of an overseer needs no further word
    if "subject" in kinds and _is_accused(kinds) and _is_understood(close, headline, holds):
        return _SIDE_BESIDE
    if "subject" in kinds and "side" in kinds and "accused" in holds:
        return _SIDE_BESIDE
    if "side" in kinds and kinds.any("barred", "barring") and any("subject" in one for one in close):
        return _SIDE_BESIDE  # "Mimbar tidak boleh menjadi panggung calon. Pesan itu disampaikan kepala kantor …"
    return _BREACH_BESIDE if "breach" in kinds and any(one.any("core", "watchdog") for one in near) else 0.0


def _is_understood(close: Iterable[Kinds], headline: Kinds, holds: Set[str]) -> bool:
    """Whether a reader knows what personnel are accused of: contestants stand beside, or the theme is named."""
    return "theme" in holds or any("side" in one for one in close) or ("side" in headline and "subject" in headline)


def context(found: Mapping[int, Kinds]) -> Set[str]:
    """The kinds that the article holds anywhere; "theme" where it says whose neutrality is meant, "accused" where
    personnel are blamed or told not to do something, "told" where the headline or the first sentences name some."""
    holds = {kind for kinds in found.values() for kind in kinds.places}
    if any(_names_theme(kinds) for kinds in found.values()):
        holds.add("theme")
    if any("subject" in kinds and _is_accused(kinds) for kinds in found.values()):
        holds.add("accused")
    if any("subject" in kinds for number, kinds in found.items() if number <= _OPENING):
        holds.add("told")
    return holds


def _names_theme(kinds: Kinds) -> bool:
    return kinds.any(*_PERSONNEL) and ("core" in kinds or ("partisan" in kinds and _is_accused(kinds)))


def is_village_election(found: Mapping[int, Kinds]) -> bool:
    """Whether village elections are spoken of in more sentences than the elections that the project follows."""
    village = sum("village" in kinds for kinds in found.values())
    return village > sum("election" in kinds for kinds in found.values())
