"""What an office is the office of: the institution that a title calls for and that the text prints behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.people.institutions import Institution, listed_row, phrase, tables, without_brackets
from crawler.extract.people.printed import abbreviated, field_end, institution_at, place_name
from crawler.extract.people.regions import PROVINCE, region_at, skip_brackets
from crawler.extract.people.seats import TitleForm, kecamatan_scope, staff_scope, unit_scope, village_scope
from crawler.language.tokens import Token


def institution_of(
    tokens: Sequence[Token], form: TitleForm, title_end: int, after: int
) -> tuple[int, int, Institution | None]:
    """Where the printed title ends, where the office ends, and its institution."""
    if form.takes == "government":
        return _government(tokens, form, title_end, after)
    if form.takes == "body":
        institution = _body(tokens, after)
        return title_end, institution.after if institution else after, institution
    if form.takes == "division":
        return _division(tokens, title_end, after)
    if form.takes == "servant":
        return _servant(tokens, form, title_end, after)
    if form.takes == "agency":
        return _agency(tokens, form, title_end, after)
    if form.takes == "kecamatan":
        return kecamatan_scope(tokens, form, title_end, after)
    if form.takes == "village":
        return village_scope(tokens, form, title_end, after)
    if form.takes == "unit":
        return unit_scope(tokens, form, title_end, after)
    if form.takes in ("court", "staff"):
        return staff_scope(tokens, form, title_end, after)
    return title_end, after, Institution(form.unit, "none", None, after, after, "none")


def _body(tokens: Sequence[Token], at: int) -> Institution | None:
    if at < len(tokens) and tokens[at].low in ("pada", "dari", "di", "komisioner", "majelis"):
        at += 1
    if at < len(tokens) and tokens[at].low in _FACULTIES:
        at = field_end(tokens, at + 1)
    if (
        at < len(tokens)
        and tokens[at].low in ("kecamatan", "kelurahan")
        and (named := place_name(tokens, at, (tokens[at].low,)))
    ):
        return Institution(tokens[at].text.capitalize(), "official", named[0], at, named[1], "none")
    return (institution_at(tokens, at) or abbreviated(tokens, at)) if at < len(tokens) else None


_FACULTIES = frozenset(["fakultas", "fisip", "fkip", "feb", "fh", "fkm", "fst"])


def _servant(
    tokens: Sequence[Token], form: TitleForm, title_end: int, after: int
) -> tuple[int, int, Institution | None]:
    """ "guru SMPN 5 Reok", "staf pada Dinas Perhubungan", "perangkat desa Oelbubuk": where a civil servant without an
    office works; a village or kecamatan of whom it is not an office is passed over."""
    if tokens[title_end - 1].low == "desa":
        title_end, end, village = village_scope(tokens, replace(form, unit="Desa"), title_end, after)
        return title_end, end, village if village.region else None
    start = after + 1 if after < len(tokens) and tokens[after].low in ("pada", "di", "dari") else after
    if start < len(tokens) and tokens[start].low in ("desa", "kelurahan", "kecamatan"):
        found = place_name(tokens, start, (tokens[start].low,))
        return title_end, found[1] if found else after, None
    if start + 1 < len(tokens) and tokens[start].low == "kantor" and tokens[start + 1].low in _OFFICES_OF_PLACES:
        found = place_name(tokens, start + 1, (tokens[start + 1].low,))
        if found:
            kind = _OFFICES_OF_PLACES[tokens[start + 1].low]
            return title_end, found[1], Institution(kind, "official", found[0], start, found[1], "none")
    institution = institution_at(tokens, start) if start < len(tokens) else None
    return title_end, institution.after if institution else after, institution


_OFFICES_OF_PLACES = {"camat": "Kecamatan", "lurah": "Kelurahan", "desa": "Desa"}


def _government(tokens: Sequence[Token], form: TitleForm, title_end: int, after: int) -> tuple[int, int, Institution]:
    if form.tail:
        title_end = after = max(_assistant_end(tokens, after), after)
    if after < len(tokens) and tokens[after].low in ("setda", "sekda") and form.tail:
        title_end = after = after + 1
    start = after
    while start < len(tokens) and tokens[start].low in ("pemerintah", "pemkab", "pemda", "pemkot", "pemprov", "daerah"):
        start += 1
    level = form.level if form.level != "story" else "kabupaten"
    found = region_at(tokens, start, level)
    region, end = found or (None, after)
    if region == PROVINCE and form.level in ("kabupaten", "kota"):
        region, end = None, after
    return (
        title_end,
        end,
        Institution(
            "Pemerintah", "government", region, after, end, form.level if form.level == "provinsi" else "story"
        ),
    )


def _assistant_end(tokens: Sequence[Token], at: int) -> int:
    """ "Asisten I", "Asisten 1 Bidang Pemerintahan dan Kesra", "Staf Ahli Bupati Bidang Hukum"."""
    end = at
    while end < len(tokens) and tokens[end].low in (
        "i",
        "ii",
        "iii",
        "1",
        "2",
        "3",
        "bidang",
        "bupati",
        "gubernur",
        "wali",
        "kota",
        "walikota",
        "tiga",
        "satu",
        "dua",
    ):
        end += 1
    return field_end(tokens, end) if field_end(tokens, end) > end else end


_NUMBERS = ("I", "II", "III", "IV", "V", "A", "B", "C", "D")


def _division(tokens: Sequence[Token], title_end: int, after: int) -> tuple[int, int, Institution | None]:
    end = field_end(tokens, after)
    if end < len(tokens) and end == after and tokens[end].text in _NUMBERS:
        end += 1
    start = end
    while start < len(tokens) and tokens[start].low in (",", "pada", "di", "dari"):
        start += 1
    institution = _body(tokens, start) if start < len(tokens) else None
    return max(end, title_end), institution.after if institution else end, institution


def _agency(
    tokens: Sequence[Token], form: TitleForm, title_end: int, after: int
) -> tuple[int, int, Institution | None]:
    end = _field_of_a_part(tokens, after) if form.unit in _PARTS else _field_before_a_region(tokens, after)
    field = phrase(without_brackets(tokens[after:end]))
    end = skip_brackets(tokens, end, longest=3)
    if form.unit in _PARTS:
        start = end + 1 if end < len(tokens) and tokens[end].low in ("pada", "di", "dari") else end
        if start < len(tokens) and (parent := institution_at(tokens, start)):
            return end, parent.after, parent
    found = region_at(tokens, end, "kabupaten")
    region, after = found or (None, end)
    if form.unit == "Bidang" and found is None:
        return end, end, None
    whole = field.startswith(form.unit) or form.unit == "Inspektorat"  # "Inspektur Pembantu Wilayah II"
    name = form.unit if whole else f"{form.unit} {field}".strip()
    row = listed_row(tokens, title_end - 1)
    return title_end, after, Institution(name, "official", region, title_end, after, "story", row)


def _field_before_a_region(tokens: Sequence[Token], at: int) -> int:
    """The index after an agency's field, also of words that no table lists, where its region follows:
    "Dinas Kebersihan Kota Kupang"."""
    end = field_end(tokens, at)
    ahead = end
    while ahead < min(end + 4, len(tokens)) and tokens[ahead].is_word and tokens[ahead].is_capital:
        if ahead > end and region_at(tokens, ahead, "kabupaten"):
            return ahead
        if ahead == end and region_at(tokens, ahead, "kabupaten"):
            return end
        ahead += 1
    return end


_PARTS = ("Bidang", "Bagian", "Biro")


def _field_of_a_part(tokens: Sequence[Token], at: int) -> int:
    """The index after a part's field, also of words that no table lists, where the whole follows: "Kabid Perikanan
    Tangkap pada Dinas Perikanan", "Kabid Mutasi BKPP Kota Kupang"."""
    for ahead in range(at, min(at + _LONGEST_FIELD, len(tokens))):
        token = tokens[ahead]
        whole = ahead + (token.low in ("pada", "di", "dari"))
        named = ahead > at and whole < len(tokens) and tokens[whole].text not in tables().schools
        if named and institution_at(tokens, whole):
            return ahead
        joins = token.low in ("dan", "serta", "&", "/", ",")
        if joins and (ahead + 1 == len(tokens) or field_end(tokens, ahead + 1) == ahead + 1):
            break
        if not joins and not (token.is_word and (token.is_capital or field_end(tokens, ahead) > ahead)):
            break
    return field_end(tokens, at)


_LONGEST_FIELD = 10
"""Tokens; "Pengadaan, Pemberhentian, Informasi dan Penilaian Kinerja Aparatur" has nine."""
