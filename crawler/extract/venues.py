"""Where under which roof: the event's venue as printed, from the words that begin venues' names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from crawler.data import DATA
from crawler.extract import Found
from crawler.extract.cues import Cues, read_cues
from crawler.extract.dates import find_date
from crawler.language.lexicon import Lexicon, fold
from crawler.language.phrasebook import BOOK
from crawler.language.printed_dates import find_printed_dates
from crawler.language.reading import reading_of
from crawler.language.triggers import Spans
from crawler.record import Evidence
from crawler.text import Sentence, Text

LONGEST = 90
"""Characters of a venue; a longer one is a sentence gone astray."""
MOST = 100
"""Venues looked at in one text; the event's stands among the first."""


@dataclass(frozen=True)
class Vocabulary:
    """data/venues.toml."""

    heads: Lexicon[str]
    inner: frozenset[str]
    ends: frozenset[str]
    cues: Cues


@cache
def vocabulary() -> Vocabulary:
    table = tomllib.loads((DATA / "venues.toml").read_text(encoding="utf-8"))
    kinds = {"heads": "room", "institutions": "institution", "villages": "village"}
    return Vocabulary(
        Lexicon([(word, kind) for key, kind in kinds.items() for word in table[key]["words"]], BOOK),
        frozenset(table["inner"]["words"]),
        frozenset(table["ends"]["words"]),
        read_cues(table),
    )


@dataclass(frozen=True)
class Candidate:
    name: str
    offset: int
    weight: float
    rule: str


def find_venue(text: Text, masked: Sequence[tuple[int, int]] = ()) -> Found[str | None]:
    """The venue's name as printed with its sentence, or None: unnamed rooms ("di ruang kerjanya") are none.

    Where a violation is said to have happened is not the event's venue. `masked` are offsets of people's names.
    """
    day = find_date(text).value
    candidates = [found for found in islice(_candidates(text, masked, day), MOST) if found.weight > 0]
    if not candidates:
        return Found(None)
    best = max(candidates, key=lambda candidate: (candidate.weight, -candidate.offset))
    return Found(best.name, (Evidence("event.venue", text.quote_at(best.offset), best.rule),))


# "di " and up to three capitalised words of the name's own before its head: "di Nusa Indah Convention Hall".
_DI = re.compile(
    r"(?:^|\W)(?:di|di (?:depan|dalam)|memenuhi|memadati|mendatangi|menyambangi|mengunjungi|meramaikan|menempati|"
    r"meninjau|(?:datang|bertandang|berkunjung|bertamu|masuk|kunjungan|kunjungan kerja) ke|disiarkan dari|[Hh]akim|"
    r"kursi (?:terdakwa|pesakitan))\s+"
    r"(?P<own>(?:[A-Z][\w'’.-]*\s){1,3})?$"
)
_TAKES_PLACE = re.compile(
    r"^\s*(?:(?:mulai|akhirnya|kembali|resmi|telah|sudah|juga) )?(?:(?:men)?jadi (?:tempat|lokasi|saksi)"
    r"|didatangi|dipadati|dipenuhi|penuh sesak"
    r"|(?:membacakan|menjatuhkan) (?:putusan|vonis|pidana|hukuman)|memvonis|menghukum|mengadili|menyidangkan)"
)
_ACTS = 1.0
"""What it adds that the house itself is told of: "Pengadilan Negeri Ruteng mulai mengadili …"."""
_KIND = {"room": 1.5, "institution": -2.0, "village": -1.5}


def _candidates(text: Text, masked: Sequence[tuple[int, int]], day: date | None) -> Iterator[Candidate]:
    end = -1
    people = Spans(masked)
    for head_start, head_end, kinds in reading_of(text).names(vocabulary().heads)[1]:
        if head_start < end or people.touch(head_start, head_end):
            continue
        found = _read(text.plain, head_start, head_end)
        if found is None:
            continue
        start, end = found
        kind = kinds[0]
        acts = _ACTS if _TAKES_PLACE.match(text.plain[end : end + 36]) else 0.0
        weight = _weigh(text, start, day) + _KIND[kind] + acts
        yield Candidate(text.plain[start:end], start, weight, f"venue.{kind}")


def _read(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Start and end of the venue whose head stands at plain[start:end], or None when it is none or has no name."""
    stop = _name_end(plain, start, end)
    placed = _DI.search(plain[max(0, start - 48) : start])
    if not placed and not _TAKES_PLACE.match(plain[stop : stop + 36]):
        return None
    own = placed["own"] or "" if placed else ""
    if own.startswith(("Kecamatan ", "Kabupaten ", "Kec. ", "Kab. ", "Pulau ")):  # "di Kecamatan Pantai Baru"
        return None
    named = bool(own) or any(char.isupper() for char in plain[end:stop])
    if not named or stop - start > LONGEST or plain.startswith(" masing-masing", stop):
        return None
    return start - len(own), stop


def _weigh(text: Text, offset: int, day: date | None) -> float:
    sentence = text.sentence_at(offset)
    reach = {
        "touching": text.plain[max(sentence.start, offset - 25) : offset],
        "before": text.plain[max(sentence.start, offset - 100) : offset],
        "sentence": text.plain[max(sentence.start, offset - 500) : min(sentence.end, offset + 300)],
    }
    front = 0.5 if sentence.paragraph <= 1 else 0.0
    return vocabulary().cues.weigh(reach) - 0.5 + _dated(sentence, day) + front


def _dated(sentence: Sentence, day: date | None) -> float:
    """The sentence that dates the event is likely to place it; one with another day tells of something else."""
    printed = find_printed_dates(sentence.text[:1000])
    if not printed or day is None:
        return 0.0
    return 1.5 if any((one.day, one.month) == (day.day, day.month) for one in printed) else -2.5


_WORD = re.compile(r"\s?([^\s,;:“”\"]+)")


def _name_end(plain: str, start: int, end: int) -> int:
    """The end of the name that begins with a head at start: capitals and the words that names hold."""
    last = end
    for _ in range(12):
        if last < len(plain) and plain[last] == ",":
            after = _next_head(plain, last + 1)
            if after is None:
                return last
            last = after
            continue
        match = _WORD.match(plain, last)
        if match is None or "\n" in match[0]:
            return last
        word = match[1]
        bare = fold(word).strip("().'")
        if bare in vocabulary().ends or not _belongs(word, bare):
            return last
        closes = word.endswith((".", "!", "?")) and bare + "." not in vocabulary().inner
        last = match.end() - (1 if closes else 0)
        if closes:
            return last
    return last


def _belongs(word: str, bare: str) -> bool:
    if word.startswith("("):
        return word.endswith(")") and word[1:-1].isupper()
    if word[0] in "-–—|/" or not bare:
        return False
    return word[0].isupper() or bare in vocabulary().inner or (word[0].isdigit() and ("/" in word or len(bare) <= 2))


def _next_head(plain: str, at: int) -> int | None:
    """Past the head when another one follows a comma: "Aula Fernandes, Kantor Gubernur NTT"."""
    match = _WORD.match(plain, at)
    if match is None:
        return None
    found = vocabulary().heads.find(match[1])
    return match.end() if found and found[0].entry[0] == "room" and match[1][0].isupper() else None
