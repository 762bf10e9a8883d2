"""Showing a record and walking through what waits: facts beside their sentences, a line for each decision."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from crawler.record import Event, EventType, Evidence, Official, Status
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.showing import shown
from crawler.reviewing.values import typed_value
from crawler.write.fields import value_of
from crawler.write.store import Store
from crawler.write.texts import FILE, Texts
from tests.crawler.invented import BODY, record
from tests.running import run_module

ROOT = Path(__file__).parents[3]
VENUE = BODY[1]
CASE = record(
    event=Event(record().id, EventType.DUGAAN_PELANGGARAN, None, "Aula Kantor Camat Golewa"),
    officials=(Official("Wigbertus Sarawale", speaker=True), Official("Rekaan Terduga", subject=True)),
    evidence=(Evidence("event.venue", VENUE, "tempat"), Evidence("officials.0.speaker", BODY[1], "ujaran")),
    status=Status.DRAFT,
)
DRAFT = record(
    "https://voxntt.com/2024/10/03/rancangan/128002", headline="Rancangan \x1b[31mMerah", status=Status.DRAFT
)
THIRD = record("https://voxntt.com/2024/10/04/rancangan-lain/128003", status=Status.DRAFT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path / "content")
    for one in (CASE, DRAFT, THIRD):
        store.put(one)
    texts = Texts(tmp_path / "var" / FILE)
    texts[CASE.id] = "\n".join(BODY)
    texts.close()
    return tmp_path


def review(folder: Path, *words: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    folders = ("--content", folder / "content", "--var", folder / "var")
    return run_module("crawler", "review", *words, *folders, given=lines)


def test_a_record_is_shown_with_its_sentences_marked(folder: Path) -> None:
    told = review(folder, "show", CASE.id).stdout
    assert "event.venue: Aula Kantor Camat Golewa" in told
    assert "sosialisasi netralitas ASN di >>Aula Kantor Camat Golewa<<, Rabu (2/10/2024).  (tempat)" in told
    assert "official: Rekaan Terduga: subject [withheld]" in told
    assert f">>{VENUE}<<" in told.partition("text:")[2], "the article's sentence is marked where the text is at hand"
    (folder / "var" / FILE).write_bytes(b"bukan basis data")
    without = review(folder, "show", CASE.id)
    assert (without.returncode, "text:" in without.stdout) == (0, False)


def test_what_waits_is_one_json_document(folder: Path) -> None:
    (folder / "content/records/2024/10/2024-10-09-aaaaaaaaaaaa.md").write_text("rusak", encoding="utf-8")
    done = review(folder, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["waiting"], told["records"], len(told["warnings"])) == (1, 3, 3, 1)
    assert {one["id"]: one["why"] for one in told["list"]}[CASE.id] == "violation, not reviewed"


def test_a_walk_decides_by_lines(folder: Path) -> None:
    lines = (
        "apa ini\nset event.tanggal 2024-10-02\nset event.venue 'Aula Lain'\nwithhold Wigbertus Sarawale\n"
        "accept --withheld\n\nhide bukan tentang netralitas\nskip\n"
    )
    done = review(folder, "walk", "--by", "Redaksi", lines=lines)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout, "a headline cannot move the cursor"
    assert done.stdout.endswith("4 decisions; 1 records wait for a person\n")
    assert "accept [--withheld] | set FIELD VALUE" in done.stdout
    assert [line for line in done.stderr.splitlines() if "event.tanggal" in line]
    desk = ReviewDesk(folder / "content", lambda: None, "")  # type: ignore[arg-type,return-value]
    case, draft, third = (desk.entry(one.id).record for one in (CASE, DRAFT, THIRD))
    assert (case.event.venue, case.status) == ("Aula Lain", Status.PUBLISHED)
    assert (draft.status, third.status) == (Status.HIDDEN, Status.DRAFT)


def test_a_walk_ends_with_its_input(folder: Path) -> None:
    assert review(folder, "walk", "--by", "Redaksi").stdout.endswith("0 decisions; 3 records wait for a person\n")
    assert "[2 of 3]" not in review(folder, "walk", "--by", "Redaksi", lines="quit\naccept\n").stdout


VALUES = [None, ("Kabupaten Ngada", "Kabupaten Nagekeo"), ("a, b", "[x]", "it's: c"), (), "polos: saja", "[kurung"]


@pytest.mark.parametrize("value", VALUES)
def test_a_shown_value_can_be_given_back(value: object) -> None:
    found = value_of(typed_value(value))
    assert (tuple(found) if isinstance(found, list) else found) == value


def test_evidence_of_officials_that_are_gone_is_no_fault() -> None:
    one = record(evidence=(Evidence("officials.7.speaker", "Ia bicara.", "ujaran"), Evidence("relevance", "x", "y")))
    assert [row.name for row in shown(one, None).officials] == ["Wigbertus Sarawale"]
