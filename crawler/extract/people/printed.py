"""Institutions as they are printed: what stands at a word of the text, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract.people.institutions import (
    PARTY,
    Institution,
    InstitutionForm,
    phrase,
    short_region,
    tables,
    without_brackets,
)
from crawler.extract.people.ownnames import proper_end
from crawler.extract.people.regions import (
    CENTRE,
    PROVINCE,
    kecamatan,
    kodim_seats,
    pet_names,
    region_at,
    skip_brackets,
    towns,
)
from crawler.language.tokens import Token, tokenise


def institution_at(tokens: Sequence[Token], at: int) -> Institution | None:
    """The institution that starts at token `at`: a form of the table or an agency with its field spelt out."""
    if tokens[at].low not in tables().starts:
        return None
    found = tables().forms.match(tokens, at)
    if found is None:
        return agency_at(tokens, at) or _school(tokens, at) or _facility(tokens, at) or _campus(tokens, at)
    form, after = found
    if not tokens[at].is_capital and not form.lower:
        return None
    name = phrase(without_brackets(tokens[at:after])) if form.printed else form.name
    after = skip_brackets(tokens, after, longest=3)
    if form.region == "party":
        return _party(tokens, at, after, form)
    region, after = _region(tokens, after, form)
    if form.level == "needed" and region is None:
        return None
    return Institution(name, form.region, region, at, after, form.level, form.name)


def agency_at(tokens: Sequence[Token], at: int) -> Institution | None:
    """ "Dinas Pekerjaan Umum Kabupaten Rote Ndao": a head word, words of its field, a region."""
    if tokens[at].text not in tables().agencies:
        return None
    after = field_end(tokens, at + 1)
    if after == at + 1:
        return None
    name = phrase(without_brackets(tokens[at:after]))
    after = skip_brackets(tokens, after, longest=3)
    found = region_at(tokens, after, "kabupaten")
    region, after = found or (None, after)
    return Institution(name, "official", region, at, after, "story")


def abbreviated(tokens: Sequence[Token], at: int) -> Institution | None:
    """An institution that no table lists, printed as an abbreviation before its region: "BP4D Ende", "KNPI Sikka".
    Only where a title calls for an institution: capitals alone say nothing."""
    text = tokens[at].text
    if not (3 <= len(text) <= 9 and text.isupper() and text.isalnum()):
        return None
    if tokens[at].low in tables().parties or text in _PEOPLE:
        return None
    place = at + 2 if at + 1 < len(tokens) and tokens[at + 1].low in ("cabang", "daerah", "wilayah") else at + 1
    if region_at(tokens, at) or not (found := region_at(tokens, place, "kabupaten")) or found[0] == CENTRE:
        return None
    if place > at + 1:  # "Ketua PMKRI Cabang Kefamenanu": a branch as it calls itself
        return Institution(phrase(tokens[at : found[1]]), "none", None, at, found[1], "none")
    return Institution(text, "official", found[0], at, found[1], "story")


_PEOPLE = frozenset(
    ["ASN", "PNS", "CPNS", "PPPK", "TNI", "POLRI", "OPD", "SKPD", "THL", "PTT", "BPD", "PKK", "RT", "RW"]
)


def _school(tokens: Sequence[Token], at: int) -> Institution | None:
    """ "SMP Negeri Satu Atap Nunhila", "SDN 2 Borong": a head word, its kind and number, a place."""
    if tokens[at].text not in tables().schools:
        return None
    end = at + 1
    while end < len(tokens) and (tokens[end].text in tables().school_words or tokens[end].text.isdigit()):
        end += 1
    end = proper_end(tokens, end)
    return Institution(phrase(tokens[at:end]), "none", None, at, end, "none") if end > at + 1 else None


def _facility(tokens: Sequence[Token], at: int) -> Institution | None:
    """ "RSUD Komodo", "UPTD Puskesmas Balauring": a head word and one word of its name."""
    if tokens[at].text not in tables().facilities:
        return None
    end = at + 1
    while end < len(tokens) and (
        tokens[end].text in tables().facility_words or (tokens[end].text == "." and end > at + 1)
    ):
        end += 1
    if tokens[at].text in ("UPTD", "UPT") and (field := field_end(tokens, end)) > end:
        return _technical_unit(tokens, at, field)
    named = proper_end(tokens, end)
    if named > end > at + 1 and (town := towns().match(tokens, named)):
        named = town[1]  # "RSUD dr. T.C. Hillers Maumere"
    return Institution(phrase(tokens[at:named]), "none", None, at, named, "none") if named > end else None


def _technical_unit(tokens: Sequence[Token], at: int, end: int) -> Institution:
    """ "UPTD Pendidikan Menengah Wilayah V Dinas Pendidikan NTT": its field, its number, the agency it is part of."""
    if end < len(tokens) and tokens[end].is_capital and len(tokens[end].text) <= 4:
        end += 1
    parent = institution_at(tokens, end) if end < len(tokens) else None
    name = phrase(tokens[at:end]) + (f" {parent.kept}" if parent else "")
    return Institution(name, "none", None, at, parent.after if parent else end, "none")


def _campus(tokens: Sequence[Token], at: int) -> Institution | None:
    """ "Universitas Nusa Nipa", "LSM Peduli Nusa Kenari": a head word and two words of its name, four of an
    association's."""
    if tokens[at].text not in tables().campuses:
        return None
    end, most = at + 1, 1 + tables().campuses[tokens[at].text]
    while end < min(at + most, len(tokens)) and tokens[end].is_word and tokens[end].is_capital:
        end += 1
    return Institution(phrase(tokens[at:end]), "none", None, at, end, "none") if end > at + 1 else None


def field_end(tokens: Sequence[Token], at: int) -> int:
    """The index after the words of a field ("Hukum, Penanganan Pelanggaran, dan Penyelesaian Sengketa (HP2H)")."""
    words, end = tables().fields, at
    while at < len(tokens):
        token = tokens[at]
        if token.is_word and (token.low in words or (_short_form(token) and token.low not in tables().starts)):
            end = at = at + 1
        elif token.low in (",", "dan", "serta", "&", "/") and at > 0:
            at += 1
        elif token.text == "(" and (closed := skip_brackets(tokens, at, longest=5)) > at and end == at:
            end = at = closed
        else:
            break
    return end


def _short_form(token: Token) -> bool:
    """An abbreviation of a field that the table does not list: "Kadis PUPR", "BP4D"."""
    return (
        token.text.isupper()
        and 2 <= len(token.text) <= 6
        and token.text not in ("NTT", "RI", "ASN", "SH", "SE", "TTU", "TTS", "SBD", "AKP", "AKBP")
    )


def _region(tokens: Sequence[Token], at: int, form: InstitutionForm) -> tuple[str | None, int]:
    start = at + 1 if at < len(tokens) and tokens[at].text == "/" else at
    if form.region == "none":
        centre = region_at(tokens, start)
        return (None, centre[1]) if centre and centre[0] == CENTRE else (None, at)
    if form.region == "unit":
        return _unit(tokens, start)
    if form.region == "kecamatan":
        return place_name(tokens, start, ("kecamatan", "kec")) or (None, at)
    if form.region == "town":
        return _town(tokens, start)
    if tokens[start : start + 1] and tokens[start].low in ("kecamatan", "kec") and form.name == "Panwaslu":
        named = place_name(tokens, start, ("kecamatan", "kec"))
        if named:
            return f"Kecamatan {named[0]}", named[1]
    level = "kota" if "Kota" in form.name else "kabupaten"
    return region_at(tokens, start, level) or (None, at)


def place_name(tokens: Sequence[Token], at: int, heads: tuple[str, ...]) -> tuple[str, int] | None:
    """A kecamatan by the table, else one capitalised word behind its head word; and the index after it."""
    start = at
    while start < len(tokens) and (
        tokens[start].low in heads or (tokens[start].text == "." and _shortened(tokens, start))
    ):
        start += 1
    found = kecamatan().match(tokens, start)
    if found and tokens[start].is_capital:
        return phrase(tokens[start : found[1]]), found[1]
    if start > at and start < len(tokens) and tokens[start].is_capital:
        end = start + 1
        while end < len(tokens) and end < start + 3 and tokens[end].is_word and tokens[end].is_capital:
            end += 1
        return phrase(tokens[start:end]), end
    return None


def _shortened(tokens: Sequence[Token], at: int) -> bool:
    """Whether the full stop is an abbreviation's ("Kec. Lela") and no sentence's ("… Panwaslu Kecamatan. Kapolres")."""
    return at > 0 and tokens[at - 1].low in ("kec", "kel", "ds")


def _unit(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """ "1605/Belu", "161/Wira Sakti Kupang": a number, a stroke, a name; or a region alone."""
    if (end := numbered_end(tokens, at)) > at:
        if end > at + 1 and (found := region_at(tokens, end - 1, "kabupaten")):
            end = found[1]
        return unit_name(phrase(tokens[at:end])), _past_seat(tokens, end)
    found = region_at(tokens, at, "kabupaten")
    return (short_region(found[0]), found[1]) if found else (None, at)


def numbered_end(tokens: Sequence[Token], at: int) -> int:
    """The index after a unit's number and name ("1605/Belu", "1621-01/Soe"), or `at` where no number stands."""
    if at >= len(tokens) or not tokens[at].text.isdigit():
        return at
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].text in "/-" and tokens[end + 1].is_word:
        end += 2
    if tokens[end - 1].low == "kota" and end < len(tokens) and tokens[end].is_capital:
        end += 1  # "Danramil 01/Kota Atambua"
    return end


def unit_name(printed: str) -> str:
    """A unit's number and name: Korem 161 is printed "161/WS" and "161/Wirasakti", and one form is kept; an
    abbreviation that no table of regions knows ("1613/SB") gives way to the name of the Kodim's seat."""
    number, stroke, name = printed.partition("/")
    if number == "161":
        return "161/Wira Sakti"
    known = region_at(tokenise(name), 0) if name else None
    if stroke and known is None and number in kodim_seats():
        return f"{number}/{kodim_seats()[number]}"
    return f"{number}/{short_region(known[0])}" if known and name.lower() in pet_names() else printed


def _past_seat(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].low in ("sakti", "kupang"):
        at += 1
    found = region_at(tokens, at + 1 if at < len(tokens) and tokens[at].text == "," else at)
    return found[1] if found and found[0] == PROVINCE else at


def _party(tokens: Sequence[Token], at: int, after: int, form: InstitutionForm) -> Institution | None:
    """ "DPC PDI Perjuangan Kabupaten Rote Ndao": a party's branch."""
    end = after
    while end < len(tokens) and tokens[end].low in tables().parties:
        end += 1
    if end == after:
        return None
    end = skip_brackets(tokens, end, longest=3)
    region, end = region_at(tokens, end, "kabupaten") or (None, end)
    return Institution(f"{form.name} {phrase(tokens[after:end])}", PARTY, region, at, end, "none")


def _town(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """ "Kelas IIB Waikabubak", "Larantuka", "(PN) Ende": the seat as printed."""
    end = at
    if end < len(tokens) and tokens[end].low in ("kelas", "klas"):
        end += 2
    known = towns().match(tokens, end)
    if end < len(tokens) and tokens[end].is_word and tokens[end].is_capital:
        end = known[1] if known else end + 1
        return phrase(tokens[at:end]), end
    return None, at
