"""What readers are told of changes and corrections, what a name withheld by decision leaves behind, and where the page of
a merged event leads: decided at the desk, built by Pelican."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import lxml.html
import pytest

from crawler.record import Evidence, Revision
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.events import decide
from crawler.write.decisions import TOGETHER
from crawler.write.naming import withhold
from crawler.write.review import accept
from crawler.write.store import Store
from tests.theme.samples import ALLEGED, APPEAL, DECLARATION, GUEST, OLDER, REVIEWED_CASE, SECOND_REPORT, WITA, build
from theme.plugins.events import gather_events
from theme.plugins.history import history
from theme.plugins.withdrawn import Correction, read_log

NIGHT = datetime(2024, 10, 9, 2, 0, tzinfo=WITA)
PRINTED = replace(APPEAL, evidence=(Evidence("event.date", "Cornelis Andaian membuka apel, Kamis.", "tanggal"),))
CHANGED = replace(DECLARATION, revisions=(Revision(NIGHT, ("text", "headline", "event.date", "summary")),))
SAME_DAY = replace(OLDER, event=replace(OLDER.event, date=DECLARATION.event.date))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site after a day at the desk: a correction, a name withheld on request, a withdrawal, a merge."""
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out")
    store = Store(content)
    for one in (CHANGED, SECOND_REPORT, PRINTED, SAME_DAY, ALLEGED, REVIEWED_CASE):
        store.put(one)
    desk = ReviewDesk(content, lambda: date(2026, 11, 22), "Redaksi")
    desk.correct(DECLARATION.id, "event.date", "2024-09-19", "salah cetak di medianya")
    desk.correct(DECLARATION.id, "institutions", "[Bawaslu Kabupaten Belu]", "salah baca")
    desk.withhold(APPEAL.id, "Cornelis Andaian")
    desk.hide(REVIEWED_CASE.id, "beritanya dicabut medianya")
    decide(desk, TOGETHER, OLDER.id, DECLARATION.id, "satu kegiatan")
    done = build(content, output)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    return output


def page(folder: Path, name: str) -> str:
    body = lxml.html.parse(str(folder / name)).getroot().find("body")
    return " ".join(" ".join(body.itertext()).split())


def test_the_event_tells_what_changed_and_why(site: Path) -> None:
    told = page(site, f"kegiatan/{OLDER.id}.html")
    assert "Tanggal kegiatan 19 September 2024" in told, "though the event's first report says otherwise"
    assert "9 Oktober 2024 : kabar-contoh mengubah beritanya" in told
    assert "yang berubah dalam catatan ini: judul dan tanggal kegiatan." in told
    corrected = "dikoreksi: tanggal kegiatan, dari 20 September 2024 menjadi 19 September 2024."
    assert f"22 November 2026 : {corrected} Alasan: salah cetak di medianya" in told
    assert "dikoreksi: lembaga. Alasan: salah baca" in told


def test_the_log_tells_it_too(site: Path) -> None:
    told = page(site, "koreksi.html")
    assert "Dikoreksi: tanggal kegiatan, dari 20 September 2024 menjadi 19 September 2024" in told
    assert "Ditarik beritanya dicabut medianya" in told
    assert "ditarik pada 22 November 2026" in page(site, f"kegiatan/{REVIEWED_CASE.id}.html")


def test_a_name_withheld_on_request_is_nowhere(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            assert b"Andaian" not in path.read_bytes(), path
    told = page(site, f"kegiatan/{APPEAL.id}.html")
    assert "Kota Kupang" in told
    assert "nama ditahan" not in told, "nothing is alleged of who asked not to be named"


@pytest.mark.parametrize("old", [DECLARATION.id, SECOND_REPORT.id])
def test_a_merged_event_is_found_at_its_old_address(site: Path, old: str) -> None:
    moved = lxml.html.parse(str(site / "kegiatan" / f"{old}.html")).getroot()
    assert moved.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={OLDER.id}.html"]


REVISIONS: list[tuple[tuple[str, ...], str | None]] = [
    (("text",), None),
    (("summary", "relevance.score", "<b>"), None),
    (("gone",), "tidak lagi menampilkan beritanya."),
    (("back",), "menampilkan kembali beritanya."),
    (("kabupaten",), "mengubah beritanya; yang berubah dalam catatan ini: kabupaten/kota."),
]


@pytest.mark.parametrize(("changed", "told"), REVISIONS)
def test_only_what_readers_see_is_told(changed: tuple[str, ...], told: str | None) -> None:
    (event,) = gather_events([replace(DECLARATION, revisions=(Revision(NIGHT, changed),))])
    assert [note.text for note in history(event, ())] == ([told] if told else [])


VALUES = [("event.type", "imbauan", "deklarasi", "dari Imbauan menjadi Deklarasi"), ("election", "", "X", "(kosong)")]


@pytest.mark.parametrize(("field", "was", "now", "told"), VALUES)
def test_values_are_told_in_words(field: str, was: str, now: str, told: str) -> None:
    assert told in Correction("1" * 12, None, "Dikoreksi", None, field, was, now).told


LOGGED = [("salah cetak", "salah cetak"), ("Bonifasius meminta", None)]


@pytest.mark.parametrize(("why", "shown"), LOGGED)
def test_a_reason_does_not_name_whom_a_published_record_withholds(tmp_path: Path, why: str, shown: str | None) -> None:
    row = f"on,id,what,why,field,was,now,by,key\n2026-11-22,{ALLEGED.id},corrected,{why},event.venue,,,R,\n"
    (tmp_path / "corrections.csv").write_text(row, encoding="utf-8")
    (line,) = read_log(tmp_path, (), [ALLEGED])
    assert line.why == shown


def test_a_decision_about_one_report_holds_for_the_event() -> None:
    other = accept(replace(SECOND_REPORT, officials=(GUEST,)), "Redaksi", date(2026, 11, 22))
    decided = withhold(DECLARATION, GUEST.name, "Redaksi", date(2026, 11, 22))
    (event,) = gather_events([decided, other])
    assert GUEST.name not in [one.name for one in (*event.speakers, *event.mentioned, *event.subjects)]
    assert not [item for _, item in event.evidence if "Brigita" in item.quote]
