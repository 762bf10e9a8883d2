"""A record about an alleged breach and one with markup in every field, in a folder with their texts."""

from __future__ import annotations

from pathlib import Path

from crawler.record import (
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Relevance,
    Review,
    Revision,
    Status,
    dump,
)
from crawler.record import Record as KeptRecord
from crawler.write.store import Store, write_atomically
from crawler.write.texts import FILE, Texts
from tests.crawler.invented import BODY, MOMENT, record

X = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7*7 }}javascript:alert(3)"""
CASE = record(
    event=Event(record().id, EventType.DUGAAN_PELANGGARAN, None, "Aula Kantor Camat Golewa"),
    officials=(Official("Wigbertus Sarawale", speaker=True), Official("Rekaan Terduga", subject=True)),
    evidence=(Evidence("event.venue", BODY[1], "tempat"), Evidence("officials.0.speaker", BODY[1], "ujaran")),
    status=Status.DRAFT,
)
HOSTILE = KeptRecord(
    id="0123456789ab",
    url=f"javascript:alert(4)//{X}",
    outlet=X,
    headline=X,
    published=None,
    published_raw=X,
    retrieved=None,
    authors=(X,),
    relevance=Relevance(0.4, (X,)),
    event=Event(CASE.id, EventType.IMBAUAN, None, X),
    kabupaten=(X,),
    kecamatan=(X,),
    officials=(Official(X, (Position(X, X),), True, True, CaseState.DIPERIKSA),),
    institutions=(X,),
    laws=(X,),
    election=X,
    groups=(X,),
    evidence=(Evidence("event.venue", X, X), Evidence("officials.0.speaker", X, X), Evidence(X, X, X)),
    reviewed=Review(X, None, (X,)),
    revisions=(Revision(MOMENT, (X,)),),
    summary=X,
)


def fill(folder: Path) -> Path:
    """The folder, with `content` and `var` in it."""
    Store(folder / "content").put(CASE)
    write_atomically(folder / "content/records/2024" / f"2024-10-03-{HOSTILE.id}.md", dump(HOSTILE))  # as by hand
    texts = Texts(folder / "var" / FILE)
    texts[CASE.id], texts[HOSTILE.id] = "\n".join(BODY), X
    texts.close()
    return folder
