"""Institutions of a story: those that its text names and those that its officials serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.extract.people.institutions import PARTY, Institution
from crawler.extract.people.offices import Office, held_no_longer
from crawler.extract.people.officials import Cast
from crawler.extract.people.regions import PROVINCE, region_at
from crawler.extract.people.scan import Scan
from crawler.language.tokens import Token

# Parts of an institution, and places that are no institution of their own in a list of institutions.
_PARTS = ("Bidang", "Bagian", "Biro", "Komisi", "Mabes")
LONG_LIST = 3
"""More accused people than this are a list, and their offices are no institutions of the story."""
_HEADS_ALONE = ("Dinas", "Badan")
_PLACES = ("Kecamatan", "Desa", "Kelurahan")
_NOT_LISTED = ("kecamatan", "village", "servant")


def named_institutions(cast: Cast, story: str | None, subjects: set[int]) -> dict[str, int]:
    """The institutions as kept, each with the offset of its first naming, in the order of the text.

    `story` is the region of the event, which completes a bare "Bawaslu" where the text prints no Bawaslu
    with its region; `subjects` are indexes of the cast: where the people of a long list of accused serve
    is no part of what the story's institutions did."""
    left_out = subjects if len(subjects) > LONG_LIST else set()
    skipped = {mention.office.first for index in left_out for mention in cast.persons[index].mentions}
    found = [institution for institution in _all(cast.scan, skipped) if institution.style != PARTY]
    placed = {institution.row or institution.name for institution in found if institution.region is not None}
    kept: dict[tuple[str, str], tuple[str, int]] = {}
    for institution in found:
        if institution.region is None and (institution.row or institution.name) in placed:
            continue
        home = institution.at_home(story if story != PROVINCE else None)
        if _is_listed(home):
            at = min(institution.first, len(cast.tokens) - 1)  # "… Danrem": its Korem is not printed
            kept.setdefault(home.key, (home.kept, cast.scan.starts[at]))
    return {name: offset for key, (name, offset) in kept.items() if not _said_more_fully(key, kept.keys())}


def _all(scan: Scan, skipped: set[int]) -> Iterator[Institution]:
    after = 0
    for at in sorted({*scan.offices, *scan.institutions}):
        if at < after:
            continue
        institution, after = _institution(scan, at, skipped)
        if institution is not None:
            yield institution
            yield from _coordinated(scan.tokens, institution)


def _coordinated(tokens: tuple[Token, ...], institution: Institution) -> Iterator[Institution]:
    """ "Bawaslu Kabupaten Sumba Barat dan Sumba Tengah" are two."""
    after = institution.after
    if institution.style not in ("official", "short") or institution.region is None or after >= len(tokens):
        return
    if tokens[after].low == "dan" and (region := region_at(tokens, after + 1)) and region[0] != PROVINCE:
        yield institution._replace(region=region[0], after=region[1])


def _institution(scan: Scan, at: int, skipped: set[int]) -> tuple[Institution | None, int]:
    office = scan.offices.get(at)
    if office is not None:
        place = office.takes in _NOT_LISTED and _names_a_place(office)
        left_out = at in skipped or place or held_no_longer(scan.tokens, at) or _issued(scan.tokens, office)
        left_out = left_out or _is_seat_of_government(scan.tokens, office)
        return (None if left_out else _of_office(scan, office)), office.after
    found = scan.institutions[at]
    before = scan.tokens[at - 1].low if at else ""
    return (None if before in _NO_BODY.get(found.name, ()) else found), found.after


def _is_seat_of_government(tokens: tuple[Token, ...], office: Office) -> bool:
    """ "Aula Kantor Bupati Ende": the house is where something takes place; its government did nothing there."""
    governs = office.institution is not None and office.institution.style == "government"
    return governs and office.first > 0 and tokens[office.first - 1].low in ("kantor", "jabatan", "jabatannya")


_ISSUED = ("edaran", "keputusan", "peraturan", "bersama", "instruksi", "se")


def _issued(tokens: tuple[Token, ...], office: Office) -> bool:
    """ "Surat Edaran Menteri PANRB Nomor 1": the ministry is part of what a rule is called."""
    ministry = office.institution is not None and office.institution.name.startswith("Kemen")
    return ministry and office.first > 0 and tokens[office.first - 1].low in _ISSUED


_NO_BODY = {
    "Setda": (
        "aula",
        "kantor",
        "gedung",
        "ruang",
        "rapat",
        "ruangan",
        "halaman",
        "lobi",
        "pelataran",
        "lapangan",
        "kompleks",
    ),
    "Korpri": ("hari", "hut", "upacara", "lagu", "baju", "batik"),
}
"""Words before an institution's name that make a house or a feast of it: "Aula Setda", "Hari Korpri"."""


def _names_a_place(office: Office) -> bool:
    """A camat's kecamatan and a lurah's kelurahan are places; a Kapolsek's Polsek is an institution."""
    return office.institution is None or office.institution.name in _PLACES or not office.title


def _of_office(scan: Scan, office: Office) -> Institution | None:
    """The office's institution where its title names it; "Bupati" alone, or an office in general that is
    printed without a capital ("bupati Malaka" among candidates), names no government."""
    institution = office.institution
    if institution is None:
        return None
    if office.takes == "servant":  # "pegawai Pemkab"
        return institution
    if institution.style == "government" and (institution.region is None or not scan.tokens[office.first].is_capital):
        return None
    if institution.name.startswith(("Kanwil", "Kantor Wilayah")):
        return scan.institutions.get(institution.first)
    return institution


def _is_listed(institution: Institution) -> bool:
    if institution.name.startswith(_PARTS) or institution.name in (*_HEADS_ALONE, *_PLACES):
        return False
    open_region = institution.region is None and institution.style != "none"
    return not open_region or institution.name in ("Korpri", "KPU")


def _said_more_fully(key: tuple[str, str], keys: Iterable[tuple[str, str]]) -> bool:
    """ "Kodim Belu" and "Kodim 1605" beside "Kodim 1605/Belu", "Lapas X" beside "Lapas Kelas IIB X"."""
    name, region = key
    return any(
        other[0] == name and other[1] != region and _is_part(region, other[1])
        for other in keys
        if not other[1].startswith(("Kabupaten ", "Kota ", "Provinsi "))
    )


def _is_part(region: str, fuller: str) -> bool:
    return not region or fuller.endswith((f"/{region}", f" {region}")) or fuller.startswith(f"{region}/")
