"""The text that judging and extraction read: one article, furniture gone, split into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from crawler.items import Article
from crawler.read.furniture import drop_furniture
from crawler.record import clean_line


class Sentence(NamedTuple):
    """A sentence of `Text.plain`, from offset `start`; `paragraph` counts from 0."""

    text: str
    start: int
    paragraph: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, eq=False)
class Text:
    """What judge and extract are given; a text equals itself alone, so that what was found in it is soon looked up.

    `plain` is the body, a line for each paragraph, without furniture and without the dateline, which
    stands in `dateline` as printed ("POS-KUPANG.COM, ATAMBUA"). `published` is a calendar day.
    """

    headline: str
    plain: str
    sentences: tuple[Sentence, ...]
    dateline: str | None
    published: date | None
    outlet: str
    url: str

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that covers an offset of `plain`. Raises IndexError when there is none."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            raise IndexError(offset)
        return self.sentences[at]

    def quote_at(self, offset: int, longest: int = 400) -> str:
        """The sentence that covers an offset, on one line, cut to `longest` characters."""
        quote = clean_line(self.sentence_at(offset).text)
        return quote if len(quote) <= longest else quote[: longest - 1].rstrip() + "…"


LONGEST_HEADLINE = 1_000
LONGEST = 150_000
"""Characters that are read, sixty printed pages; the longest article of the region's outlets has a tenth of it.
What is longer is a dump of something else, and stays whole in the archive."""


def read_text(article: Article) -> Text:
    """The article's text, ready to judge and extract."""
    lines = [clean_line(line) for line in _front(article.body)]
    paragraphs = drop_furniture([line for line in lines if line], article.headline)
    dateline, paragraphs = split_dateline(paragraphs)
    plain = "\n".join(paragraphs)
    return Text(
        headline=clean_line(article.headline[:LONGEST_HEADLINE]),
        plain=plain,
        sentences=tuple(split_sentences(plain)),
        dateline=dateline,
        published=article.published_on,
        outlet=article.outlet,
        url=article.canonical_url,
    )


def _front(body: Iterable[str]) -> Iterator[str]:
    """The body's lines up to LONGEST characters, the last one cut."""
    room = LONGEST
    for paragraph in body:
        yield from paragraph[:room].split("\n")
        room -= len(paragraph) + 1
        if room <= 0:
            return


# A hyphen between two letters joins a word ("Undang-Undang", "PAN-RB", "TNI-Polri"), but for "Vox NTT-Kata".
# "POS-KUPANG.COM | RUTENG ---", "Kupang (ANTARA) -", "KUPANG, SH –", "SOE//suaraglobal.id –",
# "Oelamasi,jurnal-NTT.com –"
_DATELINE = re.compile(
    r"^(?P<place>(?=[^.!?]{0,60}?[A-Z])[^\n“\"]{2,70}?)\s*,?\s*"
    r"(?:[–—]{1,3}|-{2,3}|(?<![^\W_])-|-(?=\s)|(?<=[A-Z]{2})-(?=(?!Polri)[A-Z][a-z])|\|(?!\s*[A-Z][\w’' ]{1,30}-))"
    r"\s*(?=[A-Z“\"'‘\d])"
)
# Forms of one outlet each, which the general one would cut short or not see; sources.toml lists every form.
_OWN_FORMS = re.compile(
    r"(?P<place>KBRN, [A-Z][\w’' ]{2,30}?(?=:)|NTT AKTUAL\. [A-Z]{3,20}(?=\.)|"
    r"[^\n|]{3,60}\|\| ?[A-Z ]{3,30}?(?= ?[-–—])|"
    r"(?:[\w’' ]{2,30}, ?)?[\w-]{3,30}\.(?:com|id|co|net)(?=-\S)|[\w-]{3,30}\.(?:com|id|co|net), ?[A-Z]\w{2,30}(?=-))"
    r"\s?(?:[:.]|[-–—]{1,3})\s*(?=[A-Z“\"'‘\d])"
)
_BRAND = re.compile(r"\(|\.com|\.id|\.co|\.net|\|{1,2}|//|[A-Z]{3,}|news|ntt|pos", re.IGNORECASE)
_NOT_A_PLACE = re.compile(r"\b(?:yang|dan|untuk|dengan|adalah|akan|telah|itu|ini|pada|dalam|oleh)\b")


def split_dateline(paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """The dateline as printed, or None, and the paragraphs without it. Looks at the first four paragraphs."""
    for at, paragraph in enumerate(paragraphs[:4]):
        if own := _OWN_FORMS.match(paragraph):
            return own["place"], [*paragraphs[:at], paragraph[own.end() :].strip(), *paragraphs[at + 1 :]]
        found = _DATELINE.match(paragraph)
        if not found:
            continue
        place = found["place"].strip(" ,-–—|")
        words = place.split()
        if words and words[-1].islower() and paragraph[found.end("place")] == "-" and "." not in words[-1]:
            continue  # a hyphen inside a word: "camat se-Sikka", "pegawai non-ASN"
        if words and paragraph[found.end() :].startswith(words[-1]):
            continue  # a word said twice: "menurut Undang – Undang"
        if _NOT_A_PLACE.search(place) or not (_BRAND.search(place) or len(words) <= 3) or len(words) > 8:
            continue
        rest = paragraph[found.end() :].strip()
        return place, [*paragraphs[:at], rest, *paragraphs[at + 1 :]]
    return None, paragraphs


# A full stop ends a sentence only before a capital, a digit or a quotation mark, and not after an
# initial, a degree, a rank or an abbreviation of the field: "S.,S.Pd", "Plt. Sekda", "No. 7", "AKBP. Y".
# Marks are taken as a whole run, from its first: a page of dots would be gone over once for each of them. What a match
# begins with stands in front, so that the search skips all other characters at once.
_END = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])[.!?…]*+[”\"’')]*+(?=\s+[A-Z“\"‘'(\d]|$))",
)
_SHORTENED = (
    "A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P|Q|R|S|T|U|V|W|X|Y|Z|Dr|dr|Drs|Dra|drh|drg|Ir|Hj|Prof|Pdt|Mgr|Rm|Rd|St|Sta|Sdr|Muh|Moh|"
    "Mhd|Abd|Pj|PJ|Pjs|Plt|PLT|Plh|PLH|Pgs|No|no|Nomor|Kab|kab|Kec|kec|Prov|Jl|Jln|jl|Tn|Ny|Bpk|Yth|dll|dsb|dst|Pol|Inf|Kol|"
    "Kapt|Letkol|Brigjen|Irjen|Kombes|SH|SE|ST|SP|MH|MM|MSi|Si|Pd|Sos|Hum|Ag|Th|Kom|IP|Pt|Kes|STP|Ap|AP|Tr|Fil|Ps"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split("|"))
_ABBREVIATION = re.compile(rf"(?:^|[\s(.,])(?:[A-Z]\.[A-Za-z]{{1,4}}|{_SHORTENED})\.$")


def _ends_in_abbreviation(plain: str, start: int, end: int) -> bool:
    """Whether plain[start:end] ends in a full stop that belongs to its last word."""
    if plain[end - 1] != ".":
        return False
    piece = plain[max(start, end - 12) : end]
    last = piece[piece.rfind(" ") + 1 : -1]
    # most sentences end in a plain word, which needs no pattern
    return last in _ABBREVIATIONS if last.isalpha() else _ABBREVIATION.search(piece) is not None


def split_sentences(plain: str) -> list[Sentence]:
    """The sentences of a text whose lines are paragraphs. Linear in its length."""
    sentences: list[Sentence] = []
    start, paragraph = 0, 0
    for end in _END.finditer(plain):
        line_break = end[0] == "\n"
        if not line_break and _ends_in_abbreviation(plain, start, end.end()):
            continue
        _append(sentences, plain, start, end.start() if line_break else end.end(), paragraph)
        start, paragraph = end.end(), paragraph + line_break
    _append(sentences, plain, start, len(plain), paragraph)
    return sentences


def _append(sentences: list[Sentence], plain: str, start: int, end: int, paragraph: int) -> None:
    piece = plain[start:end]
    text = piece.strip()
    if text:
        sentences.append(Sentence(text, start + len(piece) - len(piece.lstrip()), paragraph))
