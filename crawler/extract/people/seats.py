"""Scopes that are places or units: a camat's kecamatan, a village head's desa, a commander's Kodim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract.people.institutions import Institution, phrase
from crawler.extract.people.names import skip_titles
from crawler.extract.people.ownnames import proper_end
from crawler.extract.people.printed import field_end, institution_at, numbered_end, place_name, unit_name
from crawler.extract.people.regions import PROVINCE, region_at
from crawler.language.tokens import Token

# How the institution of a title that takes no institution of its own is written with its region.
_STYLES = {
    "Polda": "short",
    "Polres": "short",
    "Polresta": "short",
    "Kejaksaan Negeri": "short",
    "Kejaksaan Tinggi": "short",
}
_UNIT_STYLES = {"Pengadilan Negeri": "town", "Kodim": "unit"}
LONGEST_RUN = 8
"""Capitalised words of a place and a name together; text all in capitals has no end of them."""


@dataclass(frozen=True)
class TitleForm:
    """A printed title of data/positions.toml."""

    printed: str
    takes: str
    unit: str
    level: str
    tail: str


def kecamatan_scope(
    tokens: Sequence[Token], form: TitleForm, title_end: int, after: int
) -> tuple[int, int, Institution]:
    found = place_name(tokens, after, ("kecamatan", "kec"))
    if found is None and form.unit == "Koramil" and (end := numbered_end(tokens, after)) > after:
        return title_end, end, Institution("Koramil", "unit", phrase(tokens[after:end]), after, end, "none")
    if found is None:
        found = _unlisted_place(tokens, after)
    region, end = found or (None, after)
    end = past_wider_places(tokens, end) if region else end
    return title_end, end, Institution(form.unit, "official", region, after, end, "none")


def village_scope(tokens: Sequence[Token], form: TitleForm, title_end: int, after: int) -> tuple[int, int, Institution]:
    found = _unlisted_place(tokens, after)
    region, end = found or (None, after)
    end = past_wider_places(tokens, end) if region else end
    return title_end, end, Institution(form.unit, "official", region, after, end, "none")


def _unlisted_place(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """A place that no table lists, as printed: the capitalised words up to a comma or a rank; of a longer
    run that flows into a name ("Kades Raterua Ridwan Pua No'u") only the first."""
    end = at
    while (
        end < min(at + LONGEST_RUN, len(tokens))
        and tokens[end].is_word
        and tokens[end].is_capital
        and skip_titles(tokens, end) == end
    ):
        end += 1
    if end == at:
        return None
    if end - at > 2 and not _name_follows(tokens, end):
        end = at + 1
    return phrase(tokens[at:end]), end


def _name_follows(tokens: Sequence[Token], at: int) -> bool:
    """True for "Kades Golo Ndele Timur, Severinus": then the whole run before the comma is the place."""
    after_comma = at + 1 < len(tokens) and tokens[at].text in ",(" and tokens[at + 1].is_capital
    return after_comma and tokens[at + 1].low not in ("kecamatan", "kabupaten", "kab", "kec")


def past_wider_places(tokens: Sequence[Token], at: int) -> int:
    """Past ", Kecamatan Titihena, Kabupaten Flores Timur" or "di Kecamatan Titihena" behind a desa, a kecamatan or a
    school."""
    while True:
        start = at + 1 if at < len(tokens) and tokens[at].low in (",", "di") else at
        if (
            start < len(tokens)
            and tokens[start].low in ("kecamatan", "kec")
            and (found := place_name(tokens, start, ("kecamatan", "kec")))
        ):
            at = found[1]
        elif (
            start < len(tokens)
            and tokens[start].low in ("kabupaten", "kab", "kota", "provinsi")
            and (region := region_at(tokens, start))
        ):
            at = region[1]
        else:
            return at


_CLASSED = frozenset(["Lapas", "Rutan", "Bapas", "Kantor Imigrasi"])


def unit_scope(tokens: Sequence[Token], form: TitleForm, title_end: int, after: int) -> tuple[int, int, Institution]:
    if form.unit == "Kanwil":
        return _regional_office(tokens, title_end, after)
    if form.unit in ("Lantamal", "Lanud", "Lanal"):
        return _base(tokens, form, title_end, after)
    if (end := numbered_end(tokens, after)) > after:
        if end > after + 1 and (found := region_at(tokens, end - 1, "kabupaten")):
            end = found[1]
        end = _past_seat(tokens, end)
        unit = unit_name(phrase(tokens[after:end]))
        return title_end, end, Institution(form.unit, "unit", unit, after, end, "none")
    if form.unit in _CLASSED and after < len(tokens) and tokens[after].low in ("kelas", "klas"):
        end = min(after + (4 if tokens[min(after + 2, len(tokens) - 1)].low in ("tpi", "non") else 3), len(tokens))
        return title_end, end, Institution(form.unit, "unit", phrase(tokens[after:end]), after, end, "none")
    if form.unit == "Korem":
        end = _past_seat(tokens, after)
        return title_end, end, Institution("Korem", "unit", "161/Wira Sakti", after, end, "none")
    found = region_at(tokens, after, "kabupaten")
    if found is None and form.unit in _SEATED and after < len(tokens) and tokens[after].is_capital:
        return title_end, after + 1, Institution(form.unit, "town", tokens[after].text, after, after + 1, "none")
    region, end = found or (None, after)
    style = _STYLES.get(form.unit, "short")
    return title_end, end, Institution(form.unit, style, region, after, end, form.level)


_SEATED = frozenset(["Cabang Kejaksaan Negeri", "Kantor Imigrasi", "Bapas"])
"""Units named after a town that may be no kabupaten: "Kacabjari Reo"."""


def _regional_office(tokens: Sequence[Token], title_end: int, after: int) -> tuple[int, int, Institution]:
    """The regional office of a ministry, its ministry as printed: "Kepala Kantor Wilayah Kementerian Hukum dan HAM
    Provinsi NTT", "Kakanwil Kemenkumham NTT", "Kakanwil Agama NTT"."""
    found = institution_at(tokens, after) if after < len(tokens) else None
    end = found.after if found else field_end(tokens, after)
    ministry = _ministry(tokens, after, end)
    region = region_at(tokens, end, "kabupaten") if found is None else None
    region_name, end = region or (found.region if found else None, end)
    head = "Kantor Wilayah" if tokens[title_end - 1].low == "wilayah" else "Kanwil"
    name = f"{head} {ministry}".strip()
    return title_end, end, Institution(name, "short", region_name, after, end, "provinsi")


def _ministry(tokens: Sequence[Token], first: int, end: int) -> str:
    """The ministry as printed between [first, end), without bracket and region."""
    words = []
    for at in range(first, end):
        if tokens[at].text == "(" or region_at(tokens, at):
            break
        words.append(tokens[at])
    return phrase(words)


def _base(tokens: Sequence[Token], form: TitleForm, title_end: int, after: int) -> tuple[int, int, Institution]:
    """ "Lantamal VII Kupang", "Lanud El Tari Kupang": a number or a name, then the seat."""
    end = after
    while end < len(tokens) and tokens[end].low in ("vii", "el", "tari", "eltari", "kupang"):
        end += 1
    if end == after and form.unit == "Lanal" and after < len(tokens) and tokens[after].is_capital:
        end = proper_end(tokens, after)  # named after its harbour: "Danlanal Maumere"
        return title_end, end, Institution("Lanal", "town", phrase(tokens[after:end]), after, end, "none")
    if end == after and (found := region_at(tokens, after, "kabupaten")):
        return title_end, found[1], Institution(form.unit, "short", found[0], after, found[1], "none")
    return title_end, end, Institution(form.unit, "unit", phrase(tokens[after:end]) or None, after, end, "none")


def _past_seat(tokens: Sequence[Token], at: int) -> int:
    """Past "Wira Sakti Kupang, Nusa Tenggara Timur"."""
    while at < len(tokens) and tokens[at].low in ("wira", "sakti", "wirasakti", "ws", "kupang"):
        at += 1
    found = region_at(tokens, at + 1 if at < len(tokens) and tokens[at].text == "," else at)
    return found[1] if found and found[0] == PROVINCE else at


def staff_scope(tokens: Sequence[Token], form: TitleForm, title_end: int, after: int) -> tuple[int, int, Institution]:
    """ "Kasat Binmas Polres Ngada", "Bhabinkamtibmas Desa Poco Rutang", "Ketua Majelis": the unit printed behind the
    title, else left open; a village that the office looks after is passed over."""
    start = after + 1 if after < len(tokens) and tokens[after].low in ("pada", "di") else after
    if start < len(tokens) and tokens[start].low in _VILLAGES and (village := _unlisted_place(tokens, start + 1)):
        after = start = village[1]
    found = institution_at(tokens, start) if start < len(tokens) else None
    style = _UNIT_STYLES.get(form.unit, "short")
    level = "none" if form.level == "none" else "story"
    unit = found or Institution(form.unit, style, None, after, after, level, form.unit)
    return title_end, unit.after, unit


_VILLAGES = frozenset(["desa", "kelurahan"])
