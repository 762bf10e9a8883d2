"""Mentions: each place where the text ties a person to an office, in whatever order it prints them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from crawler.data import DATA
from crawler.extract.people.institutions import Institution, field_end, institution_at
from crawler.extract.people.names import Name, name_at
from crawler.extract.people.offices import Office, held_no_longer, office_at
from crawler.extract.people.regions import region_at
from crawler.extract.people.scan import Run, Scan
from crawler.language.tokens import Token


@dataclass(frozen=True)
class MentionWords:
    links: frozenset[str]
    links_that_tie: frozenset[str]
    chain: frozenset[str]
    chain_that_ties: frozenset[str]
    introducing: frozenset[str]
    before_a_place: frozenset[str]
    plural: frozenset[str]
    civil_servants: frozenset[str]
    holding: frozenset[str]
    still: frozenset[str]
    in_charge: frozenset[str]
    possessive: dict[str, str]
    delegates: frozenset[str]


@cache
def mention_words() -> MentionWords:
    """The tables of data/mentions.toml."""
    table = tomllib.loads((DATA / "mentions.toml").read_text(encoding="utf-8"))
    possessive: dict[str, str] = table.pop("possessive")
    return MentionWords(possessive=possessive, **{key: frozenset(words) for key, words in table.items()})


@dataclass(frozen=True)
class Mention:
    """A person named with an office; offsets of `name` are those of the text. `rule` names the form.
    Token indexes: `first` of the whole mention, `after` it."""

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
            taken.add(mention.name.start)
            found.append(mention)
        last = next((office.institution for office in reversed(offices) if office.institution), last)
    return sorted([*found, *_named_civil_servants(scan.tokens)], key=lambda mention: mention.first)


def _of_the_same(tokens: Sequence[Token], offices: list[Office], last: Institution | None) -> list[Office]:
    """ "didampingi dua anggota yakni A, dan B": members of the institution that was named last."""
    office = offices[0]
    words = mention_words()
    plural = office.first > 0 and tokens[office.first - 1].low in words.plural
    named = office.after < len(tokens) and tokens[office.after].low in words.introducing
    if office.takes == "body" and office.institution is None and last and plural and named:
        return [replace(office, institution=last), *offices[1:]]
    return offices


def _offices(scan: Scan) -> Iterator[list[Office]]:
    """Offices in the order of the text; those of one person ("A sekaligus B") stand together."""
    tokens = scan.tokens
    at, chain = 0, list[Office]()
    while at < len(tokens):
        office = scan.offices.get(at) or _possessive(tokens, at)
        if office is None:
            at += 1
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
        at = max(office.after, at + 1)
    if chain:
        yield chain


def _possessive(tokens: Sequence[Token], at: int) -> Office | None:
    """ "Panwaslu Ngada melalui anggotanya, A": an office of the institution named just before."""
    title = mention_words().possessive.get(tokens[at].low)
    if title is None:
        return None
    for start in range(at - 1, max(-1, at - 10), -1):
        if tokens[start].is_word and (institution := institution_at(tokens, start)) and institution.after <= at:
            return Office(title, institution, at, at + 1, "body")
    return None


def _chained(tokens: Sequence[Token], one: Office, other: Office) -> bool:
    between, words = [token.low for token in tokens[one.after : other.first]], mention_words()
    if between == ["dan"] and one.takes != "body" and one.first > 0 and tokens[one.first - 1].low in words.holding:
        return _right(tokens, other) is None
    if between == ["dan"] and one.takes == "body" and one.institution is None and other.takes == "division":
        return True
    return 0 < len(between) <= 5 and set(between) <= words.chain and bool(set(between) & words.chain_that_ties)


def _mentions_of(
    tokens: Sequence[Token], offices: list[Office], ends: dict[int, Run], taken: set[int]
) -> Iterator[Mention]:
    last, first = offices[-1], offices[0]
    if not any(_names_an_office(tokens, office) for office in offices):
        return
    left = _left(tokens, first, ends, taken)
    right = _right(tokens, last)
    if right and left and (tokens[first.first - 1].text == "(" or _reads_left(tokens, last, right, left)):
        right = None
    names: list[tuple[Name, str]] = []
    if right:
        names = [(right, "jabatan-nama"), *((name, "daftar") for name in _listed(tokens, first, right))]
    elif left:
        names = [(left.name, "nama-jabatan")]
    elif holder := _holder_in_sentence(tokens, first, ends):
        names = [(holder.name, "nama-menjabat")]
    for name, rule in names:
        start = min(left.first, first.first) if left and not right else first.first
        for office in _sharing(offices):
            yield Mention(name, office, rule, start, max(name.after, last.after))


def _sharing(offices: list[Office]) -> list[Office]:
    """The offices of one person; "Komisioner sekaligus Koordinator Divisi X Bawaslu SBD" are both Bawaslu's."""
    known = next((office.institution for office in offices if office.institution), None)
    return [
        replace(office, institution=known)
        if office.institution is None and office.takes in ("body", "division")
        else office
        for office in offices
    ]


def _names_an_office(tokens: Sequence[Token], office: Office) -> bool:
    """False for a bare "ketua", "anggota" or "kepala" of something that no table knows; a division that the
    text spells out is an office without its institution, too."""
    if office.takes == "division":
        spelt_out = len(office.title.split()) > 2 or "sekretariat" in office.title.lower()
        return office.institution is not None or spelt_out
    return office.takes != "body" or office.institution is not None


def _right(tokens: Sequence[Token], office: Office) -> Name | None:
    """The name behind the office: at once, after a comma, on the next line, in brackets, after "yakni"."""
    at, comma, words = _past_relative_clause(tokens, office.after), False, mention_words()
    start = at
    while at < min(start + 4, len(tokens)) and (tokens[at].text in ",\n(:" or tokens[at].low in words.introducing):
        comma, at = True, at + 1
    if at >= len(tokens):
        return None
    name = name_at(tokens, at)
    if name is None or (office_at(tokens, at) is not None and not name.titled) or _is_region(tokens, at, name):
        return None
    if comma and institution_at(tokens, at) is not None:
        return None
    return name


def _past_relative_clause(tokens: Sequence[Token], at: int) -> int:
    """The index after "yang membidangi Divisi Hukum", which may stand between an office and its holder."""
    if at + 1 < len(tokens) and tokens[at].low == "yang" and tokens[at + 1].low in mention_words().in_charge:
        return field_end(tokens, at + 2)
    if (
        at < len(tokens)
        and tokens[at].low in ("bidang", "divisi", "urusan")
        and (end := field_end(tokens, at + 1)) > at + 1
    ):
        return end
    return at


def _is_region(tokens: Sequence[Token], at: int, name: Name) -> bool:
    region = region_at(tokens, at)
    return bool(region and not name.titled and region[1] >= name.after)


def _left(tokens: Sequence[Token], office: Office, ends: dict[int, Run], taken: set[int]) -> Run | None:
    """The name before the office, tied to it by a comma, a bracket, "selaku", "yang juga menjabat" …"""
    at, links = office.first, list[str]()
    while at > 0 and len(links) <= 6:
        if (run := ends.get(at)) and links and set(links) & mention_words().links_that_tie:
            introduced = run.first > 0 and tokens[run.first - 1].low in mention_words().introducing
            several = (
                len(run.name.text.split()) > 1 or run.name.titled or links[-1] != "," or len(links) > 1 or introduced
            )
            return run if several and run.name.start not in taken else _again(run, links)
        if tokens[at - 1].low not in mention_words().links:
            return None
        links.append(tokens[at - 1].low)
        at -= 1
    return None


def _holder_in_sentence(tokens: Sequence[Token], office: Office, ends: dict[int, Run]) -> Run | None:
    """The one who "masih menjadi Asisten I Setda NTT": the person of the sentence named last before it."""
    at, words = office.first - 1, mention_words()
    if at < 1 or tokens[at].low not in words.holding or not ({tokens[at].low, tokens[at - 1].low} & words.still):
        return None
    begin = at
    while begin > 0 and tokens[begin - 1].text not in ".!?\n":
        begin -= 1
    runs = [ends[end] for end in range(begin + 1, at + 1) if end in ends]
    return runs[-1] if runs else None


def _again(run: Run, links: list[str]) -> Run | None:
    """A person already tied to an office may be tied to a second one: "…, yang juga Ketua Korpri"."""
    return run if set(links) & {"juga", "menjabat", "selaku", "sekaligus", "merangkap", "sebagai"} else None


def _reads_left(tokens: Sequence[Token], office: Office, right: Name, left: Run) -> bool:
    """True where "A, Camat X, B, Lurah Y" lists names before offices: then B is not Camat X's holder."""
    comma = office.after < len(tokens) and tokens[office.after].text == ","
    introduced = left.first > 0 and tokens[left.first - 1].low in mention_words().introducing
    return comma and not right.titled and (left.full or introduced)


def _listed(tokens: Sequence[Token], office: Office, first: Name) -> Iterator[Name]:
    """Further names behind a plural office: "dua anggota Bawaslu yakni A, dan B"."""
    before = tokens[office.first - 1].low if office.first else ""
    between = {token.low for token in tokens[office.after : office.after + 3]}
    if before not in mention_words().plural and not between & {"yakni", "yaitu"}:
        return
    at = first.after
    while at < len(tokens) and tokens[at].low in (",", "dan", "serta"):
        while at < len(tokens) and tokens[at].low in (",", "dan", "serta"):
            at += 1
        name = name_at(tokens, at) if at < len(tokens) else None
        if name is None or office_at(tokens, at):
            return
        yield name
        at = name.after


def _named_civil_servants(tokens: Sequence[Token]) -> Iterator[Mention]:
    """ "ASN Pemkab Kupang bernama A": a civil servant who is named without an office."""
    for at, token in enumerate(tokens):
        if token.low in mention_words().civil_servants and at + 2 < len(tokens):
            start = at + 1 if tokens[at + 1].text != ")" else at + 2
            institution = institution_at(tokens, start)
            end = institution.after if institution else start
            if end + 1 < len(tokens) and (
                tokens[end].low == "bernama" or tokens[end].low + tokens[end + 1].low == "atasnama"
            ):
                name = name_at(tokens, end + (1 if tokens[end].low == "bernama" else 2))
                if name and len(name.text.split()) > 1:
                    office = Office(token.text.upper(), institution, at, end, "servant")
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
