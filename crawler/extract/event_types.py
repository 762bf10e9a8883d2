"""What happened: the event type that the news' trigger phrases speak for, by data/event_types.toml."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawler.data import DATA
from crawler.extract import Found
from crawler.language.context import before, is_unreal
from crawler.language.reading import HEADLINE, Reading, reading_of
from crawler.language.triggers import Hit, Spans, Triggers
from crawler.record import EventType, Evidence
from crawler.text import Text

TABLE = DATA / "event_types.toml"

_QUOTED = 0.25
_REPEATED = 0.2
"""What a rule's further hits count, of their worth: an article that says "diminta" ten times is no surer."""
_REPEATS = 4
_LEAST = 1.0
"""Below this worth nothing is known to have happened: `lainnya`."""
_BOTH = "pelanggaran"
_VIOLATIONS = (EventType.PENANGANAN_PELANGGARAN, EventType.DUGAAN_PELANGGARAN)
_OF_A_CASE = frozenset([_BOTH, *_VIOLATIONS])
_GATHERINGS = frozenset([EventType.SOSIALISASI, EventType.KOORDINASI, EventType.DEKLARASI])


@dataclass(frozen=True, eq=False)
class TypeRule:
    name: str
    type: str
    weight: float
    floor: float
    guarded: bool


@dataclass(frozen=True)
class TypeTable:
    triggers: Triggers[TypeRule]
    masked: Triggers[bool]


@cache
def type_table() -> TypeTable:
    """The rules of data/event_types.toml by their phrases, and the phrases that only hold a rule's words."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rules = [
        (phrase, rule)
        for row in table["rule"]
        for rule in [_rule(row)]
        for printed in row["phrases"]
        for phrase in _each_word(printed, table["words"])
    ]
    return TypeTable(Triggers(rules), Triggers((phrase, True) for phrase in table["masked"]["phrases"]))


def _rule(row: Mapping[str, Any]) -> TypeRule:
    return TypeRule(row["name"], row["type"], row["weight"], row.get("floor", 0.0), row.get("guarded", False))


def _each_word(phrase: str, words: Mapping[str, Iterable[str]]) -> Iterable[str]:
    """The phrase with each word of a list in the place of the list's name: "awasi … {orang}"."""
    for name, listed in words.items():
        if f"{{{name}}}" in phrase:
            return [phrase.replace(f"{{{name}}}", word) for word in listed]
    return (phrase,)


def find_type(text: Text) -> Found[EventType]:
    """The event's type, with the sentence that speaks for it most; `lainnya` where none does."""
    reading = reading_of(text)
    worths = _worths(reading)
    totals: dict[str, float] = defaultdict(float)
    strongest: dict[str, float] = defaultdict(float)
    for rule, hits in worths.items():
        ranked = sorted((worth for worth, _ in hits), reverse=True)
        worth = ranked[0] + _REPEATED * sum(ranked[1 : 1 + _REPEATS])
        totals[rule.type] += worth
        strongest[rule.type] = max(strongest[rule.type], worth)
    chosen = _choose(totals, strongest)
    if chosen is EventType.LAINNYA:
        return Found(chosen)
    speaking = [(worth, hit) for rule, hits in worths.items() if rule.type in (chosen, _BOTH) for worth, hit in hits]
    _, best = max(speaking, key=lambda pair: (pair[1].value.type == chosen, pair[0], -pair[1].start))
    return Found(chosen, (Evidence("event.type", reading.quote(best.start), best.value.name),))


def _worths(reading: Reading) -> dict[TypeRule, list[tuple[float, Hit[TypeRule]]]]:
    """Each rule's hits with their worth, at most one of a rule per sentence."""
    best: dict[tuple[TypeRule, int], tuple[float, Hit[TypeRule]]] = {}
    masked = Spans((hit.start, hit.end) for hit in reading.hits(type_table().masked))
    hits = reading.hits(type_table().triggers)
    folded = reading.folded
    gatherings = Spans((hit.start, hit.end) for hit in hits if hit.value.type in _GATHERINGS)
    for hit in hits:
        rule = hit.value
        if masked.cover(hit.start) or masked.cover(hit.end - 1):
            continue
        if rule.guarded and is_unreal(folded, hit.start, (hit.head, hit.end)):
            continue
        if rule.type in _OF_A_CASE and _is_not_news(folded, hit):
            continue
        if rule.type == EventType.PENGAWASAN and gatherings.cover(hit.start):
            continue  # "bimbingan teknis pengawasan netralitas", "audiensi membahas pengawasan ASN"
        number = reading.number(hit.start)
        worth = _worth(reading, hit, number)
        if worth > best.get((rule, number), (0.0, hit))[0]:
            best[rule, number] = worth, hit
    found: dict[TypeRule, list[tuple[float, Hit[TypeRule]]]] = defaultdict(list)
    for (rule, _), pair in best.items():
        found[rule].append(pair)
    return found


# "Seusai pengarahan prajurit membaca janji netral": a pledge that closes another gathering is not its event.
_CLOSING = re.compile(r"\b(?:seusai|usai|selepas|sesudah|setelah|di akhir|diakhiri|ditutup|menutup|sebelum bubar)\b")
_CLOSED = 0.7


def _worth(reading: Reading, hit: Hit[TypeRule], number: int) -> float:
    """What a hit counts in the sentence with that number."""
    rule = hit.value
    pledge = rule.type == EventType.DEKLARASI and number not in (HEADLINE, reading.lead)
    if pledge and _CLOSING.search(before(reading.folded, hit.start)):
        return rule.weight * _CLOSED
    worth = rule.weight * max(rule.floor, reading.weight_of(number))
    return worth * _QUOTED if reading.quoted(hit.start) else worth


# "ASN yang ketahuan berkampanye akan kehilangan tunjangan": told to all, done by nobody yet.
_WHOEVER = re.compile(r"\b(?:yang|bila|jika|kalau|nekat|apabila)\b[^.;\n]{0,24}$")
_WILL = re.compile(r"^[^.;\n]{0,60}?\b(?:akan|bakal|terancam|siap-siap|diancam)\b")
# "LSM mendesak Bawaslu memeriksa kadis": nobody has been examined.
_DEMANDED = re.compile(
    r"\b(?:desak|mendesak|didesak|desakan|tuntut|menuntut|(?:minta|meminta) (?:bawaslu|panwas\w*|kasn|bkn|polisi))\b"
)

# "Selama ini penanganan pelanggaran sering tersendat": how things go, not what happened.
_NONE = re.compile(r"\b(?:belum ada|tidak ada|tak ada|nihil|belum pernah|(?:tidak|belum) (?:satu|seorang) pun)\b")
# "Wabup ingatkan pegawai soal pose jari": what they are warned of nobody is said to have done.
_WARNED = re.compile(
    r"\b(?:ingatkan|mengingatkan|wanti-wanti|mewanti-wanti|imbau|mengimbau|peringatkan|memperingatkan)\b"
)
_USUAL = re.compile(r"\b(?:selama ini|sering|kerap|kerapkali|acap|acapkali|biasanya)\b")


def _is_not_news(folded: str, hit: Hit[TypeRule]) -> bool:
    words = before(folded, hit.start)
    if _WHOEVER.search(words) and _WILL.match(folded[hit.end : hit.end + 80]):
        return True
    if _USUAL.search(words) or (hit.value.type != _BOTH and _NONE.search(words)):
        return True
    if hit.value.type == EventType.DUGAAN_PELANGGARAN and _WARNED.search(words):
        return True
    return hit.value.type == EventType.PENANGANAN_PELANGGARAN and _DEMANDED.search(words) is not None


def _choose(totals: dict[str, float], strongest: dict[str, float]) -> EventType:
    """The type with the highest total; the two violation types stand together against the others. News of a trial
    or a sanction tells what the accused did, too, so between the two the strongest rule decides."""
    violation = totals.get(_BOTH, 0.0) + sum(totals.get(kind, 0.0) for kind in _VIOLATIONS)
    others = {kind: totals.get(kind, 0.0) for kind in EventType if not kind.is_violation}
    best = max(others, key=lambda kind: others[kind])
    if max(violation, others[best]) < _LEAST:
        return EventType.LAINNYA
    if violation > others[best]:
        return max(_VIOLATIONS, key=lambda kind: strongest.get(kind, 0.0))
    return best
