"""Laws and regulations that an article cites, in the short form of data/laws.toml ("UU 10/2016")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract import Found
from crawler.language.reading import Reading, reading_of
from crawler.language.triggers import Hit, Triggers, outermost
from crawler.record import Evidence
from crawler.text import Text

TABLE = DATA / "laws.toml"


@dataclass(frozen=True)
class Kind:
    """A kind of regulation. `issuer`: the news may print who issued it before the number."""

    short: str
    issuer: bool


@dataclass(frozen=True)
class Named:
    """A law cited by its subject. `covers` are the same law's numbers; `topic` what a numbered citation says of it."""

    short: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class LawTable:
    triggers: Triggers[Kind | Named]
    topics: Triggers[str]
    outlet_laws: tuple[str, ...]
    outlet_words: tuple[str, ...]


@cache
def law_table() -> LawTable:
    """The rules of data/laws.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    phrases: list[tuple[str, Kind | Named]] = []
    for row in table["kind"]:
        phrases += [(name, Kind(row["short"], row.get("issuer", False))) for name in row["names"]]
    for row in table["named"]:
        phrases += [(phrase, Named(row["short"], tuple(row["covers"]))) for phrase in row["phrases"]]
    topics = [(topic, row["short"]) for row in table["named"] for topic in row["topic"].split("|")]
    return LawTable(Triggers(phrases), Triggers(topics), tuple(table["outlet"]["laws"]), tuple(table["outlet"]["near"]))


@dataclass(frozen=True)
class Citation:
    """One law at an offset of the folded text; `of` is the subject that its title names ("UU ASN")."""

    short: str
    start: int
    of: str | None
    named: Named | None


def find_laws(text: Text) -> Found[tuple[str, ...]]:
    """The laws in the order of the text, wrong citations as printed, each with its first sentence as evidence.

    A law cited with its number and by its subject comes once, with the number.
    """
    reading = reading_of(text)
    citations = [c for c in _citations(reading) if not _about_outlet(reading, c)]
    numbered = {c.short for c in citations if c.named is None}
    spoken = {c.of for c in citations if c.named is None and c.of}
    laws: dict[str, Evidence] = {}
    for citation in citations:
        named = citation.named
        if named and (named.short in spoken or numbered.intersection(named.covers)):
            continue
        rule = "subject" if named else "number"
        if citation.short not in laws:
            laws[citation.short] = Evidence("laws", reading.quote(citation.start), f"law-by-{rule}")
    return Found(tuple(laws), tuple(laws.values()))


def _citations(reading: Reading) -> Iterator[Citation]:
    end = 0
    for hit in outermost(reading.hits(law_table().triggers)):
        if hit.start < end:
            continue
        if isinstance(hit.value, Named):
            named = hit.value
            numbered = _number(reading, hit.end)
            if numbered:  # "UU ASN Nomor 20 Tahun 2023"
                kind = named.short.split()[0]
                yield Citation(f"{kind} {numbered[0]}", hit.start, named.short, None)
                end = numbered[1]
            else:
                yield Citation(named.short, hit.start, None, named)
            continue
        for citation, stop in _numbered(reading, Hit(hit.start, hit.end, hit.value, hit.head)):
            yield citation
            end = stop


def _numbered(reading: Reading, hit: Hit[Kind]) -> Iterator[tuple[Citation, int]]:
    """The citation at a kind's name, and those that share the name: "Nomor 1 Tahun 2015 dan Nomor 10 Tahun 2016"."""
    start = _after_issuer(reading, hit.end) if hit.value.issuer else hit.end
    found = _number(reading, start)
    while found:
        number, end = found
        yield Citation(f"{hit.value.short} {number}", hit.start, _subject(reading, hit.value, end), None), end
        joined = _AND.match(reading.folded, end)
        found = _number(reading, joined.end(), follows=True) if joined else None


# "Nomor 10 Tahun 2016", "No.10/2016", "RI No. 7 tahun 2017", "(PKPU) Nomor 2 Tahun 2024", "53" alone, "42 /2004"
_NUMBER = re.compile(
    r"\s?(?:\(\w{2,12}\)\s?)?(?:ri\s|republik indonesia\s)?(?:\(\w{2,12}\)\s?)?"
    r"(?P<no>(?:nomor|nomer|no)\b\s?[.:]?\s?)?"
    r"(?P<number>\d{1,3}[a-z]?)(?![\d.]{0,40}[\d/]?[a-z])"
    r"(?:\s?(?:tahun|thn|/)\s?\.?(?P<year>(?:19|20)\d\d)\b)?"
)
# "Nomor B/71/M.SM.00.00/2017", "Nomor 273/487/SJ", "Nomor IR 1/VIII tahun 2023"
_CODE = re.compile(
    r"\s?(?:\(\w{2,12}\)\s?)?(?:ri\s)?(?:nomor|nomer|no)\b\s?[.:]?\s?(?P<code>(?:[a-z]{1,3}\s)?[\w.-]{1,20}/[\w./-]{1,50}\w)"
    r"(?:\s?tahun\s?(?P<year>(?:19|20)\d\d)\b)?"
)
_AND = re.compile(r"\s?(?:,|dan|serta|jo\.?|juncto)\s(?=(?:nomor|no)\b)")
_ISSUER = re.compile(r"[^\n.;\"]{0,90}?\b(?=(?:nomor|nomer|no)\b)|\s(?=\d{1,3}/(?:19|20)\d\d)|\s(?=\d{1,3} tahun)")


def _after_issuer(reading: Reading, start: int) -> int:
    found = _ISSUER.match(reading.folded, start)
    return found.end() if found else start


def _number(reading: Reading, start: int, follows: bool = False) -> tuple[str, int] | None:
    """The number as the record prints it ("10/2016", "53") and where it ends."""
    folded = reading.folded
    coded = _CODE.match(folded, start)
    if coded and not _PLAIN.fullmatch(coded["code"]):
        code = _as_printed(reading, *coded.span("code"))
        return (f"{code}/{coded['year']}" if coded["year"] else code), coded.end()
    found = _NUMBER.match(folded, start)
    if not found or (follows and not found["year"]):
        return None
    number = _as_printed(reading, *found.span("number")).lstrip("0") or "0"
    if not found["year"] and not (found["no"] or len(number) > 1):
        return None
    return (f"{number}/{found['year']}" if found["year"] else number), found.end()


_PLAIN = re.compile(r"\d{1,3}/(?:19|20)\d\d")


def _as_printed(reading: Reading, start: int, end: int) -> str:
    if start < reading.shift:
        return reading.text.headline[start:end]
    return reading.text.plain[start - reading.shift : end - reading.shift]


def _subject(reading: Reading, kind: Kind, end: int) -> str | None:
    """The named law that a numbered citation's title speaks of: "… Tahun 2014 tentang Aparatur Sipil Negara"."""
    title = reading.folded[end : end + 60]
    if not title.lstrip().startswith("tentang"):
        return None
    for hit in law_table().topics.find(title.split("\n")[0]):
        if hit.value.split()[0] == kind.short:
            return hit.value
    return None


def _about_outlet(reading: Reading, citation: Citation) -> bool:
    table = law_table()
    if citation.short not in table.outlet_laws:
        return False
    sentence = reading.sentence(reading.number(citation.start))[:2000]
    return any(word in sentence for word in table.outlet_words)
