"""The public form of a record: all that any page, feed, download or index may show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from crawler.record import (
    CaseState,
    EventType,
    Evidence,
    Official,
    Position,
    Record,
    Review,
    Revision,
    clean_block,
    clean_line,
)
from theme.plugins.evidence import shown_evidence
from theme.plugins.units import slug_of
from theme.plugins.withholding import Veil, is_cleared, names_nobody_else
from theme.plugins.wording import neutral_title

CURATED = "kurasi"
"""The reviewer's name in records that people wrote from an article: title and summary are theirs, not the outlet's."""

LONGEST_TITLE = 300
"""Letters of a headline that is shown, far more than any outlet prints."""
REPRINT = ("event.id", "salinan")
"""Field and rule of the evidence that an article copies another one of its event."""


@dataclass(frozen=True)
class PublicRecord:
    """A record after withholding; texts are one line without control characters.

    `link` is the article's address, None when it is withheld or not a web address; `home` is the outlet's
    front page, None when there is no web address. `withheld` counts the people who are not named, but for those about
    whom nothing is alleged and whose names a person withheld; `reprint` says
    that the article is another outlet's.
    """

    id: str
    event_id: str
    title: str
    title_is_ours: bool
    link: str | None
    link_withheld: bool
    home: str | None
    outlet: str
    published: datetime | None
    retrieved: datetime | None
    type: EventType
    date: date | None
    venue: str | None
    kabupaten: tuple[str, ...]
    kecamatan: tuple[str, ...]
    speakers: tuple[Official, ...]
    mentioned: tuple[Official, ...]
    subjects: tuple[Official, ...]
    withheld: int
    institutions: tuple[str, ...]
    laws: tuple[str, ...]
    election: str | None
    groups: tuple[str, ...]
    case_state: CaseState | None
    evidence: tuple[Evidence, ...]
    evidence_withheld: bool
    summary: str
    summary_withheld: bool
    cleared: bool
    reviewed: Review | None
    reprint: bool
    revisions: tuple[Revision, ...]


def public_record(record: Record, veil: Veil) -> PublicRecord:
    """What may be shown of a record of the event that `veil` belongs to."""
    cleared = is_cleared(record)
    veil = veil.over_cleared if cleared else veil
    people = tuple(_clean_official(o) for o in record.officials)
    shown = tuple(o for o in people if not (veil.covers(o.name) if cleared else _withheld(o, veil)))
    known = _known_texts(record, shown)
    evidence = shown_evidence(record.evidence, people, shown, veil, known)
    titled = not veil.strict and not veil.hides(record.headline) and bool(clean_line(record.headline))
    web = _is_web(record.url)
    link_withheld = veil.hides_address(record.url)
    summary_withheld = veil.hides(record.summary)
    kabupaten = _shown_texts(record.kabupaten, veil)
    return PublicRecord(
        id=record.id,
        event_id=record.event.id,
        title=_short(clean_line(record.headline)) if titled else _neutral_title(record),
        title_is_ours=not titled or _is_curated(record),
        link=record.url if web and not link_withheld else None,
        link_withheld=link_withheld,
        home=_home(record.url, veil) if web else None,
        outlet=clean_line(record.outlet),
        published=record.published,
        retrieved=record.retrieved,
        type=record.event.type,
        date=record.event.date,
        venue=_shown_venue(record.event.venue, veil, known),
        kabupaten=kabupaten,
        kecamatan=_shown_texts(record.kecamatan, veil),
        speakers=tuple(o for o in shown if o.speaker and not o.subject),
        mentioned=tuple(o for o in shown if not o.speaker and not o.subject),
        subjects=tuple(o for o in shown if o.subject),
        withheld=sum(o not in shown and (o.subject or not veil.over_cleared.covers(o.name)) for o in people),
        institutions=_shown_texts(record.institutions, veil),
        laws=_shown_texts(record.laws, veil),
        election=_shown_text(record.election, veil),
        groups=_shown_texts(record.groups, veil),
        case_state=record.case_state if record.event.type.is_violation else None,
        evidence=evidence,
        evidence_withheld=len(evidence) < len(record.evidence),
        summary="" if summary_withheld else clean_block(record.summary),
        summary_withheld=summary_withheld,
        cleared=cleared,
        reviewed=record.reviewed,
        reprint=any((item.field, item.rule) == REPRINT for item in record.evidence),
        revisions=record.revisions,
    )


def _short(title: str) -> str:
    # A page that gives its whole text as headline must not fill every list; the outlet has the rest.
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _is_curated(record: Record) -> bool:
    # Records written by hand from an article carry a headline of our own (content/pages/metode.md says so), also
    # after somebody else has corrected them.
    by = record.reviewed.by if record.reviewed else None
    return by == CURATED or (by is not None and record.relevance.reasons == (CURATED,))


def _withheld(official: Official, veil: Veil) -> bool:
    # In an event about an alleged breach nobody is named but those who speak.
    return official.subject or veil.covers(official.name) or (veil.strict and not official.speaker)


def _known_texts(record: Record, shown: Sequence[Official]) -> list[str]:
    positions = [text for o in shown for p in o.positions for text in (p.title, p.institution) if text]
    return [*record.kabupaten, *record.kecamatan, *record.institutions, *(o.name for o in shown), *positions]


def _neutral_title(record: Record) -> str:
    places = [name for name in record.kabupaten if name in slug_of()]
    return neutral_title(record.event.type, record.groups, places)


def _clean_official(official: Official) -> Official:
    positions = tuple(
        Position(clean_line(p.title) if p.title else None, clean_line(p.institution) if p.institution else None)
        for p in official.positions
    )
    return Official(clean_line(official.name), positions, official.speaker, official.subject, official.subject_state)


def _shown_venue(venue: str | None, veil: Veil, known: Sequence[str]) -> str | None:
    # "rumah Yos Contoh": a venue may name a person whom reading did not find.
    return _shown_text(venue, veil) if venue and (not veil.strict or names_nobody_else(venue, known)) else None


def _shown_text(text: str | None, veil: Veil) -> str | None:
    return None if text is None or veil.hides(text) else clean_line(text) or None


def _shown_texts(texts: Sequence[str], veil: Veil) -> tuple[str, ...]:
    return tuple(shown for text in texts if (shown := _shown_text(text, veil)))


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[bad" is no address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and clean_line(url) == url and " " not in url


def _home(url: str, veil: Veil) -> str | None:
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.hostname}/"
    return None if veil.hides_address(home) else home
