"""Where the event of an article belongs: its kabupaten and kecamatan, by what the text says of whose event it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crawler.extract import Found
from crawler.extract.placenames import Mention, find_mentions, stretches
from crawler.extract.regionnames import Kind, words
from crawler.language.gazetteer import PROVINCE, PROVINCE_CODE, listed_kecamatan, unit_name
from crawler.record import Evidence
from crawler.text import Text


@dataclass(frozen=True)
class Places:
    """`kabupaten` by their official names, ("Provinsi NTT",) for a story of the whole province, empty when unknown;
    `kecamatan` as printed, in a spelling of the gazetteer: see `official_kecamatan`."""

    kabupaten: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()


class Weighed(NamedTuple):
    """A mention, where it stands ("headline", "dateline", "lead", "body"), and what it counts."""

    mention: Mention
    where: str
    weight: float


# Where a name stands and how it is used, in the order of trust of the newsroom's own habits: the office that
# acts, the headline and lead, kecamatan, towns, the dateline (a reporter's desk: Kupang and Jakarta say nothing).
_WHERE = {"headline": 3.0, "lead": 2.0, "body": 1.0, "dateline": 1.5}
_OFFICE, _BELONGS, _UNIT, _KECAMATAN, _TOWN, _PROVINCE = 2.0, 1.7, 1.5, 1.2, 1.0, 1.0
_TRUST = {"sure": 1.0, "likely": 0.6, "context": 0.7, "weak": 0.3, "prefix": 0.0}


def find_places(text: Text, masked: Sequence[tuple[int, int]] = ()) -> Found[Places]:
    """The event's kabupaten and kecamatan with their evidence. `masked` are offsets of people's names in text.plain.

    Not the dateline's or the hotel's place: the organiser's. Empty rather than guessed.
    """
    weighed = _supported(list(_weigh(text, masked)))
    codes = _decide(weighed)
    kabupaten = tuple(unit_name(code) for code in codes)
    kecamatan, kecamatan_evidence = _kecamatan(text, weighed, codes)
    evidence = [_evidence(text, _best(weighed, code)) for code in codes]
    return Found(Places(kabupaten, kecamatan), (*evidence, *kecamatan_evidence))


def _weigh(text: Text, masked: Sequence[tuple[int, int]]) -> Iterable[Weighed]:
    headline, body = stretches(text)
    for mention in headline.mentions():
        yield Weighed(mention, "headline", _WHERE["headline"] * _use(mention))
    for mention in find_mentions(text.dateline or ""):
        if mention.kind in (Kind.UNIT, Kind.TOWN, Kind.KECAMATAN):
            yield Weighed(mention, "dateline", _WHERE["dateline"])
    lead_ends = _lead_end(text)
    previous: Mention | None = None
    for mention in body.mentions(masked):
        where = "lead" if mention.start < lead_ends else "body"
        weight = _WHERE[where] * _use(mention)
        if mention.kind is Kind.PROVINCE and previous and _apposed(text.plain, previous, mention):
            weight = 0.0
        yield Weighed(mention, where, weight)
        previous = mention


def _lead_end(text: Text, sentences: int = 2) -> int:
    """The end of the first sentences of prose; a short line without a full stop is a caption or a second headline."""
    prose = [sentence for sentence in text.sentences if len(sentence.text) > 60]
    return prose[:sentences][-1].end if prose else len(text.plain)


def _use(mention: Mention) -> float:
    if mention.former or mention.kind is Kind.ELSEWHERE:
        return 0.0
    kind = {Kind.UNIT: _UNIT, Kind.KECAMATAN: _KECAMATAN, Kind.TOWN: _TOWN, Kind.PROVINCE: _PROVINCE}[mention.kind]
    office = _BELONGS if mention.office in words().belongs else _OFFICE
    weight = office if mention.office else kind * _TRUST[mention.trust]
    return weight * 0.3 if mention.listed else weight


def _apposed(plain: str, unit: Mention, province: Mention) -> bool:
    """Whether the province only says where the unit lies: "Kabupaten Belu, Nusa Tenggara Timur"."""
    between = plain[unit.end : province.start]
    if unit.kind is Kind.PROVINCE or len(between) > 30:
        return False
    return not "".join(word for word in between.split() if word.strip(",(-") not in _BETWEEN).strip(",(-")


_BETWEEN = frozenset(["Provinsi", "Propinsi", "Prov.", "Pulau", "Sumba", "Flores", "Timor"])


def _supported(weighed: list[Weighed]) -> list[Weighed]:
    """Without the names that need other evidence and have none ("SBD", "Manggarai", "Sabu")."""
    sure = {item.mention.code for item in weighed if item.mention.trust == "sure" or item.mention.office}
    ntt = any(item.mention.kind is not Kind.ELSEWHERE for item in weighed if item.mention.trust == "sure")
    return [
        item
        for item in weighed
        if item.mention.trust != "context" or item.mention.office or item.mention.code in sure or ntt
    ]


def _decide(weighed: Sequence[Weighed]) -> tuple[str, ...]:
    scores: defaultdict[str, float] = defaultdict(float)
    for item in weighed:
        if item.weight and item.mention.kind is not Kind.ELSEWHERE:
            scores[item.mention.code] += item.weight
    province = scores.pop(PROVINCE_CODE, 0.0)
    ranked = [code for code, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) if score > 0]
    if not ranked:
        return (PROVINCE_CODE,) if province else ()
    top = scores[ranked[0]]
    total = sum(scores.values())
    own = _only_one_in_front(weighed, ranked[0]) and top > 0.5 * province
    if not own and (province > top or (province > 0.7 * top and top < 0.5 * total)):
        return (PROVINCE_CODE,)
    if top < 1.0:
        return ()
    return tuple(sorted([ranked[0], *_coordinated(weighed, ranked, scores)]))


def _only_one_in_front(weighed: Sequence[Weighed], code: str) -> bool:
    """Whether headline and lead name this unit and no other: the province's officials came to its event."""
    front = [item for item in weighed if item.where in ("headline", "lead") and item.weight > 0]
    units = {
        item.mention.code for item in front if item.mention.kind is not Kind.PROVINCE and item.mention.trust != "weak"
    }
    return units == {code}


def _coordinated(weighed: Sequence[Weighed], ranked: Sequence[str], scores: Mapping[str, float]) -> list[str]:
    """Other units whose story it is too: joined with the first in headline or lead ("di Belu dan Malaka"), or
    both in the headline with about the same weight."""
    front = [item for item in weighed if item.where in ("headline", "lead") and item.mention.kind is Kind.UNIT]
    others = {_partner(one.mention, two.mention, ranked[0]) for one, two in pairwise(front) if one.where == two.where}
    headline = {item.mention.code for item in front if item.where == "headline"}
    if ranked[0] in headline:
        others |= {code for code in headline if scores[code] >= 0.75 * scores[ranked[0]]}
    return [code for code in ranked[1:4] if code in others]


def _partner(one: Mention, two: Mention, top: str) -> str | None:
    """The other of two units in a row of exactly two, when one of them is the first in rank."""
    if not two.joined or one.listed or two.listed or top not in (one.code, two.code):
        return None
    return two.code if one.code == top else one.code


def _kecamatan(
    text: Text, weighed: Sequence[Weighed], codes: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The kecamatan of the units in the spelling in which each is printed first, where the gazetteer has it."""
    names: dict[str, tuple[str, Evidence]] = {}
    for item in weighed:
        mention = item.mention
        if mention.kind is not Kind.KECAMATAN or mention.code not in codes or mention.name in names:
            continue
        if mention.former and text.plain[max(0, mention.start - 9) : mention.start].rstrip().lower().endswith(" camat"):
            continue  # "mantan Camat Nubatukan"; a "mantan pengawas di Kecamatan Lasiolat" served there
        if item.where not in ("lead", "body") or not _of_a_constituency(text, mention):
            names[mention.name] = _as_printed(text, item), _evidence(text, item, "kecamatan")
    return tuple(spelling for spelling, _ in names.values()), tuple(evidence for _, evidence in names.values())


def _as_printed(text: Text, item: Weighed) -> str:
    string = {"headline": text.headline, "dateline": text.dateline or ""}.get(item.where, text.plain)
    return listed_kecamatan(string[item.mention.start : item.mention.end], unit_name(item.mention.code))


def _of_a_constituency(text: Text, mention: Mention) -> bool:
    """Whether the kecamatan only says what an electoral district covers ("Dapil SBD 3 yang meliputi …")."""
    sentence = text.sentence_at(mention.start)
    before = text.plain[max(sentence.start, mention.start - 150) : mention.start].lower()
    return "dapil" in before or "daerah pemilihan" in before


def _best(weighed: Sequence[Weighed], code: str) -> Weighed:
    return max((item for item in weighed if item.mention.code == code), key=lambda item: item.weight)


def _evidence(text: Text, item: Weighed, field: str = "kabupaten") -> Evidence:
    mention = item.mention
    rule = f"{mention.kind}.{'office' if mention.office else item.where}"
    if item.where == "headline":
        return Evidence(field, text.headline, rule)
    if item.where == "dateline":
        return Evidence(field, text.dateline or "", rule)
    return Evidence(field, text.quote_at(mention.start), rule)


def ntt_evidence(text: Text) -> float:
    """How strongly the text belongs to NTT, from -1 (only other provinces) over 0 (no sign) to 1 (only NTT)."""
    inside = outside = 0.0
    for item in _weigh(text, ()):
        if item.mention.kind is Kind.ELSEWHERE:
            outside += _WHERE[item.where]
        else:
            inside += item.weight
    return (inside - outside) / (inside + outside) if inside + outside else 0.0


def find_regions(string: str) -> list[tuple[int, int, str]]:
    """The units and the province that a string names: start, end, official name. Towns and kecamatan are left out."""
    return [
        (mention.start, mention.end, unit_name(mention.code))
        for mention in find_mentions(string)
        if mention.kind in (Kind.UNIT, Kind.PROVINCE) and not mention.former
    ]


def resolve_region(phrase: str) -> str | None:
    """The official name of the unit that a short phrase names ("SBD", "Kab. TTS", "NTT", "Kota Kupang"), or None."""
    mentions = [item for item in find_mentions(phrase) if item.kind in (Kind.UNIT, Kind.PROVINCE)]
    if not mentions:
        return None
    units = [item for item in mentions if item.kind is Kind.UNIT]
    return unit_name(units[0].code) if units else PROVINCE
