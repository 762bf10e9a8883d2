"""Whole nights: the real command over the example newsroom and over the samples, with what may befall them."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crawler.nightly.nights import READ_ONE, Nights, bytes_below, with_samples
from tests.newsroom.archive import write_warc
from tests.running import run_module
from tests.theme.rebuilding import stamps
from tests.theme.samples import APPEAL, BARE, DECLARATION, OLDER, PROVINCE
from theme.checking.checker import check_site

SLEEPS = 'print("voxntt: found 1", flush=True); time.sleep(600)\n'


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """The first night over the example newsroom, by the real crawl."""
    folder = tmp_path_factory.mktemp("nights")
    write_warc(folder / "news.warc.gz")
    replay = ["--replay", str(folder / "news.warc.gz"), "--at", "2026-10-02T02:00+08:00"]
    nights = Nights(folder, crawl=None, options=replay)
    done = nights.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return nights


def test_a_night_publishes_and_reports(newsroom: Nights) -> None:
    report = newsroom.report
    assert (report["night"], report["exit"], report["published"]) == ("2026-10-02", 0, True)
    sources = {source["source"]: source for source in report["sources"]}
    assert len(sources) == 8
    assert sources["ekorantt"]["counts"]["stored"] == 3
    assert report["records"] == report["site"]["records"] == 29
    assert len(report["waiting"]) == 8
    assert report["site"]["kabupaten"]["Kabupaten Sikka"] == 2
    assert {step["name"] for step in report["steps"]} >= {"crawl", "build", "index", "check", "publish"}
    checked = check_site(newsroom.current, newsroom.content)
    assert checked.faults == []
    assert [path.name for path in (newsroom.var / "cache" / "site").glob("*.sqlite")] == ["situs-nightly.sqlite"]
    text = (newsroom.var / "reports" / "2026-10-02.md").read_text(encoding="utf-8")
    assert "| ekorantt | 5 | 3 | 0 |" in text


def test_the_second_run_of_a_night_changes_no_byte(newsroom: Nights) -> None:
    before = bytes_below(newsroom.content), bytes_below(newsroom.site), newsroom.current
    done = newsroom.run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert (bytes_below(newsroom.content), bytes_below(newsroom.site), newsroom.current) == before
    assert newsroom.report["published"] is False
    assert not [path for path in (newsroom.site / "releases").iterdir() if path.name.startswith(".")]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Nights over the samples, the first one gone by; tests go on with them in any order and mend what they break."""
    nights = with_samples(tmp_path_factory.mktemp("nights"))
    done = nights.run()
    assert nights.report["published"], done.stdout + done.stderr
    return nights


def record_of(nights: Nights, id: str) -> Path:
    return next(nights.content.rglob(f"*{id}.md"))


def test_a_broken_record_is_named_and_the_rest_is_published(nights: Nights) -> None:
    path = record_of(nights, OLDER.id)
    whole = path.read_bytes()
    path.write_text("---\nid: [\n", encoding="utf-8")
    try:
        done = nights.run()
        assert done.returncode == 1
        assert path.name in nights.faults()
        assert nights.report["site"]["gone"] == [OLDER.id]
        assert nights.report["published"] is True
    finally:
        path.write_bytes(whole)


def test_a_build_that_loses_too_much_is_not_published(nights: Nights) -> None:
    nights.settings = "[losses]\nevents = 2\nshare = 0.02\n"
    gone = {record_of(nights, one.id): record_of(nights, one.id).read_bytes() for one in (APPEAL, BARE, PROVINCE)}
    before, current = bytes_below(nights.current), nights.current
    try:
        for path in gone:
            path.unlink()
        done = nights.run()
        assert done.returncode == 4
        assert "events without a page any more" in nights.faults()
        assert nights.current == current
        assert bytes_below(current) == before
        assert nights.run("--accept-losses", "2020-01-01T000000Z").returncode == 4, "the name of another site"
        accepted = nights.run("--accept-losses", current.name)
        assert accepted.returncode == 1
        assert nights.current != current
    finally:
        nights.settings = ""
        for path, data in gone.items():
            path.write_bytes(data)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("[tidak ada](tidak-ada.html)", "contoh.html: leads to tidak-ada.html"),
        ("Bonifasius Rahasia hadir.", "contoh.html: shows a withheld name"),
    ],
)
def test_a_site_with_a_fault_is_not_published(nights: Nights, page: str, fault: str) -> None:
    current = nights.current
    pages = nights.content / "pages"
    pages.mkdir()
    try:
        for own in (Path(__file__).parents[3] / "content" / "pages").glob("*.md"):
            (pages / own.name).write_bytes(own.read_bytes())
        text = f"Title: Contoh\nSlug: contoh\n\n{page} Halaman ini cukup panjang untuk sebuah halaman.\n"
        (pages / "contoh.md").write_text(text, encoding="utf-8")
        assert nights.run().returncode == 4
        assert fault in nights.faults()
        assert nights.current == current
        assert sorted(path.name for path in (nights.site / "releases").glob(".*")) == []
    finally:
        for path in pages.iterdir():
            path.unlink()
        pages.rmdir()


def test_a_night_makes_what_changed_and_no_published_file_ever_changes(nights: Nights) -> None:
    nights.run()
    last, path = nights.current, record_of(nights, DECLARATION.id)
    whole, before = path.read_text(encoding="utf-8"), (bytes_below(last), stamps(last))
    records = nights.content / "records"
    try:
        path.write_text(whole.replace("headline: ", "headline: Baru "), encoding="utf-8")
        assert nights.run().returncode == 0
        assert nights.current != last
        made = stamps(nights.current)
        changed = {
            name for name, stamp in made.items() if before[1].get(name) != stamp and name.startswith("kegiatan/")
        }
        assert changed == {f"kegiatan/{DECLARATION.id}.html"}, "the other pages are the last site's own files"
        assert (bytes_below(last), stamps(last)) == before
        records.rename(nights.content / "weg")
        assert nights.run().returncode == 4
        assert (bytes_below(last), stamps(last), stamps(nights.current)) == (*before, made)
    finally:
        (nights.content / "weg").rename(records)
        path.write_text(whole, encoding="utf-8")


def test_no_record_at_all_leaves_the_last_site(nights: Nights) -> None:
    current = nights.current
    records = nights.content / "records"
    records.rename(nights.content / "weg")
    try:
        done = nights.run()
        assert done.returncode == 4
        assert "build: nothing to build from" in nights.faults()
        assert nights.current == current
    finally:
        (nights.content / "weg").rename(records)


CRAWLS = [
    ('print("voxntt: FAILED: host not found"); sys.exit(3)\n', ""),
    ('print("error: var/crawl.sqlite: database is locked", file=sys.stderr); sys.exit(1)\n', "database is locked"),
    ("os.kill(os.getpid(), 9)\n", "killed by signal 9 (SIGKILL)"),
    ('raise OSError(28, "No space left on device")\n', "No space left on device"),
]


@pytest.mark.parametrize(("crawl", "fault"), CRAWLS)
def test_a_crawl_that_reads_nothing_still_gets_a_site(nights: Nights, crawl: str, fault: str) -> None:
    nights.crawl = crawl
    try:
        assert nights.run().returncode == 3
        assert fault in nights.faults()
        assert check_site(nights.current, nights.content).faults == []
    finally:
        nights.crawl = READ_ONE


def test_a_second_start_ends_at_once(nights: Nights) -> None:
    with (nights.var / "nightly" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = nights.run()
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert "another nightly run is going on" in done.stderr
    assert (nights.var / "nightly" / "lock").exists()


def killed_at(nights: Nights, line: str) -> None:
    done = run_module("tests.crawler.nightly.dying", line, *nights.words())
    assert done.returncode == -signal.SIGKILL, f"the night never came to {line!r}: {done.stdout}"
    assert done.stdout.endswith(f"{line}\n")


def test_killed_at_any_step_it_goes_on(nights: Nights) -> None:
    nights.run()
    current, records = nights.current, bytes_below(nights.content / "records")
    crawls = len((nights.var / "crawls").read_text().splitlines())
    for line in ("crawl …", "build …", "check …", "publish …"):
        killed_at(nights, line)
        assert check_site(nights.current, nights.content).faults == []
        assert bytes_below(nights.content / "records") == records
    done = nights.run()
    assert done.returncode == 0, done.stdout
    assert nights.report["runs"] == 5
    assert nights.current == current, "the same records give the same site"
    assert [path.name for path in (nights.site / "releases").iterdir() if path.name.startswith(".")] == []
    asked = len((nights.var / "crawls").read_text().splitlines()) - crawls
    assert 1 <= asked <= 2, "what was crawled is not crawled again"


def test_the_crawl_dies_with_the_job(nights: Nights) -> None:
    nights.crawl = SLEEPS
    try:
        before = len((nights.var / "crawls").read_text().splitlines())
        process = nights.start()
        while len(pids := (nights.var / "crawls").read_text().splitlines()) <= before:
            assert process.poll() is None, "the night ended before its crawl began"
            time.sleep(0.02)
        process.kill()
        process.communicate()  # to the end of its output, which the crawl holds open as long as it lives
        crawl = int(pids[-1])
        until = time.monotonic() + 20
        while alive(crawl) and time.monotonic() < until:
            time.sleep(0.02)
        assert not alive(crawl)
    finally:
        nights.crawl = READ_ONE


def alive(process: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False


def test_something_else_in_the_links_place_is_one_line(tmp_path: Path) -> None:
    nights = with_samples(tmp_path)
    (nights.site / "current").mkdir(parents=True)
    done = nights.run()
    assert done.returncode == 4
    assert f"prepare: {nights.site / 'current'}: is no link of this job's" in nights.faults()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--config", "/nirgends.toml"), "error: /nirgends.toml: No such file or directory\n"),
        (("--replay", "/nirgends.warc"), "error: /nirgends.warc: no such file or folder\n"),
        (("--at", "gestern"), "error: --at 'gestern' is no moment like 2026-11-22T02:00+08:00\n"),
    ],
)
def test_misuse_is_one_line(nights: Nights, arguments: tuple[str, ...], line: str) -> None:
    done = nights.run(*arguments)
    assert (done.returncode, done.stderr) == (2, line)


def test_events_that_changed_are_told(nights: Nights) -> None:
    path = record_of(nights, DECLARATION.id)
    whole = path.read_text(encoding="utf-8")
    try:
        path.write_text(whole.replace("Aula Rekaan Atambua", "Gedung Rekaan Atambua"), encoding="utf-8")
        assert nights.run().returncode == 0
        assert DECLARATION.id in nights.report["site"]["changed"]
        assert nights.report["published"] is True
    finally:
        path.write_text(whole, encoding="utf-8")
