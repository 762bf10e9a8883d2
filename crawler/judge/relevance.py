"""Whether an article is about the neutrality of state personnel in Nusa Tenggara Timur, by data/terms.toml.

What counts is a sentence that puts neutrality (or taking sides) and state personnel together, and where it stands:
an article on another topic with one such sentence at its end is not about it.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract.places import ntt_evidence
from crawler.language.reading import HEADLINE, Reading
from crawler.language.triggers import Triggers, outermost
from crawler.record import Relevance
from crawler.text import Text

TABLE = DATA / "terms.toml"

_NO_KINDS = ("attribution", "opinion")

# Worth of a sentence by what it holds, before its place (headline 3 … end 0.7) is counted.
_CORE_AND_SUBJECT, _PARTISAN_AND_SUBJECT = 1.0, 0.75
_BREACH_BESIDE = 0.3
_BREACH_AND_SUBJECT, _BESIDE_SUBJECT, _WATCHDOG, _WEAK = 0.5, 0.5, 0.5, 0.5
_APPEAL = 1.0  # "minta PNS tahan jempol", with netralitas further down
_HALF = 1.6
"""The sum of sentences' worths at which the topic alone scores 0.5: a lead that names it, or three sentences."""
_ONE_SENTENCE = 0.6  # said once in a longer article: in passing
_OPINION = 0.45
_ESSAY_FROM = 5
"""Sentences; a shorter text may be a notice without a speaker."""
_ELSEWHERE, _NOWHERE = 0.15, 0.55
_NTT_FROM = -0.2
"""NTT evidence from which the story is NTT's: a ranking may name four other provinces beside it."""


@dataclass(frozen=True)
class TermTable:
    triggers: Triggers[str]
    attribution: Triggers[str]
    opinion: tuple[str, ...]


@cache
def term_table() -> TermTable:
    """The words of data/terms.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    phrases = [(phrase, kind) for kind in table if kind not in _NO_KINDS for phrase in table[kind]["phrases"]]
    attribution = Triggers((phrase, phrase) for phrase in table["attribution"]["phrases"])
    return TermTable(Triggers(phrases), attribution, tuple(table["opinion"]["starts"]))


def judge(text: Text) -> Relevance:
    """The article's relevance, 0 to 1, with short reasons in Indonesian. From 0.5 it is relevant, from 0.8 surely."""
    reading = Reading(text)
    found = _found(reading)
    sum_, reasons = _topic(reading, found)
    if not sum_:
        return Relevance(0.0, tuple(reasons))
    score = 1 - math.pow(0.5, sum_ / _HALF)
    if _is_opinion(reading):
        score *= _OPINION
        reasons.append("tulisan opini")
    place, reason = _place(text)
    return Relevance(round(score * place, 3), (*reasons, reason))


def _found(reading: Reading) -> dict[int, set[str]]:
    """For each sentence the kinds of words that it holds."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for hit in outermost(term_table().triggers.find(reading.folded)):
        kinds[reading.number(hit.start)].add(hit.value)
    return kinds


def _topic(reading: Reading, found: dict[int, set[str]]) -> tuple[float, list[str]]:
    """The sum of the sentences' worths, and what to say about it."""
    holds = set().union(*found.values()) if found else set()
    worths = {number: worth for number, kinds in found.items() if (worth := _worth(number, kinds, found))}
    if not worths:
        return 0.0, [_why_not(holds)]
    if "core" not in holds and "election" not in holds:
        return 0.0, ["tidak terkait pemilihan"]
    if "village" in holds and "election" not in holds:
        return 0.0, ["pemilihan kepala desa, bukan pilkada atau pemilu"]
    front = [number for number in worths if number <= reading.lead + 1]
    total = sum(worth * reading.weight_of(number) for number, worth in worths.items())
    if not front and any(found.get(number, set()) >= {"appeal", "subject"} for number in (HEADLINE, reading.lead)):
        front, total = [reading.lead], total + _APPEAL
    if not front and len(worths) == 1 and len(reading.text.sentences) > 4:
        return total * _ONE_SENTENCE, ["netralitas hanya disebut sepintas"]
    reasons = ["netralitas aparatur di judul"] if HEADLINE in worths else []
    if any(number != HEADLINE for number in front):
        reasons.append("netralitas aparatur di teras berita")
    reasons.append(f"{len(worths)} kalimat tentang sikap aparatur")
    return total, reasons


def _worth(number: int, kinds: set[str], found: dict[int, set[str]]) -> float:
    subject = 1.0 if kinds & {"subject", "guard"} else _WEAK if "weak_subject" in kinds else 0.0
    if "core" in kinds and subject:
        return _CORE_AND_SUBJECT * subject
    if "partisan" in kinds and subject:
        return _PARTISAN_AND_SUBJECT * subject
    if "breach" in kinds and "subject" in kinds:
        return _BREACH_AND_SUBJECT
    if "watchdog" in kinds:
        return _WATCHDOG
    near = found.get(number - 1, set()) | found.get(number + 1, set()) | found.get(HEADLINE, set())
    if kinds & {"core", "partisan"} and "other" not in kinds and near & {"subject", "guard"}:
        return _BESIDE_SUBJECT
    return _BREACH_BESIDE if "breach" in kinds and near & {"core", "watchdog"} else 0.0


def _why_not(holds: set[str]) -> str:
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
