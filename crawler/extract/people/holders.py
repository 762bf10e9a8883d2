"""Holders of an office: the name behind its title, before it, elsewhere in its sentence, or several in a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crawler.data import DATA
from crawler.extract.people.institutions import tables
from crawler.extract.people.names import Name, name_at
from crawler.extract.people.offices import Office, office_at
from crawler.extract.people.printed import field_end, institution_at
from crawler.extract.people.regions import region_at, towns
from crawler.extract.people.scan import Run
from crawler.extract.people.seats import past_wider_places
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
    members: frozenset[str]
    told_of: frozenset[str]
    buildings: frozenset[str]
    possessive_places: dict[str, str]


@cache
def mention_words() -> MentionWords:
    """The tables of data/mentions.toml."""
    table = tomllib.loads((DATA / "mentions.toml").read_text(encoding="utf-8"))
    possessive: dict[str, str] = table.pop("possessive")
    places: dict[str, str] = table.pop("possessive_places")
    return MentionWords(
        possessive=possessive, possessive_places=places, **{key: frozenset(words) for key, words in table.items()}
    )


def name_behind(tokens: Sequence[Token], office: Office) -> Name | None:
    """The name behind the office: at once, after a comma, on the next line, in brackets, after "yakni"."""
    at, comma, words = _past_place(tokens, _past_relative_clause(tokens, office.after)), False, mention_words()
    start = at
    while at < min(start + 4, len(tokens)) and (tokens[at].text in ",\n(:" or tokens[at].low in words.introducing):
        comma, at = True, at + 1
    if at >= len(tokens):
        return None
    name = name_at(tokens, at)
    if name and at == office.after and _is_of_the_field(tokens, office, name):
        at, comma = name.after + 1, True
        name = name_at(tokens, at)
    if name is None or (office_at(tokens, at) is not None and not name.titled) or _is_region(tokens, at, name):
        return None
    if comma and (institution_at(tokens, at) is not None or _is_town(tokens, at, name)):
        return None
    return name


def _is_town(tokens: Sequence[Token], at: int, name: Name) -> bool:
    """ "Kantor Bupati Manggarai Timur, Lehong, Senin": a place alone between commas says where the office is."""
    found = None if name.titled else towns().match(tokens, at)
    return bool(found and found[1] >= name.after and name.after < len(tokens) and tokens[name.after].text in ",.)(")


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


def _is_of_the_field(tokens: Sequence[Token], office: Office, name: Name) -> bool:
    """ "Kepala Bidang Pelayanan Lanjutan, Maria Contoh": a last word of the field that no table knows is no name."""
    if office.takes not in ("agency", "division") or name.titled or len(name.text.split()) > 1:
        return False
    if (
        name.after >= len(tokens)
        or tokens[name.after].text != ","
        or tokens[office.after - 1].low not in tables().fields
    ):
        return False
    behind = name_at(tokens, name.after + 1)
    return behind is not None and len(behind.text.split()) > 1


def _past_place(tokens: Sequence[Token], at: int) -> int:
    """The index after "di Kecamatan Welak", which may stand between an office and a comma before its holder."""
    if at >= len(tokens) or tokens[at].low not in ("di", ","):
        return at
    end = past_wider_places(tokens, at)
    return end if end < len(tokens) and tokens[end].text == "," else at


def _is_region(tokens: Sequence[Token], at: int, name: Name) -> bool:
    region = region_at(tokens, at)
    return bool(region and not name.titled and region[1] >= name.after)


def name_before(tokens: Sequence[Token], office: Office, ends: dict[int, Run], taken: set[int]) -> Run | None:
    """The name before the office, tied to it by a comma, a bracket, "selaku", "yang juga menjabat" …"""
    at, links = office.first, list[str]()
    while at > 0 and len(links) <= 6:
        if (run := ends.get(at)) and links and set(links) & mention_words().links_that_tie:
            introduced = run.first > 0 and tokens[run.first - 1].low in mention_words().introducing
            several = (
                len(run.name.text.split()) > 1 or run.name.titled or links[-1] != "," or len(links) > 1 or introduced
            )
            return run if several and run.name.first not in taken else _again(run, links)
        if tokens[at - 1].low not in mention_words().links:
            return None
        links.append(tokens[at - 1].low)
        at -= 1
    return None


def name_in_sentence(tokens: Sequence[Token], office: Office, ends: dict[int, Run]) -> Run | None:
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


def lists_names_first(tokens: Sequence[Token], office: Office, right: Name, left: Run) -> bool:
    """True where "A, Camat X, B, Lurah Y" lists names before offices: then B is not Camat X's holder."""
    comma = office.after < len(tokens) and tokens[office.after].text == ","
    introduced = left.first > 0 and tokens[left.first - 1].low in mention_words().introducing
    return comma and not right.titled and (left.full or introduced)


def further_names(tokens: Sequence[Token], office: Office, first: Name) -> Iterator[Name]:
    """Further names behind a plural office: "dua anggota Bawaslu yakni A, dan B"."""
    before = tokens[office.first - 1].low if office.first else ""
    between = {token.low for token in tokens[office.after : office.after + 3]}
    if before not in mention_words().plural and not between & {"yakni", "yaitu"}:
        yield from _colleague(tokens, office, first)
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


def _colleague(tokens: Sequence[Token], office: Office, first: Name) -> Iterator[Name]:
    """ "Anggota Bawaslu TTS, A dan B bertindak selaku moderator": one more member, unless B has an own office."""
    at = first.after
    if title_of_members(office) and at + 1 < len(tokens) and tokens[at].low in ("dan", "serta", "bersama"):
        name = name_at(tokens, at + 1)
        if name is None or len(name.text.split()) < 2 or office_at(tokens, at + 1) or _is_region(tokens, at + 1, name):
            return
        if any(office_at(tokens, behind) for behind in range(name.after, min(name.after + 3, len(tokens)))):
            return
        if institution_at(tokens, at + 1) is None:
            yield name


def title_of_members(office: Office) -> bool:
    """Whether several people hold the office at once: members, and civil servants without an office."""
    return office.takes == "servant" or office.title.lower() in mention_words().members
