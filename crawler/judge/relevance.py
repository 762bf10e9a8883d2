"""Whether an article is about the neutrality of state personnel in Nusa Tenggara Timur, by data/terms.toml.

What counts is a sentence that puts state personnel together with neutrality, with taking sides, or with an election's
contestants and a ban or a blame; and where it stands: an article on another topic with one such sentence at its end
is not about it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set

from crawler.extract.places import ntt_evidence
from crawler.judge.terms import Kinds, kinds_of, term_table
from crawler.judge.worth import context, is_village_election, sentence_worth
from crawler.language.reading import HEADLINE, Reading, reading_of
from crawler.record import Relevance
from crawler.text import Text

_APPEAL = 1.0  # "minta PNS tahan jempol", with netralitas further down
_HALF = 1.4
"""The sum of sentences' worths at which the topic alone scores 0.5: a lead that names it, or three sentences."""
_BARE = 1.5
"""An article that comes without its headline lacks the sentence that would count most; the others make up for it."""
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


def judge(text: Text) -> Relevance:
    """The article's relevance, 0 to 1, with short reasons in Indonesian. From 0.5 it is relevant, from 0.8 surely."""
    reading = reading_of(text)
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
    holds = context(found)
    worths = {number: worth for number in numbers if (worth := sentence_worth(number, found, holds))}
    if not worths:
        return 0.0, [_why_not(holds)]
    if not holds & {"core", "election", "watchdog"} or ("other" in holds and not holds & {"election", "watchdog"}):
        return 0.0, ["tidak terkait pemilihan"]
    if "village" in holds and is_village_election(found):
        return 0.0, ["pemilihan kepala desa, bukan pilkada atau pemilu"]
    bare = not reading.text.headline
    front = [number for number in worths if number <= reading.lead + 1 + bare]
    total = sum(worth * reading.weight_of(number) for number, worth in worths.items()) * (_BARE if bare else 1)
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
    return not reading.hits(term_table().attribution)


def _place(text: Text) -> tuple[float, str]:
    evidence = ntt_evidence(text)
    if evidence >= _NTT_FROM and evidence != 0:
        return 1.0, "berlokasi di NTT"
    if evidence == 0:
        return _NOWHERE, "lokasi tidak jelas"
    return _ELSEWHERE, "tentang daerah di luar NTT"
