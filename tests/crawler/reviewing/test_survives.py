"""Decisions through the command line stay through real crawls and imports, and git takes them back."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.record import Record, Review, Status, load, record_id
from crawler.write.corrections import read_corrections
from tests.crawler.invented import BODY, MOMENT, page, warc
from tests.crawler.test_commands import HOST, ONE, REST, TWO, records, run

VARIANTS = [f"{HOST}/2024/09/21/judul-yang-diganti/127001", f"{TWO}/amp/", f"{TWO}/?utm_source=wa"]
REWRITTEN = (*BODY[:2], BODY[2].replace("2023", "2014"), "Acara ditutup dengan doa bersama para pegawai.")


@dataclass(frozen=True)
class Content:
    """A content folder under git after one crawl and three decisions, and the archive of a later night."""

    folder: Path
    later: Path

    def git(self, *words: str) -> str:
        command = ["git", "-c", "user.name=Kurator", "-c", "user.email=kurator@contoh.test", *words]
        done = subprocess.run(command, cwd=self.folder / "content", capture_output=True, text=True, check=True)
        return done.stdout

    def record(self, url: str) -> Record:
        (path,) = (self.folder / "content/records").rglob(f"*-{record_id(url)}.md")
        return load(path.read_text(encoding="utf-8"))


def night(folder: Path, body: tuple[str, ...], more: tuple[str, ...] = (), *, days: int = 0) -> Path:
    posts = [
        {"link": url, "title": {"rendered": "ASN Netral"}, "date_gmt": day}
        for url, day in ((ONE, "2024-10-02T02:00:00"), (TWO, "2024-09-20T02:00:00"))
    ]
    ikrar = page("Ikrar ASN Netral di Golewa", body, published="2024-09-20T10:00:00+08:00")
    answers = [
        (f"{HOST}/robots.txt", 200, "text/plain", "User-agent: *\nAllow: /\n"),
        (REST.format("netralitas"), 200, "application/json", json.dumps(posts)),
        (REST.format("ASN+netral"), 200, "application/json", "[]"),
        (ONE, 200, "text/html; charset=utf-8", page("ASN Ngada Diminta Netral", body)),
        (TWO, 200, "text/html; charset=utf-8", ikrar),
        *((url, 200, "text/html; charset=utf-8", ikrar) for url in more),
    ]
    return warc(folder, answers, MOMENT + timedelta(days=days))


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = tmp_path_factory.mktemp("decided")
    run("crawl", "--replay", night(folder / "first", BODY), folder=folder)
    content = Content(folder, night(folder / "later", REWRITTEN, tuple(VARIANTS), days=7))
    content.git("init", "-q")
    content.git("add", ".")
    content.git("commit", "-qm", "crawl")
    one, two = record_id(ONE), record_id(TWO)
    for words in (
        ("correct", one, "--field", "event.venue", "--to", "Aula Rekaan", "--why", "salah tempat", "--by", "Redaksi"),
        ("review", "withhold", one, "Wigbertus Sarawale", "--by", "Redaksi"),
        ("hide", two, "--why", "bukan tentang netralitas", "--by", "Redaksi"),
    ):
        done = run(*words, folder=folder)
        assert (done.returncode, done.stderr) == (0, ""), words
        content.git("add", ".")
        content.git("commit", "-qm", words[0])
    return content


@pytest.fixture
def content(decided: Content, tmp_path: Path) -> Content:
    shutil.copytree(decided.folder, tmp_path / "copy")
    return Content(tmp_path / "copy", decided.later)


def test_every_decision_is_a_small_change_with_who_and_when(decided: Content) -> None:
    told = decided.git("log", "--format=%s", "--shortstat", "-3")
    assert [" ".join(line.split()) for line in told.splitlines() if line] == [
        *("hide", "2 files changed, 6 insertions(+), 2 deletions(-)"),
        *("review", "1 file changed, 1 insertion(+), 1 deletion(-)"),
        *("correct", "2 files changed, 8 insertions(+), 3 deletions(-)"),
    ]
    reviewed = decided.record(ONE).reviewed
    assert reviewed
    assert reviewed.fields == ("event.venue", "officials.Wigbertus Sarawale.withheld")
    assert [(line.what, line.by) for line in read_corrections(decided.folder / "content/corrections.csv")] == [
        ("corrected", "Redaksi"),
        ("hidden", "Redaksi"),
    ]


@pytest.mark.parametrize("command", [("crawl", "--replay"), ("import",)])
def test_decisions_survive_a_later_look(content: Content, command: tuple[str, ...]) -> None:
    shutil.rmtree(content.folder / "var")  # nothing is remembered: every page is read again
    assert run(*command, content.later, folder=content.folder).returncode == 0
    one, two = content.record(ONE), content.record(TWO)
    assert one.revisions, "what the outlet changed is noted"
    assert "UU 20/2014" in one.laws, "and what nobody has set follows it"
    assert (one.event.venue, one.reviewed) == ("Aula Rekaan", content.record(ONE).reviewed)
    assert two.status is Status.HIDDEN
    assert len(records(content.folder)) == 2, "no address variant is another record"


def test_a_removed_record_stays_away_though_its_file_is_gone(content: Content) -> None:
    shutil.rmtree(content.folder / "var")
    (path,) = (content.folder / "content/records").rglob(f"*-{record_id(TWO)}.md")
    path.unlink()
    for words in (("import", content.later), ("crawl", "--replay", content.later)):
        done = run(*words, folder=content.folder)
        assert done.returncode == 0
        assert "withdrawn before" in done.stdout or "already read" in done.stdout
        assert [Path(name).stem[-12:] for name in records(content.folder)] == [record_id(ONE)]


def test_git_takes_a_decision_back_and_the_next_crawl_leaves_it_so(content: Content) -> None:
    content.git("revert", "--no-edit", "HEAD")
    assert content.record(TWO).status is Status.PUBLISHED
    content.git("revert", "--no-edit", "HEAD~2")
    assert content.record(ONE).reviewed == Review("Redaksi", content.record(ONE).reviewed.on, ("event.venue",))  # type: ignore[union-attr]
    content.git("revert", "--no-edit", "HEAD~4")
    assert content.record(ONE).reviewed is None
    venue = content.record(ONE).event.venue
    assert venue != "Aula Rekaan"
    assert not (content.folder / "content/corrections.csv").exists()
    before = records(content.folder)
    assert run("import", content.folder / "first", folder=content.folder).returncode == 0
    assert records(content.folder) == before
    run("import", content.later, folder=content.folder)
    assert content.record(TWO).status is Status.PUBLISHED
    assert content.record(ONE).event.venue == venue


MISUSE = [
    ("correct", "000000000000", "--field", "election", "--to", "x", "--why", "uji", "--by", "R"),
    ("correct", "ID", "--field", "tajuk", "--to", "x", "--why", "uji", "--by", "R"),
    ("correct", "ID", "--field", "event.date", "--to", "kemarin", "--why", "uji", "--by", "R"),
    ("hide", "ID", "--why", " ", "--by", "R"),
    ("hide", "ID", "--why", "uji", "--by", " "),
    ("review", "show", "000000000000"),
]


@pytest.mark.parametrize("words", MISUSE, ids=[" ".join(words[:4]) for words in MISUSE])
def test_a_wrong_wish_is_one_line_and_changes_nothing(decided: Content, words: tuple[str, ...]) -> None:
    done = run(*(record_id(ONE) if word == "ID" else word for word in words), folder=decided.folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("error: ")
    assert decided.git("status", "--porcelain") == ""
