"""All facts of one article, in the order in which one needs the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.extract.cases import find_case_state
from crawler.extract.dates import find_date
from crawler.extract.elections import find_election
from crawler.extract.event_types import find_type
from crawler.extract.groups import find_groups
from crawler.extract.laws import find_laws
from crawler.extract.people.named import named_institutions
from crawler.extract.people.officials import Cast, cast_of, positions_of
from crawler.extract.people.speakers import Attribution, attributions
from crawler.extract.people.subjects import Accusation, accusations
from crawler.extract.places import find_places
from crawler.extract.recognising import Recogniser
from crawler.extract.venues import find_venue
from crawler.language.reading import reading_of
from crawler.record import CaseState, EventType, Evidence, Official
from crawler.text import Text


@dataclass(frozen=True)
class Facts:
    """What one article says, with the sentence behind each fact."""

    type: EventType
    date: date | None
    venue: str | None
    kabupaten: tuple[str, ...]
    kecamatan: tuple[str, ...]
    officials: tuple[Official, ...]
    institutions: tuple[str, ...]
    laws: tuple[str, ...]
    election: str | None
    groups: tuple[str, ...]
    case_state: CaseState | None
    evidence: tuple[Evidence, ...]


def extract(text: Text, recognise: Recogniser | None = None) -> Facts:
    """The facts of a text. Never raises: what the text does not say is None or empty. `recognise` proposes further
    names of persons."""
    cast = cast_of(*reading_of(text).body_tokens, recognise(text.plain) if recognise else ())
    masked = cast.name_spans()
    places = find_places(text, masked)
    story = places.value.kabupaten[0] if places.value.kabupaten else None
    kind = find_type(text)
    state = find_case_state(text, kind.value)
    day, venue = find_date(text), find_venue(text, masked)
    laws, election, groups = find_laws(text), find_election(text), find_groups(text)
    spoken = {found.person: found for found in reversed(attributions(cast))}
    accused = {found.person: found for found in accusations(cast, text.headline)} if kind.value.is_violation else {}
    institutions = named_institutions(cast, story, set(accused))
    return Facts(
        type=kind.value,
        date=day.value,
        venue=venue.value,
        kabupaten=places.value.kabupaten,
        kecamatan=places.value.kecamatan,
        officials=_officials(cast, story, spoken, accused, state.value),
        institutions=tuple(institutions),
        laws=laws.value,
        election=election.value,
        groups=groups.value,
        case_state=state.value,
        evidence=(
            *(item for found in (kind, day, venue, places, laws, election, groups, state) for item in found.evidence),
            *_evidence_of_people(text, cast, spoken, accused),
            *dict.fromkeys(
                Evidence("institutions", text.quote_at(offset), "lembaga") for offset in institutions.values()
            ),
        ),
    )


def _officials(
    cast: Cast,
    story: str | None,
    spoken: dict[int, Attribution],
    accused: dict[int, Accusation],
    state: CaseState | None,
) -> tuple[Official, ...]:
    return tuple(
        Official(
            name=person.name,
            positions=positions_of(person, story, cast.institutions),
            speaker=index in spoken,
            subject=index in accused,
            subject_state=(state or CaseState.DILAPORKAN) if index in accused else None,
        )
        for index, person in enumerate(cast.persons)
    )


def _evidence_of_people(
    text: Text, cast: Cast, spoken: dict[int, Attribution], accused: dict[int, Accusation]
) -> tuple[Evidence, ...]:
    """For each official the sentence that gives the position, that attributes speech, that accuses; fields
    are "officials.0.positions", "officials.0.speaker", "officials.0.subject" by place in the list."""
    found = []
    for index, person in enumerate(cast.persons):
        mention = person.mentions[0]
        found.append(
            Evidence(f"officials.{index}.positions", text.quote_at(cast.scan.starts[mention.name.first]), mention.rule)
        )
        for kind, said in (("speaker", spoken.get(index)), ("subject", accused.get(index))):
            if said is not None:
                quote = text.quote_at(cast.scan.starts[said.at])
                found.append(Evidence(f"officials.{index}.{kind}", quote, said.rule))
    return tuple(found)
