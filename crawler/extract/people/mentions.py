"""Mentions: each place where the text ties a person to an office, in whatever order it prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.extract.people.holders import (
    further_names,
    lists_names_first,
    mention_words,
    name_before,
    name_behind,
    name_in_sentence,
)
from crawler.extract.people.institutions import Institution
from crawler.extract.people.names import Name, name_at
from crawler.extract.people.offices import Office, held_no_longer
from crawler.extract.people.printed import institution_at, place_name
from crawler.extract.people.scan import Run, Scan
from crawler.language.tokens import Token


class Mention(NamedTuple):
    """A person named with an office. `rule` names the form. Token indexes: `first` of the whole mention, `after` it."""

    name: Name
    office: Office
    rule: str
    first: int
    after: int


def mentions(scan: Scan) -> list[Mention]:
    """Every mention in the order of the text."""
    chains = list(_offices(scan))
    inside = {at for chain in chains for office in chain for at in range(office.first, office.after)}
    ends = {run.name.after: run for run in scan.person_runs if run.first not in inside}
    found: list[Mention] = []
    taken: set[int] = set()
    last: Institution | None = None
    for offices in chains:
        for mention in _mentions_of(scan.tokens, _of_the_same(scan.tokens, offices, last), ends, taken):
            taken.add(mention.name.first)
            found.append(mention)
        last = next((office.institution for office in reversed(offices) if office.institution), last)
    return sorted([*found, *_named_civil_servants(scan)], key=lambda mention: mention.first)


def _of_the_same(tokens: Sequence[Token], offices: list[Office], last: Institution | None) -> list[Office]:
    """ "didampingi dua anggota yakni A, dan B": members of the institution that was named last."""
    office = offices[0]
    words = mention_words()
    plural = office.first > 0 and tokens[office.first - 1].low in words.plural
    named = office.after < len(tokens) and tokens[office.after].low in words.introducing
    if office.takes == "body" and office.institution is None and last and plural and named:
        return [office._replace(institution=last), *offices[1:]]
    return offices


def _offices(scan: Scan) -> Iterator[list[Office]]:
    """Offices in the order of the text; those of one person ("A sekaligus B") stand together."""
    tokens = scan.tokens
    after, chain = 0, list[Office]()
    words = mention_words()
    for at in sorted({*scan.offices, *scan.of_words(words.possessive.keys() | words.possessive_places.keys())}):
        office = scan.offices.get(at) or _possessive(tokens, at) if at >= after else None
        if office is None:
            continue
        if chain and not _chained(tokens, chain[-1], office):
            yield chain
            chain = []
        if held_no_longer(tokens, office.first):
            if chain:
                yield chain
            chain = []
        else:
            chain.append(office)
        after = office.after
    if chain:
        yield chain


_NEAR = 20
"""How many tokens before "anggotanya" its institution may stand; one sentence lies between: "Rapat dibuka Ketua Bawaslu
Belu, A, S.Sos. Ia datang bersama dua anggotanya, yaitu B dan C"."""


def _possessive(tokens: Sequence[Token], at: int) -> Office | None:
    """ "Panwaslu Ngada melalui anggotanya, A": an office of the institution named just before."""
    title = mention_words().possessive.get(tokens[at].low)
    if title is None:
        return _possessive_place(tokens, at)
    for start in range(at - 1, max(-1, at - _NEAR), -1):
        if tokens[start].text == "\n":
            break
        if tokens[start].is_word and (institution := institution_at(tokens, start)) and institution.after <= at:
            return Office(title, institution, at, at + 1, "body")
    return None


_PLACES = {"Camat": ("kecamatan", "kec"), "Lurah": ("kelurahan",), "Kades": ("desa",)}


def _possessive_place(tokens: Sequence[Token], at: int) -> Office | None:
    """ "Piagam untuk Kecamatan Omesuri diterima Camatnya, A": an office of the place named just before."""
    title = mention_words().possessive_places.get(tokens[at].low)
    for start in range(at - 1, max(-1, at - 10), -1) if title else ():
        heads = _PLACES[title] if title else ()
        if tokens[start].low in heads and (found := place_name(tokens, start, heads)) and title:
            place = Institution(heads[0].capitalize(), "official", found[0], start, found[1], "none")
            return Office(title, place, at, at + 1, "kecamatan" if title == "Camat" else "village")
    return None


def _chained(tokens: Sequence[Token], one: Office, other: Office) -> bool:
    between, words = [token.low for token in tokens[one.after : other.first]], mention_words()
    if between == ["dan"] and one.takes != "body" and one.first > 0 and tokens[one.first - 1].low in words.holding:
        return name_behind(tokens, other) is None
    if between == ["dan"] and one.takes == "body" and one.institution is None and other.takes == "division":
        return True
    return 0 < len(between) <= 5 and set(between) <= words.chain and bool(set(between) & words.chain_that_ties)


def _mentions_of(
    tokens: Sequence[Token], offices: list[Office], ends: dict[int, Run], taken: set[int]
) -> Iterator[Mention]:
    last, first = offices[-1], offices[0]
    if _is_building(tokens, first) or (first.takes == "servant" and not _is_told_of(tokens, first)):
        return
    if not any(_names_an_office(tokens, office) for office in offices):
        return
    left = name_before(tokens, first, ends, taken)
    right = name_behind(tokens, last)
    if right and left and (tokens[first.first - 1].text == "(" or lists_names_first(tokens, last, right, left)):
        right = None
    names: list[tuple[Name, str]] = []
    if right:
        names = [(right, "jabatan-nama"), *((name, "daftar") for name in further_names(tokens, first, right))]
    elif left:
        names = [(left.name, "nama-jabatan")]
    elif holder := name_in_sentence(tokens, first, ends):
        names = [(holder.name, "nama-menjabat")]
    for name, rule in names:
        start = min(left.first, first.first) if left and not right else first.first
        for office in _sharing(offices):
            yield Mention(name, office, rule, start, max(name.after, last.after))


def _is_building(tokens: Sequence[Token], office: Office) -> bool:
    """True for the house of an office: "Aula Kantor Camat Golewa"."""
    return office.first > 0 and tokens[office.first - 1].low in mention_words().buildings


def _is_told_of(tokens: Sequence[Token], office: Office) -> bool:
    """Whether a civil servant without an office is told of as one ("guru SMPN 5 Reok", "dua orang guru", "ASN bernama
    A"); "guru, pegawai dan warga" are not."""
    placed = office.after - office.first > len(office.title.split())  # "bidan Desa Oelbubuk"
    named = office.after < len(tokens) and tokens[office.after].low == "bernama"
    if office.institution is not None or placed or named:
        return True
    return office.first > 0 and tokens[office.first - 1].low in mention_words().told_of


def _sharing(offices: list[Office]) -> list[Office]:
    """The offices of one person; "Komisioner sekaligus Koordinator Divisi X Bawaslu SBD" are both Bawaslu's."""
    known = next((office.institution for office in offices if office.institution), None)
    return [
        office._replace(institution=known)
        if office.institution is None and office.takes in ("body", "division")
        else office
        for office in offices
    ]


def _names_an_office(tokens: Sequence[Token], office: Office) -> bool:
    """False for a bare "ketua", "anggota" or "kepala" of something that no table knows; a division that the
    text spells out is an office without its institution, too."""
    if office.takes == "division":
        low = office.title.lower()
        divided = low.startswith(("kordiv", "koordiv", "kadiv")) and " " in low  # "Kordiv HP2H"
        spelt_out = len(low.split()) > 2 or "sekretariat" in low or divided
        return office.institution is not None or spelt_out
    return office.takes != "body" or office.institution is not None


def _named_civil_servants(scan: Scan) -> Iterator[Mention]:
    """ "ASN Pemkab Kupang bernama A": a civil servant who is named without an office."""
    tokens = scan.tokens
    for at in scan.of_words(mention_words().civil_servants):
        if at + 2 < len(tokens):
            start = at + 1 if tokens[at + 1].text != ")" else at + 2
            institution = institution_at(tokens, start)
            end = institution.after if institution else start
            if end + 1 < len(tokens) and (
                tokens[end].low == "bernama" or tokens[end].low + tokens[end + 1].low == "atasnama"
            ):
                name = name_at(tokens, end + (1 if tokens[end].low == "bernama" else 2))
                if name and len(name.text.split()) > 1:
                    office = Office(tokens[at].text.upper(), institution, at, end, "servant")
                    yield Mention(name, office, "asn-bernama", at, name.after)


def bare_institutions(scan: Scan) -> Iterator[Mention]:
    """People tied to an institution without a title: "Panwaslu Kabupaten X Pdt. A", "A dari Bawaslu Y"."""
    for run in scan.person_runs:
        institution = _sender(scan, run)
        if institution:
            office = Office("", institution, run.name.after, institution.after, "bare")
            yield Mention(run.name, office, "nama-dari-lembaga", run.first, institution.after)
    for at, institution in scan.institutions.items():
        name = _name_of(scan.tokens, institution) if scan.tokens[at].is_capital else None
        if name:
            office = Office("", institution, at, institution.after, "bare")
            yield Mention(name, office, "lembaga-nama", at, max(name.after, institution.after))


def _sender(scan: Scan, run: Run) -> Institution | None:
    """ "A dari KPU Manggarai Barat": the institution that a person without a title comes from."""
    at = run.name.after
    if at + 1 >= len(scan.tokens) or scan.tokens[at].low != "dari" or not run.full:
        return None
    institution = scan.institutions.get(at + 1)
    return institution if institution and institution.style == "official" else None


def _name_of(tokens: Sequence[Token], institution: Institution) -> Name | None:
    if institution.style == "none" or institution.after >= len(tokens):
        return None
    at = institution.after
    sent = (
        at < len(tokens)
        and {t.low for t in tokens[max(0, institution.first - 2) : institution.first]} & mention_words().delegates
    )
    name = name_at(tokens, at + (tokens[at].text == ",") if sent else at)
    return name if name and (name.titled or sent) and len(name.text.split()) > 1 else None
