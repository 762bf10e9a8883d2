"""The desk's decisions as changes to files: whole or not at all, and never over somebody else's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.record import Event, EventType, Official, Record, Relevance, Status, record_id
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.events import decide
from crawler.reviewing.refusing import ChangedMeanwhile, NotWritten, Refused, Unreadable
from crawler.write.corrections import read_corrections
from crawler.write.decisions import APART, TOGETHER
from crawler.write.store import Store, write_atomically
from crawler.write.summary import write_summary
from tests.crawler.invented import record

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 22)
ONE = record(event=Event(record().id, EventType.IMBAUAN, date(2024, 10, 3)), status=Status.DRAFT)
OTHER = record("https://ekorantt.com/2024/10/03/imbauan-netral", outlet="ekorantt")
THIRD = record("https://florespos.net/2024/10/03/imbauan/", outlet="florespos")


@pytest.fixture
def desk(tmp_path: Path) -> ReviewDesk:
    store = Store(tmp_path)
    for one in (replace(ONE, summary=write_summary(ONE)), OTHER, THIRD):
        store.put(one)
    return ReviewDesk(tmp_path, lambda: DAY, "Redaksi")


def files(desk: ReviewDesk) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(desk.content.rglob("*")) if path.is_file()}


def test_a_correction_is_a_field_and_a_line(desk: ReviewDesk) -> None:
    before = files(desk)
    done = desk.correct(ONE.id, "event.date", "2024-10-02", "salah cetak\ndi medianya").record
    assert (done.event.date, done.reviewed and done.reviewed.fields) == (date(2024, 10, 2), ("event.date",))
    assert "2 Oktober 2024" in done.summary, "the program's own words follow"
    (line,) = read_corrections(desk.content / "corrections.csv")
    assert (line.what, line.why) == ("corrected", "salah cetak di medianya")
    assert (line.on, line.field, line.was, line.now, line.by) == (
        *("2026-11-22", "event.date"),
        *("2024-10-03", "2024-10-02", "Redaksi"),
    )
    changed = {path for path, data in files(desk).items() if before.get(path) != data}
    assert {Path(path).name for path in changed} == {"corrections.csv", f"2024-10-02-{ONE.id}.md"}


def test_the_log_never_tells_what_people_were_called(desk: ReviewDesk) -> None:
    desk.correct(ONE.id, "officials.Wigbertus Sarawale.name", "Wigbert Sarawale", "ejaan nama")
    assert "Sarawale" not in (desk.content / "corrections.csv").read_text(encoding="utf-8")


def test_hidden_and_restored(desk: ReviewDesk) -> None:
    assert desk.hide(OTHER.id, "bukan tentang netralitas").record.status is Status.HIDDEN
    assert desk.correct(OTHER.id, "status", "published", "keliru ditarik").record.status is Status.PUBLISHED
    assert [line.what for line in read_corrections(desk.content / "corrections.csv")] == ["hidden", "restored"]


def test_an_old_log_gets_the_new_columns_and_keeps_its_lines(desk: ReviewDesk) -> None:
    log = desk.content / "corrections.csv"
    log.write_text("on,id,what,why\n2026-11-02,0123456789ab,hidden,uji\n", encoding="utf-8")
    desk.hide(ONE.id, "uji lagi")
    assert [(line.id, line.why) for line in read_corrections(log)] == [("0123456789ab", "uji"), (ONE.id, "uji lagi")]


def _accept_hidden(desk: ReviewDesk) -> None:
    Store(desk.content).put(record("https://voxntt.com/a/128008", status=Status.HIDDEN))
    desk.accept(record_id("https://voxntt.com/a/128008"))


def _hide_twice(desk: ReviewDesk) -> None:
    Store(desk.content).put(record("https://voxntt.com/a/128009", status=Status.HIDDEN))
    desk.hide(record_id("https://voxntt.com/a/128009"), "uji")


REFUSED: list[tuple[Callable[[ReviewDesk], object], str, type[Refused]]] = [
    (lambda desk: desk.accept("0" * 12), "no record '000000000000'", Refused),
    (lambda desk: desk.accept("../../keluar"), "no record", Refused),
    (lambda desk: desk.set_field(ONE.id, "tajuk", "x"), "no field 'tajuk'; there are headline", Refused),
    (lambda desk: desk.set_field(ONE.id, "event.date", "kemarin"), "kemarin", Refused),
    (lambda desk: desk.set_field(ONE.id, "officials.Siapa.speaker", "true"), "officials are Wigbertus", Refused),
    (lambda desk: desk.withhold(ONE.id, "Orang Lain"), "Orang Lain", Refused),
    (lambda desk: desk.hide(ONE.id, " \n "), "a reason is needed", Refused),
    (lambda desk: desk.hide(ONE.id, "permintaan WIGBERTUS Sarawale sendiri"), "names somebody", Refused),
    (lambda desk: desk.hide(ONE.id, "x" * 501), "longer than 500", Refused),
    (_hide_twice, "hidden already", Refused),
    (_accept_hidden, "go into the public log", Refused),
    (lambda desk: desk.set_field(ONE.id, "status", "hidden"), "go into the public log", Refused),
    (lambda desk: desk.correct(ONE.id, "event.date", "2024-10-03", "uji"), "so already", Refused),
    (lambda desk: desk.accept(ONE.id, seen="lama"), "has changed since", ChangedMeanwhile),
    (lambda desk: desk.edit(ONE.id, "tanpa kepala", desk.entry(ONE.id).state), "no front matter", Refused),
    (lambda desk: decide(desk, APART, ONE.id, ONE.id, ""), "two different records", Refused),
    (lambda desk: decide(desk, APART, ONE.id, "0" * 12, ""), "no record", Refused),
]


@pytest.mark.parametrize(("decision", "told", "kind"), REFUSED, ids=[told for _, told, _ in REFUSED])
def test_a_refusal_is_one_line_and_changes_nothing(
    desk: ReviewDesk, decision: Callable[[ReviewDesk], object], told: str, kind: type[Refused]
) -> None:
    before = files(desk)
    with pytest.raises(kind, match=told) as raised:
        decision(desk)
    assert "\n" not in str(raised.value)
    assert before.items() <= files(desk).items()
    assert not (desk.content / "corrections.csv").exists()


def test_broken_files_are_named_and_nothing_is_half_done(desk: ReviewDesk) -> None:
    log = desk.content / "corrections.csv"
    log.write_text("on,id\n", encoding="utf-8")
    before = files(desk)
    with pytest.raises(Unreadable, match=r"corrections\.csv:1"):
        desk.hide(ONE.id, "uji")
    assert files(desk) == before
    log.unlink()
    (desk.content / "events.csv").write_text("salah\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"events\.csv"):
        decide(desk, APART, ONE.id, OTHER.id, "")
    path = desk.entry(ONE.id).path
    path.write_text("---\nid: [\n---\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=path.name):
        desk.accept(ONE.id)


def test_a_log_that_cannot_be_written_leaves_the_record_as_it_was(
    desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, document: str) -> None:
        if path.name == "corrections.csv":
            raise OSError(28, "No space left on device", str(path))
        write_atomically(path, document)

    before = files(desk)
    monkeypatch.setattr("crawler.reviewing.desk.write_atomically", full)
    with pytest.raises(NotWritten, match=r"corrections\.csv: No space left on device: nothing was changed"):
        desk.hide(ONE.id, "uji")
    assert files(desk) == before


def test_what_was_edited_by_hand_is_held(desk: ReviewDesk) -> None:
    entry = desk.entry(ONE.id)
    document = entry.path.read_text(encoding="utf-8").replace("venue: null", "venue: Aula Rekaan")
    done = desk.edit(ONE.id, document, entry.state).record
    assert (done.event.venue, done.reviewed and done.reviewed.fields) == ("Aula Rekaan", ("event.venue",))
    with pytest.raises(Refused, match="only facts"):
        desk.edit(ONE.id, document.replace(f"id: {ONE.id}", "id: aaaaaaaaaaaa", 1), desk.entry(ONE.id).state)


def events(desk: ReviewDesk) -> dict[str, str]:
    return {record.id: record.event.id for record in desk.all().records.values()}


def test_accepted_records_are_put_together_and_told_apart(desk: ReviewDesk) -> None:
    for id in (ONE.id, OTHER.id, THIRD.id):
        desk.accept(id)
    decide(desk, TOGETHER, THIRD.id, OTHER.id, "")
    joined = events(desk)[OTHER.id]
    assert events(desk)[THIRD.id] == joined
    decide(desk, TOGETHER, ONE.id, THIRD.id, "satu kegiatan")
    assert len(set(events(desk).values())) == 1, "what was together with it comes along"
    decide(desk, APART, ONE.id, OTHER.id, "ternyata dua")
    assert events(desk)[ONE.id] != events(desk)[OTHER.id]


WRITER = """
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from crawler.record import Relevance
from crawler.reviewing.desk import ReviewDesk
from crawler.write.store import Store
from tests.crawler.invented import record
content, who = Path(sys.argv[1]), sys.argv[2]
start = datetime.fromisoformat("2024-10-09T02:00:00+08:00")
for at in range(40):
    if who == "crawl":
        found = record(retrieved=start + timedelta(hours=at), relevance=Relevance(0.9, (str(at),)))
        Store(content).put(found)
    else:
        desk = ReviewDesk(content, lambda: date(2026, 11, 22), who)
        desk.correct(record().id, "election" if who == "a" else "event.venue", f"nilai {at}", f"{who} {at}")
"""


def test_a_desk_another_desk_and_a_crawl_lose_nothing(desk: ReviewDesk) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(desk.content), who], cwd=ROOT, stderr=subprocess.PIPE)
        for who in ("a", "b", "crawl")
    ]
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert writer.returncode == 0, told.decode()
    done = desk.entry(record().id).record
    assert (done.election, done.event.venue, done.relevance.reasons) == ("nilai 39", "nilai 39", ("39",))
    assert done.reviewed
    assert set(done.reviewed.fields) == {"election", "event.venue"}
    lines = read_corrections(desk.content / "corrections.csv")
    assert sorted(line.why for line in lines) == sorted(f"{who} {at}" for who in "ab" for at in range(40))


def test_grouping_gives_way_to_a_decision_made_meanwhile(desk: ReviewDesk) -> None:
    def grouping(records: object, texts: object) -> dict[str, str]:
        desk.set_field(OTHER.id, "event.venue", "Aula Rekaan")
        desk.accept(THIRD.id)
        return {OTHER.id: ONE.id, THIRD.id: ONE.id}

    assert Store(desk.content).group(grouping, {}) == 1
    assert desk.entry(OTHER.id).record.event == Event(ONE.id, EventType.IMBAUAN, None, "Aula Rekaan")
    assert desk.entry(THIRD.id).record.event.id == THIRD.id, "accepted while the crawl was grouping"


def test_what_an_outlet_does_after_a_review_waits_again(desk: ReviewDesk) -> None:
    desk.accept(ONE.id)
    later = datetime.fromisoformat("2026-11-30T02:00:00+08:00")
    found: Record = replace(ONE, retrieved=later, headline="Judul Baru", relevance=Relevance(0.2))
    store = Store(desk.content)
    store.put(found, new_text=True)
    store.mark_gone(OTHER.id, later)
    kept = desk.entry(ONE.id).record
    assert (kept.headline, kept.status) == (ONE.headline, Status.PUBLISHED)
    assert {record.id: why for record, why in desk.waiting()} == {
        ONE.id: "rewritten since the review",
        OTHER.id: "gone at its outlet",
    }
    ReviewDesk(desk.content, later.date, "Redaksi").accept(ONE.id)
    assert [record.id for record, _ in desk.waiting()] == [OTHER.id]


def test_officials_are_held_with_their_record(desk: ReviewDesk) -> None:
    desk.set_field(ONE.id, "officials.Wigbertus Sarawale.speaker", "false")
    later = datetime.fromisoformat("2024-10-09T02:00:00+08:00")
    Store(desk.content).put(replace(ONE, retrieved=later, officials=(Official("Lain", speaker=True),)))
    assert desk.entry(ONE.id).record.officials == (Official("Wigbertus Sarawale"),)
