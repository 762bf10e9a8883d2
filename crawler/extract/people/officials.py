"""Officials: who is named in office, with which positions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.people.holders import mention_words
from crawler.extract.people.institutions import PARTY, Institution
from crawler.extract.people.mentions import Mention, bare_institutions, mentions
from crawler.extract.people.offices import Office, office_institution, title_spellings
from crawler.extract.people.persons import Person, Reference, gather, references
from crawler.extract.people.placed import placed_mentions
from crawler.extract.people.proposed import proposed_mentions
from crawler.extract.people.scan import Scan
from crawler.language.tokens import Token, tokens_and_starts
from crawler.record import Position


@dataclass(frozen=True)
class Cast:
    """Everyone in office whom a text names: its tokens, the persons, where each is named, and the institutions
    that it prints."""

    scan: Scan
    persons: tuple[Person, ...]
    references: tuple[Reference, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.scan.tokens

    @property
    def institutions(self) -> tuple[Institution, ...]:
        """The institutions printed, and the units that only a chief's title prints ("Kapolsek Lembor")."""
        chiefs = (office.institution for office in self.scan.offices.values() if office.takes == "kecamatan")
        units = [unit for unit in chiefs if unit and unit.region and unit.name in ("Polsek", "Koramil")]
        return (*self.scan.institutions.values(), *units)

    def name_spans(self) -> list[tuple[int, int]]:
        """Offsets of personal names in the text, so that a surname is not taken for a town."""
        spans = {(m.name.first, m.name.end) for person in self.persons for m in person.mentions}
        spans |= {(r.first, r.after) for r in self._bare_references()}
        return sorted(self.scan.span(first, after) for first, after in spans)

    def _bare_references(self) -> list[Reference]:
        starts = {m.first for person in self.persons for m in person.mentions}
        return [reference for reference in self.references if reference.first not in starts]


def read_cast(plain: str, proposed: Iterable[tuple[int, int]] = ()) -> Cast:
    """The persons in office of a text, and every place where it names them. `proposed` are names, as [start, end) of
    the text, that a trained recogniser found; those beside an office count too."""
    return cast_of(*tokens_and_starts(plain), proposed)


def cast_of(tokens: Sequence[Token], starts: Sequence[int], proposed: Iterable[tuple[int, int]] = ()) -> Cast:
    """The same of a text whose tokens and their offsets are known."""
    scan = Scan(tokens, starts, mention_words().before_a_place)
    found = mentions(scan)
    named = {mention.name.first for mention in found}
    found += [mention for mention in placed_mentions(scan) if mention.name.first not in named]
    found += [mention for mention in bare_institutions(scan) if mention.name.first not in named]
    found += proposed_mentions(scan, proposed, found)
    full = [run.name for run in scan.person_runs if run.full]
    gathered = gather(sorted(found, key=lambda mention: mention.first), full)
    persons = [person for person in gathered if not all(_in_a_party(mention) for mention in person.mentions)]
    return Cast(scan, tuple(persons), tuple(references(scan, persons)))


def _in_a_party(mention: Mention) -> bool:
    institution = mention.office.institution
    return institution is not None and institution.style == PARTY


def positions_of(person: Person, story: str | None, printed: Sequence[Institution] = ()) -> tuple[Position, ...]:
    """The person's positions in the order of the text, each once. For an office that is printed without a
    region ("Sekda", "Ketua Bawaslu") there are `printed`, the text's institutions, and `story`, the region
    of the event."""
    kept: list[tuple[tuple[str, tuple[str, str]], int, Position]] = []
    for mention in sorted(person.mentions, key=_how_open):
        office = _with_known_region(mention.office, person, story, printed)
        key = (title_key(_title(office)), office.institution.key if office.institution else ("", ""))
        if not any(_covers(known, key) for known, _, _ in kept):
            kept.append((key, mention.first, Position(_title(office), office_institution(office))))
    return tuple(position for _, _, position in sorted(kept, key=lambda item: item[1]))


def _covers(known: tuple[str, tuple[str, str]], other: tuple[str, tuple[str, str]]) -> bool:
    """True where the known position says all that the other does: the same title in the same institution."""
    (title, (name, region)), (other_title, (other_name, other_region)) = known, other
    return title == other_title and other_name in ("", name) and other_region in ("", region)


def _how_open(mention: Mention) -> tuple[int, int]:
    """Mentions that print more come first, so that a shorter one adds nothing: a region before none,
    "Penjabat Bupati" before "Bupati"."""
    institution = mention.office.institution
    return (institution is None or institution.region is None, -len(mention.office.title))


_WITH_DIVISIONS = ("Bawaslu", "KPU", "Panwaslu", "DPRD")


def _with_known_region(office: Office, person: Person, story: str | None, printed: Sequence[Institution]) -> Office:
    """The office with its own region, else the one that the person's other mentions print, else the only one
    that the text prints with this institution, else the story's."""
    if office.institution is None and office.takes == "division":
        before = [i for i in printed if i.row in _WITH_DIVISIONS and i.first < office.first]
        office = office._replace(institution=before[-1]) if before else office
    if office.institution is None or office.institution.region is not None:
        return office
    row = office.institution.row or office.institution.name
    own = (mention.office.institution for mention in person.mentions)
    elsewhere = {i.region: i for i in printed if (i.row or i.name) == row and i.region}
    for other in (*own, *(elsewhere.values() if len(elsewhere) == 1 else ())):
        if not other or not other.region or row not in (other.row, other.name):
            continue
        if other.style == office.institution.style or row in ("Polsek", "Koramil"):
            return Office(office.title, other, office.first, office.after, office.takes)
    return office.at_home(story)


def _title(office: Office) -> str | None:
    return office.title[:1].upper() + office.title[1:] if office.title else None


_ACTING = re.compile(
    r"^(?:(?:penjabat|pejabat|pelaksana)(?: sementara| tugas| harian)?|pjs?|plt|plh|pgs)\b\.?\s*(?:\(\w+\.?\)\s*)?"
)


@lru_cache(maxsize=4096)
def title_key(title: str | None) -> str:
    """The title without acting prefix and in one spelling, for comparison within one person."""
    low = _ACTING.sub("", (title or "").lower()).strip()
    return title_spellings().get(low, low)
