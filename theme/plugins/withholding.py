"""Who must not be named yet, and which sentences and addresses would name them.

The policy: until a person has reviewed a record, nobody in it is shown as subject, and a record of the
two violation types names only officials who speak in it. A name that a person decided to withhold is shown in no
record of the event. Every format is made of what passes here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote

from crawler.record import Official, Record, clean_line, clears_people
from crawler.record import withheld_names as decided_names

PLAIN_WORDS = Path(__file__).parent.parent / "data" / "plain_words.txt"

_WORD = re.compile(r"[^\W_]+(?:['’`´-][^\W_]+)*")
# Short name words would be found inside too many words of an address ("ama" in "utama").
_SHORTEST_INSIDE_ADDRESS = 4
_SHORTEST_ACROSS_MARKS = 6  # "boni-fasius", "boni_fasius"; shorter ones meet by chance across two words
_SPELT = 3  # letters one by one that make a word: "B O N I"; two are initials


@dataclass(frozen=True)
class Veil:
    """What one event's unreviewed records may not say; `names` are word sets of the withheld names.

    `strict`: one of them is about an alleged breach, so names that reading missed must be feared too.
    `decided`: those of `names` that a person withheld, which reviewed records may not say either.
    """

    names: tuple[frozenset[str], ...] = ()
    strict: bool = False
    decided: tuple[frozenset[str], ...] = ()

    @property
    def over_cleared(self) -> Veil:
        """What the event's reviewed records may not say."""
        return Veil(self.decided, decided=self.decided)

    def covers(self, name: str) -> bool:
        """Whether a name is, shortened or lengthened, one of the withheld ones."""
        words = name_words(name)
        return any(words <= other or other <= words for other in self.names)

    def hides(self, text: str) -> bool:
        """Whether a text contains a word of a withheld name, or letters of which nobody can tell whether it does."""
        if not self.names:
            return False
        words = name_words(text) | _torn_words(text)
        return any(words & name for name in self.names) or _has_foreign_letters(text)

    def hides_address(self, url: str) -> bool:
        """Whether an address contains a word of a withheld name, also run together with others."""
        if not self.names:
            return False
        plain = _fold(_unquoted(url))
        squeezed = re.sub(r"[\W_]", "", plain)
        words = [word for name in self.names for word in name]
        return (
            self.hides(plain.replace("_", " "))
            or any(word in plain for word in words if len(word) >= _SHORTEST_INSIDE_ADDRESS)
            or any(word in squeezed for word in words if len(word) >= _SHORTEST_ACROSS_MARKS)
        )


def is_cleared(record: Record) -> bool:
    """Whether a person has reviewed the record's people: all of it, or its officials by name of the field."""
    return clears_people(record.reviewed)


def withheld_officials(record: Record) -> tuple[Official, ...]:
    """The officials whom the record, taken alone, must not name."""
    decided = Veil(tuple(name_words(name) for name in decided_names(record.reviewed)))
    named = tuple(official for official in record.officials if decided.covers(official.name))
    if is_cleared(record):
        return named
    if not record.event.type.is_violation:
        return tuple(o for o in record.officials if o.subject or o in named)
    subjects = Veil(tuple(name_words(official.name) for official in record.officials if official.subject))
    return tuple(o for o in record.officials if o.subject or not o.speaker or o in named or subjects.covers(o.name))


def veil_over(records: Iterable[Record]) -> Veil:
    """What the records of one event may not say."""
    known = list(records)
    open_records = [record for record in known if not is_cleared(record)]
    names = {name_words(official.name) for record in open_records for official in withheld_officials(record)}
    decided = {name_words(name) for record in known for name in decided_names(record.reviewed)}
    return Veil(
        tuple(sorted((names | decided) - {frozenset()}, key=sorted)),
        any(record.event.type.is_violation for record in open_records),
        tuple(sorted(decided - {frozenset()}, key=sorted)),
    )


def name_words(text: str) -> frozenset[str]:
    """The words of a name or text, folded, hyphenated ones also in parts; single letters name nobody."""
    return _met_before(text) if len(text) <= _LONGEST_KEPT else _words(text)


def _words(text: str) -> frozenset[str]:
    plain = _fold(text)
    whole = [_bare(word) for word in _WORD.findall(plain)]
    if "-" in plain:
        whole += [part for word in whole for part in word.split("-")]
    return frozenset([word for word in whole if len(word) > 1])


_LONGEST_KEPT = 100
"""Characters: names and offices, which one event asks for again and again."""
_met_before = lru_cache(maxsize=1024)(_words)


def names_nobody_else(sentence: str, known: Sequence[str]) -> bool:
    """Whether every capitalised word of a sentence is a plain word or stands in one of the `known` texts."""
    capitals = {_bare(_fold(word)) for word in _WORD.findall(clean_line(sentence)) if word[0].isupper()}
    return capitals <= plain_words() | {word for text in known for word in name_words(text)}


def _torn_words(text: str) -> frozenset[str]:
    """Words that a text tears apart: hyphenated ("Boni-fasius") or letter by letter ("B o n i f a s i u s")."""
    words = [_bare(word) for word in _WORD.findall(_fold(text))]
    torn = {word.replace("-", "") for word in words if "-" in word}
    for single, run in groupby(words, key=lambda word: len(word) == 1):
        letters = list(run) if single else []
        if len(letters) >= _SPELT:
            torn.add("".join(letters))
    return frozenset(torn)


def _has_foreign_letters(text: str) -> bool:
    # Cyrillic, Greek and small-capital letters look like Latin ones; the news is printed in a to z and accents.
    return not text.isascii() and any(letter.isalpha() and not letter.isascii() for letter in _fold(text))


def _unquoted(url: str) -> str:
    for _ in range(3):  # "%2542" is "%42" is "B"
        url = unquote(url)
    return url


@cache
def plain_words() -> frozenset[str]:
    """The words of data/plain_words.txt, folded, with the parts of hyphenated ones."""
    lines = PLAIN_WORDS.read_text(encoding="utf-8").splitlines()
    words = {_bare(_fold(word)) for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(words)


def _fold(text: str) -> str:
    if text.isascii():
        return clean_line(text).casefold()
    plain = unicodedata.normalize("NFKD", clean_line(text))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _bare(word: str) -> str:
    return word if word.isalnum() else re.sub(r"['’`´]", "", word)
