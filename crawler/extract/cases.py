"""How far a case of alleged breach has come, by data/cases.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.language.context import before, is_unreal
from crawler.language.reading import reading_of
from crawler.language.triggers import Hit, Triggers, outermost
from crawler.record import CaseState, EventType, Evidence
from crawler.text import Text

TABLE = DATA / "cases.toml"

_LADDER = (CaseState.DILAPORKAN, CaseState.DIPERIKSA, CaseState.TERBUKTI, CaseState.DISANKSI)


@dataclass(frozen=True)
class CaseRule:
    name: str
    state: CaseState
    unguarded: bool


@cache
def case_triggers() -> Triggers[CaseRule]:
    """The rules of data/cases.toml by their phrases."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Triggers(
        (phrase, CaseRule(row["name"], CaseState(row["state"]), row.get("unguarded", False)))
        for row in table["rule"]
        for phrase in row["phrases"]
    )


def find_case_state(text: Text, event_type: EventType) -> Found[CaseState | None]:
    """The furthest state that the article reports; None unless the event is of a violation type.

    `tidak_terbukti` holds only where nothing was found or sanctioned besides. Without a word of state an alleged
    breach is `dilaporkan`, a handled one `diperiksa`.
    """
    if not event_type.is_violation:
        return Found(None)
    reading = reading_of(text)
    first: dict[CaseState, Hit[CaseRule]] = {}
    for hit in outermost(reading.hits(case_triggers())):  # "hasil kajian awal" is no "hasil kajian"
        if _is_stated(reading.folded, hit):
            first.setdefault(hit.value.state, hit)
    state = _furthest(first)
    if state is None:
        handled = event_type is EventType.PENANGANAN_PELANGGARAN
        return Found(CaseState.DIPERIKSA if handled else CaseState.DILAPORKAN)
    hit = first[state]
    return Found(state, (Evidence("case_state", reading.quote(hit.start), hit.value.name),))


def _furthest(states: dict[CaseState, Hit[CaseRule]]) -> CaseState | None:
    reached = [state for state in _LADDER if state in states]
    if CaseState.TIDAK_TERBUKTI in states and not {CaseState.TERBUKTI, CaseState.DISANKSI}.intersection(reached):
        return CaseState.TIDAK_TERBUKTI
    return reached[-1] if reached else None


# "belum dijatuhi hukuman", "bukan kewenangan Bawaslu", "kalau pelanggarannya terbukti" are no states
_PLANNED = re.compile(
    r"\b(?:segera|rencananya|berencana|hendak|menunggu|ditunggu|meminta agar|mendesak|desakan|(?:di|meng)?usul\w*|soal|"
    r"dijadwalkan|diagendakan|jadwal|siap|"
    r"terdakwa dinilai|besok|lusa|pekan depan|minggu depan|setelah itu|bersedia|"
    r"tuntut\w*|menuntut)\b|\bminta(?: (?:segera|agar|supaya))?\s*$"
)


def _is_stated(folded: str, hit: Hit[CaseRule]) -> bool:
    if hit.value.unguarded:
        return not _CONDITION.search(before(folded, hit.start))
    if hit.value.state is CaseState.DILAPORKAN:
        return True
    words = before(folded, hit.start)
    if hit.value.state is CaseState.DISANKSI and "rekomendasi" in words:  # "direkomendasikan menerima sanksi"
        return False
    gap = folded[hit.head : hit.end]
    if hit.value.state is CaseState.TERBUKTI and _WHOEVER.search(gap):
        return False
    return not is_unreal(folded, hit.start, (hit.head, hit.end)) and not _PLANNED.search(words)


_WHOEVER = re.compile(r"\b(?:yang|siapa)\b")
"""In "menyatakan ASN yang melanggar …" nobody in particular has been found to have."""


_CONDITION = re.compile(r"\b(?:bila|jika|kalau|apabila|andai|seandainya)\b")
