"""The model of one kept article: what the front matter's keys mean."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

RELEVANT_FROM = 0.5
"""A record whose relevance score is at least this is about the neutrality of state personnel."""


class EventType(StrEnum):
    """What happened. The two violation types carry people's names at stake (see `is_violation`)."""

    SOSIALISASI = "sosialisasi"
    DEKLARASI = "deklarasi"
    IMBAUAN = "imbauan"
    DUGAAN_PELANGGARAN = "dugaan_pelanggaran"
    PENANGANAN_PELANGGARAN = "penanganan_pelanggaran"
    PENGAWASAN = "pengawasan"
    KOORDINASI = "koordinasi"
    SURVEI = "survei"
    LAINNYA = "lainnya"

    @property
    def is_violation(self) -> bool:
        return self in (EventType.DUGAAN_PELANGGARAN, EventType.PENANGANAN_PELANGGARAN)


class CaseState(StrEnum):
    """How far a case has come, in this order but for the last, which ends it otherwise."""

    DILAPORKAN = "dilaporkan"
    DIPERIKSA = "diperiksa"
    TERBUKTI = "terbukti"
    DISANKSI = "disanksi"
    TIDAK_TERBUKTI = "tidak_terbukti"


class Status(StrEnum):
    """Pelican's words for what is shown."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Position:
    title: str | None
    institution: str | None


@dataclass(frozen=True, slots=True)
class Official:
    """A named person in office. `speaker` and `subject` are separate facts about this article only."""

    name: str
    positions: tuple[Position, ...] = ()
    speaker: bool = False
    subject: bool = False
    subject_state: CaseState | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence behind a fact: `field` is its dotted key, `rule` the name of the rule that found it."""

    field: str
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Relevance:
    """Score from 0 to 1, and why."""

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def relevant(self) -> bool:
        return self.score >= RELEVANT_FROM


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. Records of one event share `id`, the first record's."""

    id: str
    type: EventType = EventType.LAINNYA
    date: date | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked, when, and which dotted fields the crawler must leave alone (empty: all of them)."""

    by: str
    on: date | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """A later crawl's finding: when it was made and which dotted fields it changed."""

    on: datetime
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One kept article. Field order is the order of the front matter's keys; `summary` is the body."""

    id: str
    url: str
    outlet: str
    headline: str
    published: datetime | None
    published_raw: str | None
    retrieved: datetime | None
    authors: tuple[str, ...]
    relevance: Relevance
    event: Event
    kabupaten: tuple[str, ...] = ()
    kecamatan: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    institutions: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    election: str | None = None
    groups: tuple[str, ...] = ()
    case_state: CaseState | None = None
    evidence: tuple[Evidence, ...] = ()
    status: Status = Status.DRAFT
    reviewed: Review | None = None
    revisions: tuple[Revision, ...] = ()
    summary: str = field(default="", metadata={"front_matter": False})


def record_id(canonical_url: str) -> str:
    """Twelve hexadecimal digits, the same for the same canonical URL; no name can be read from it."""
    return hashlib.sha256(canonical_url.encode("utf-8", "backslashreplace")).hexdigest()[:12]
