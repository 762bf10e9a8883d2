"""The command line: every command's work and words, and one line with an exit status for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.record import Event, EventType, Review, Status, dump, load
from crawler.write.corrections import key_of
from crawler.write.store import Store
from tests.crawler.invented import listing, page, record, warc
from tests.running import run_module

ROOT = Path(__file__).parents[2]
HOST = "https://voxntt.com"
REST = HOST + "/wp-json/wp/v2/posts?search={}&per_page=100&_fields=id,date_gmt,modified_gmt,link,title"
ONE, TWO = f"{HOST}/2024/10/02/asn-ngada-diminta-netral/128001", f"{HOST}/2024/09/20/ikrar-asn-netral-golewa/127001"


def run(
    *arguments: str | Path, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    folders = ("--content", folder / "content", "--var", folder / "var")
    found = run_module("crawler", *arguments, *folders, environment=environment)
    assert "Traceback" not in found.stderr
    return found


def archive(folder: Path) -> Path:
    posts = [
        {"link": url, "title": {"rendered": "ASN Netral"}, "date_gmt": day}
        for url, day in ((ONE, "2024-10-02T02:00:00"), (TWO, "2024-09-20T02:00:00"))
    ]
    return warc(
        folder / "warc",
        [
            (f"{HOST}/robots.txt", 200, "text/plain", "User-agent: *\nAllow: /\n"),
            (REST.format("netralitas"), 200, "application/json", json.dumps(posts)),
            (REST.format("ASN+netral"), 200, "application/json", "[]"),
            (ONE, 200, "text/html; charset=utf-8", page("ASN Ngada Diminta Netral")),
            (
                TWO,
                200,
                "text/html; charset=utf-8",
                page("Ikrar ASN Netral di Golewa", published="2024-09-20T10:00:00+08:00"),
            ),
            (f"{HOST}/tag/asn", 200, "text/html", listing(ONE)),
            (
                "https://lain.test/2024/10/02/asn-lain-diminta-netral/",
                200,
                "text/html",
                page("ASN Lain Diminta Netral"),
            ),
        ],
    )


def records(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted((folder / "content").rglob("*.md"))}


def test_a_replay_stores_records_the_same_each_time(tmp_path: Path) -> None:
    file = archive(tmp_path)
    first = run("crawl", "--replay", file, folder=tmp_path / "a")
    second = run("crawl", "voxntt", "--replay", file, folder=tmp_path / "b")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "voxntt: found 2, fetched 2, stored 2\n"
    assert second.stdout == first.stdout
    assert len(records(tmp_path / "a")) == 2
    assert records(tmp_path / "a") == records(tmp_path / "b")
    assert all(b"retrieved: 2024-10-02T11:00:00+08:00" in content for content in records(tmp_path / "a").values())
    assert not list((tmp_path / "a/var").rglob("*.warc.gz")), "a replay is not archived again"
    again = run("crawl", "--replay", file, folder=tmp_path / "a")
    assert again.stdout == "voxntt: found 2, already read 2\n"


def test_since_and_limit(tmp_path: Path) -> None:
    file = archive(tmp_path)
    since = run("crawl", "--replay", file, "--since", "2024-10-01", folder=tmp_path / "a")
    assert since.stdout == "voxntt: found 2, fetched 1, stored 1, before --since 1\n"
    limit = run("crawl", "--replay", file, "--limit", "1", folder=tmp_path / "b")
    assert limit.stdout == "voxntt: found 2, fetched 1, stored 1, beyond --limit 1\n"


def test_import_gives_the_same_records_and_skips_other_hosts(tmp_path: Path) -> None:
    file = archive(tmp_path)
    run("crawl", "--replay", file, folder=tmp_path / "a")
    imported = run("import", file, folder=tmp_path / "b")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert "voxntt: found 2, fetched 2, stored 2" in imported.stdout
    assert "1 outlets" in imported.stdout
    assert records(tmp_path / "a") == records(tmp_path / "b")


def test_any_host_reads_the_others_too(tmp_path: Path) -> None:
    found = run("import", archive(tmp_path), "--any-host", folder=tmp_path / "a")
    assert "lain-test: found 1, fetched 1, stored 1" in found.stdout
    candidates = [line for line in found.stdout.splitlines() if line.startswith("candidate")]
    assert candidates == ["candidate for the table of sources: lain.test (1 relevant)"]


def test_an_unreadable_archive_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = archive(tmp_path)
    bad, cut = tmp_path / "rusak.warc.gz", tmp_path / "cut.warc.gz"
    bad.write_bytes(b"bukan WARC" * 100)
    cut.write_bytes(file.read_bytes()[:-60])
    imported = run("import", bad, cut, file, folder=tmp_path / "a")
    assert imported.returncode == 1
    assert [line.split(": ")[1] for line in imported.stderr.splitlines() if line.startswith("error")] == [
        str(bad),
        str(cut),
    ]
    assert len(records(tmp_path / "a")) == 2
    replayed = run("crawl", "--replay", bad, "--replay", file, folder=tmp_path / "b")
    assert replayed.returncode == 1
    assert str(bad) in replayed.stderr
    assert len(records(tmp_path / "b")) == 2


def test_a_broken_record_file_is_named_and_kept(tmp_path: Path) -> None:
    file = archive(tmp_path)
    run("crawl", "--replay", file, folder=tmp_path)
    broken = sorted((tmp_path / "content").rglob("*.md"))[0]
    broken.write_text("---\nid: [\n---\n", encoding="utf-8")
    found = run("import", file, folder=tmp_path)
    assert found.returncode == 1
    assert str(broken) in found.stderr
    assert broken.read_text(encoding="utf-8") == "---\nid: [\n---\n"


def test_a_source_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    file = warc(tmp_path / "w", [(f"{HOST}/robots.txt", 503, "text/plain", "sibuk")])
    found = run("crawl", "voxntt", "--replay", file, folder=tmp_path)
    assert found.returncode == 3
    assert found.stdout == "voxntt: FAILED: robots.txt answered 503\n"
    told = run("status", folder=tmp_path)
    assert "voxntt: failed, last crawl 2024-10-02 03:00 UTC, found 0, stored 0; robots.txt answered 503" in told.stdout


def test_addresses_that_the_archive_lacks_are_counted(tmp_path: Path) -> None:
    posts = json.dumps([{"link": ONE, "title": {"rendered": "ASN Netral"}}])
    file = warc(tmp_path / "w", [(REST.format("netralitas"), 200, "application/json", posts)])
    found = run("crawl", "--replay", file, folder=tmp_path)
    assert found.stdout == "voxntt: found 1, fetched 1, listings unread 1, not in archive 1\n"


def test_an_archive_of_nobody_is_an_error(tmp_path: Path) -> None:
    file = warc(tmp_path / "w", [("https://lain.test/", 200, "text/html", "x")])
    found = run("crawl", "--replay", file, folder=tmp_path)
    assert (found.returncode, found.stderr) == (1, "error: the archive holds nothing of any source\n")


MISUSE = [
    (("crawl", "voxnt"), "unknown source 'voxnt': did you mean voxntt"),
    (("crawl", "--since", "kemarin"), "--since 'kemarin' is no date like 2024-09-28"),
    (("review", "accept", "000000000000", "--by", "Kurator"), "no record '000000000000'"),
]


@pytest.mark.parametrize(("arguments", "told"), MISUSE)
def test_a_wrong_command_line_is_one_line(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    found = run(*arguments, folder=tmp_path)
    assert found.returncode == 2
    assert len(found.stderr.splitlines()) == 1
    assert told in found.stderr


def test_a_database_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    found = run("status", folder=tmp_path, environment={"KABAR_NETRAL_DATABASE": "bukan alamat"})
    assert found.returncode == 1
    assert len(found.stderr.splitlines()) == 1


def test_status_before_and_after_a_crawl(tmp_path: Path) -> None:
    assert "nothing known yet" in run("status", folder=tmp_path).stdout
    run("crawl", "--replay", archive(tmp_path), folder=tmp_path)
    told = json.loads(run("status", "--json", folder=tmp_path).stdout)
    assert told["crawled"] == 1
    states = {one["source"]: (one["state"], one["found"], one["stored"]) for one in told["sources"]}
    assert states["voxntt"] == ("ok", 2, 2)
    assert states["ekorantt"] == ("unknown", 0, 0)


def test_review_lists_accepts_sets_and_hides(tmp_path: Path) -> None:
    store = Store(tmp_path / "content")
    case = record(event=Event("1" * 12, EventType.DUGAAN_PELANGGARAN))
    store.put(case)
    store.put(record(TWO, headline="Rancangan", status=Status.DRAFT))
    listed = run("review", folder=tmp_path)
    assert f"{case.id}  2024-10-02  violation, not reviewed" in listed.stdout
    assert "2 of 2 records wait" in listed.stdout
    path = store.path_of(case.id)
    assert path

    def now() -> object:
        return load(path.read_text(encoding="utf-8"))

    review = ("review", "set", case.id, "event.venue", "Aula: Golewa", "--by", "Kurator")
    assert run(*review, folder=tmp_path).returncode == 0
    assert now().event.venue == "Aula: Golewa"  # type: ignore[attr-defined]
    assert run("review", "accept", case.id, "--by", "Kurator", folder=tmp_path).returncode == 0
    assert now().reviewed.by == "Kurator"  # type: ignore[attr-defined]
    assert "1 of 2 records wait" in run("review", folder=tmp_path).stdout
    hidden = run("review", "hide", case.id, "--by", "Kurator", "--why", "permintaan\nhak jawab", folder=tmp_path)
    assert hidden.returncode == 0
    assert now().status is Status.HIDDEN  # type: ignore[attr-defined]
    (_, line) = (tmp_path / "content/corrections.csv").read_text(encoding="utf-8").splitlines()
    assert line.endswith(f",{case.id},hidden,permintaan hak jawab,,,,Kurator,{key_of(case.url)}")


def test_review_goes_on_beside_a_broken_file(tmp_path: Path) -> None:
    Store(tmp_path / "content").put(record(status=Status.DRAFT, reviewed=Review("Kurator", fields=("headline",))))
    broken = tmp_path / "content/records/2024/10/2024-10-01-aaaaaaaaaaaa.md"
    broken.write_text(dump(record())[:40], encoding="utf-8")
    found = run("review", folder=tmp_path)
    assert found.returncode == 1
    assert "1 of 1 records wait" in found.stdout
    assert str(broken) in found.stderr


def test_folders_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    file = archive(tmp_path)
    (tmp_path / "content").write_text("sebuah berkas", encoding="utf-8")
    stored = run("crawl", "--replay", file, folder=tmp_path)
    assert stored.returncode == 1
    assert "errors 2" in stored.stdout
    assert all(ONE in line or TWO in line for line in stored.stderr.splitlines())
    (tmp_path / "b").mkdir()
    (tmp_path / "b/var").write_text("sebuah berkas", encoding="utf-8")
    remembered = run("status", folder=tmp_path / "b")
    assert remembered.returncode == 1
    assert len(remembered.stderr.splitlines()) == 1


def test_help_is_everywhere() -> None:
    for command in ((), ("crawl",), ("import",), ("extract",), ("review",), ("review", "set"), ("status",)):
        found = run_module("crawler", *command, "--help")
        assert found.returncode == 0
        assert "Usage: python -m crawler" in found.stdout


def test_extract_starts_without_scrapy_or_a_database() -> None:
    code = "import sys, crawler.__main__; print([m for m in ('scrapy', 'sqlalchemy', 'twisted', 'trafilatura') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
