"""Whether an article is about the neutrality of state personnel in Nusa Tenggara Timur, by data/terms.toml.

What counts is a sentence that puts state personnel together with neutrality, with taking sides, or with an election's
contestants and a ban or a blame; and where it stands: an article on another topic with one such sentence at its end
is not about it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set

from crawler.extract.places import ntt_evidence
from crawler.judge.terms import Kinds, kinds_of, term_table
from crawler.language.reading import HEADLINE, Reading
from crawler.record import Relevance
from crawler.text import Text

# Worth of a sentence by what it holds, before its place (headline 3 … end 0.7) is counted.
_CORE, _PARTISAN, _SIDE = 1.0, 0.75, 0.75
_ACCUSED, _WATCHED = 0.6, 0.6
_BREACH, _BESIDE, _WATCHDOG, _WEAK = 0.5, 0.5, 0.5, 0.5
_SIDE_BESIDE, _BREACH_BESIDE = 0.35, 0.3
_APPEAL = 1.0  # "minta PNS tahan jempol", with netralitas further down
_HALF = 1.4
"""The sum of sentences' worths at which the topic alone scores 0.5: a lead that names it, or three sentences."""
_IN_PASSING = 0.6
_SHARE = 0.25
"""What share of an article's sentences must speak of it when neither headline nor lead does."""
_SHORT = 4
"""Sentences; in a shorter text everything stands in front."""
_OPINION = 0.45
_ESSAY_FROM = 5
"""Sentences; a shorter text may be a notice without a speaker."""
_ELSEWHERE, _NOWHERE = 0.15, 0.55
_NTT_FROM = -0.2
"""NTT evidence from which the story is NTT's: a ranking may name four other provinces beside it."""
_PERSONNEL = ("subject", "member", "guard")


def judge(text: Text) -> Relevance:
    """The article's relevance, 0 to 1, with short reasons in Indonesian. From 0.5 it is relevant, from 0.8 surely."""
    reading = Reading(text)
    found = kinds_of(reading)
    sum_, reasons = _topic(reading, found)
    if not sum_:
        return Relevance(0.0, tuple(reasons))
    score = 1 - math.pow(0.5, sum_ / _HALF)
    if _is_opinion(reading):
        score *= _OPINION
        reasons.append("tulisan opini")
    place, reason = _place(text)
    return Relevance(round(score * place, 3), (*reasons, reason))


def _topic(reading: Reading, found: Mapping[int, Kinds]) -> tuple[float, list[str]]:
    """The sum of the sentences' worths, and what to say about it."""
    numbers = sorted(found)
    holds = _context(found)
    worths = {number: worth for number in numbers if (worth := _worth(number, found, holds))}
    if not worths:
        return 0.0, [_why_not(holds)]
    if not holds & {"core", "election", "watchdog"} or ("other" in holds and not holds & {"election", "watchdog"}):
        return 0.0, ["tidak terkait pemilihan"]
    if "village" in holds and _is_village_election(found):
        return 0.0, ["pemilihan kepala desa, bukan pilkada atau pemilu"]
    front = [number for number in worths if number <= reading.lead + 1]
    total = sum(worth * reading.weight_of(number) for number, worth in worths.items())
    opening = [found[number] for number in (HEADLINE, reading.lead) if number in found]
    if not front and any("appeal" in kinds and "subject" in kinds for kinds in opening):
        front, total = [reading.lead], total + _APPEAL
    sentences = len(reading.text.sentences)
    if not front and sentences > _SHORT and _in_passing(len(worths), sentences, holds):
        return total * _IN_PASSING, ["netralitas hanya disebut sepintas"]
    reasons = ["netralitas aparatur di judul"] if HEADLINE in worths else []
    if any(number != HEADLINE for number in front):
        reasons.append("netralitas aparatur di teras berita")
    reasons.append(f"{len(worths)} kalimat tentang sikap aparatur")
    return total, reasons


def _in_passing(worthy: int, sentences: int, holds: Set[str]) -> bool:
    return worthy == 1 or (worthy < _SHARE * sentences and not (worthy > 2 and "theme" in holds))


def _worth(number: int, found: Mapping[int, Kinds], holds: Set[str]) -> float:
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


def _beside(number: int, found: Mapping[int, Kinds], holds: Set[str]) -> float:
    kinds = found[number]
    close = [found[other] for other in (number - 1, number + 1) if other in found and HEADLINE not in (number, other)]
    headline = found[HEADLINE] if HEADLINE in found else Kinds()
    near = [*close, headline] if number != HEADLINE else close
    if kinds.any("core", "partisan") and "other" not in kinds and any(one.any(*_PERSONNEL) for one in near):
        return _BESIDE
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


def _context(found: Mapping[int, Kinds]) -> Set[str]:
    """The kinds that the article holds anywhere; "theme" where it says whose neutrality is meant, "accused" where
    personnel are blamed or told not to do something."""
    holds = {kind for kinds in found.values() for kind in kinds.places}
    if any(_names_theme(kinds) for kinds in found.values()):
        holds.add("theme")
    if any("subject" in kinds and _is_accused(kinds) for kinds in found.values()):
        holds.add("accused")
    return holds


def _names_theme(kinds: Kinds) -> bool:
    return kinds.any(*_PERSONNEL) and ("core" in kinds or ("partisan" in kinds and _is_accused(kinds)))


def _is_village_election(found: Mapping[int, Kinds]) -> bool:
    """Whether village elections are spoken of in more sentences than the elections that the project follows."""
    village = sum("village" in kinds for kinds in found.values())
    return village > sum("election" in kinds for kinds in found.values())


def _why_not(holds: Set[str]) -> str:
    if "other" in holds:
        return "netralitas pihak lain, bukan aparatur"
    if "core" in holds:
        return "netralitas tanpa aparatur"
    return "tidak membahas netralitas aparatur"


def _is_opinion(reading: Reading) -> bool:
    """Whether a writer speaks in their own name: an "Oleh:" at the start, or a longer text in which no one speaks."""
    opening = [reading.sentence(number).strip() for number in range(min(3, len(reading.text.sentences)))]
    if any(sentence.startswith(term_table().opinion) for sentence in opening):
        return True
    if len(reading.text.sentences) < _ESSAY_FROM or '"' in reading.folded or "“" in reading.folded:
        return False
    return next(term_table().attribution.find(reading.folded), None) is None


def _place(text: Text) -> tuple[float, str]:
    evidence = ntt_evidence(text)
    if evidence >= _NTT_FROM and evidence != 0:
        return 1.0, "berlokasi di NTT"
    if evidence == 0:
        return _NOWHERE, "lokasi tidak jelas"
    return _ELSEWHERE, "tentang daerah di luar NTT"
