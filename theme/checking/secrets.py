"""What a site must not show: ids of drafts, withheld names and sentences, and where each may stand all the same.

Read from the records and the policy alone, not from what the builder made of them: it is the builder that is checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import ahocorasick

from crawler.record import Record, Status
from theme.plugins.withholding import is_cleared, veil_over, withheld_officials

LEAST_WORDS = 2
"""Words of the shortest name that is looked for: "Yos" alone stands in too many other words."""
LEAST_SENTENCE = 30
"""Letters of the shortest sentence, headline or address that is looked for."""


@dataclass
class Secret:
    """One folded text that some events withhold (`events`), what it is, and whether another event may show it.

    `free` are the events that may show it as their own; where there is none, it may stand nowhere.
    """

    what: str
    events: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)

    def allowed(self, event: str | None) -> bool:
        """Whether it may stand in what is about an event; None: in what is about several."""
        return bool(self.free) and (event not in self.events or event in self.free)


def folded(text: str) -> str:
    """A text as it is compared: without accents and case, words apart by one space, whatever stood between them."""
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(plain.casefold().translate(_BETWEEN).split())


class Secrets:
    """The secrets of a folder of records, ready to be looked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._found: dict[str, Secret] = {}
        shown = [record for record in records if record.status is Status.PUBLISHED]
        for record in records:
            for what, text in _withheld(record):
                secret = self._found.setdefault(text, Secret(what))
                secret.events.add(record.event.id if record.status is Status.PUBLISHED else "")
        self.drafts = frozenset(r.id for r in records if r.status is Status.DRAFT) - {r.event.id for r in shown}
        self.hidden = frozenset(r.id for r in records if r.status is Status.HIDDEN) - {r.event.id for r in shown}
        self._automaton = _automaton([*self._found, *self.drafts, *self.hidden])
        self._free(shown)

    def __len__(self) -> int:
        return len(self._found) + len(self.drafts) + len(self.hidden)

    def inside(self, text: str) -> set[str]:
        """The secrets in a folded text, whole words only."""
        if not len(self):
            return set()
        return {word for end, word in self._automaton.iter(text) if _apart(text, end + 1 - len(word), end + 1)}

    def secret(self, word: str) -> Secret | None:
        """What is known of a secret; None for an id."""
        return self._found.get(word)

    def _free(self, shown: Iterable[Record]) -> None:
        # A speaker of one event may be the accused of another: there the name may stand. And where one report of a
        # case is reviewed and another is not, the reviewed one may name whom the other withholds.
        for record in shown:
            event, kept = record.event.id, {folded(official.name) for official in withheld_officials(record)}
            for word in self.inside(folded(" \n ".join(_said(record)))):
                secret = self._found.get(word)
                if secret and (event not in secret.events or (is_cleared(record) and word not in kept)):
                    secret.free.add(event)


def _withheld(record: Record) -> Iterator[tuple[str, str]]:
    """What a record must not show, folded, with a word for what it is."""
    if record.status is not Status.PUBLISHED:
        yield from _long(f"a {record.status} record's", _texts(record))
        return
    for official in withheld_officials(record):
        name = folded(official.name)
        if len(name.split()) >= LEAST_WORDS:
            yield "a withheld name", name
    veil = veil_over([record])
    yield from _long("a withheld", [(what, text) for what, text in _texts(record) if veil.hides(text)])


def _texts(record: Record) -> list[tuple[str, str]]:
    own = [("headline", record.headline), ("address", record.url), ("summary", record.summary)]
    return own + [("sentence", one.quote) for one in record.evidence]


def _long(whose: str, texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for what, text in texts:
        if len(sentence := folded(text)) >= LEAST_SENTENCE:
            yield f"{whose} {what}", sentence


def _said(record: Record) -> list[str]:
    withheld = set(withheld_officials(record))
    officials = [official for official in record.officials if official not in withheld]
    positions = [text for o in officials for p in o.positions for text in (p.title, p.institution) if text]
    quotes = [one.quote for one in record.evidence]
    named = [official.name for official in officials]
    own = [record.headline, record.url, record.summary, record.event.venue or ""]
    return [*own, *named, *positions, *quotes, *record.institutions, *record.kabupaten, *record.kecamatan]


def _automaton(words: Iterable[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def _apart(text: str, begin: int, end: int) -> bool:
    return not (text[begin - 1 : begin].isalnum() and begin) and not text[end : end + 1].isalnum()


# Between the words of a name may stand what an address, a query or a file name puts there.
_BETWEEN = str.maketrans(dict.fromkeys("-_+.,'’`´\"/", " "))
_MARKS = re.compile("[\u0300-\u036f]")
