"""`theme.check`: a good site passes, and each kind of damage is found and named."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.record import Status, dump
from tests.running import run_module
from tests.theme.samples import ALLEGED, APPEAL, DECLARATION, DRAFT, HIDDEN, RECORDS, REVIEWED_CASE, write_records
from theme.checking.checker import Checked, check_site
from theme.checking.links import broken_links
from theme.checking.secrets import Secrets, folded

Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    write_records(folder)
    return folder


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the samples' site that a test may damage."""
    return Path(shutil.copytree(site, tmp_path / "site"))


def faults(checked: Checked) -> set[tuple[str, str]]:
    return {(fault.check, fault.where) for fault in checked.faults}


def change(name: str, old: str, new: str) -> Damage:
    def damage(site: Path) -> None:
        text = (site / name).read_text(encoding="utf-8")
        assert old in text
        (site / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def put(name: str, data: bytes) -> Damage:
    return lambda site: (site / name).write_bytes(data)


def into_page(text: str) -> Damage:
    return change("tentang.html", "</main>", f"{text}</main>")


def fragment_saying(text: str) -> Damage:
    def damage(site: Path) -> None:
        path = next(iter(sorted((site / "pagefind").glob("*/fragment/*"))))
        held = gzip.decompress(path.read_bytes()).replace(b'"content":"', f'"content":"{text} '.encode(), 1)
        path.write_bytes(gzip.compress(held))

    return damage


def row_saying(event: str, text: str) -> Damage:
    def damage(site: Path) -> None:
        path = site / "data" / "catatan.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            if row["event_id"] == event:
                row["summary"] = text
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    return damage


EVENT = f"kegiatan/{DECLARATION.id}.html"
PAGE = "tentang.html"
DAMAGES: dict[str, tuple[Damage, tuple[str, str]]] = {
    "a page that is linked to is gone": (lambda site: (site / "metode.html").unlink(), ("links", "index.html")),
    "a link leads nowhere": (into_page('<a href="kegiatan/000000000000.html">x</a>'), ("links", PAGE)),
    "a feed's link leads nowhere": (
        change("umpan/semua.xml", f"kegiatan/{APPEAL.id}.html", "kegiatan/x.html"),
        ("links", "umpan/semua.xml"),
    ),
    "an empty page": (put(PAGE, b""), ("whole", PAGE)),
    "a page that is cut off": (lambda site: put(EVENT, (site / EVENT).read_bytes()[:-40])(site), ("whole", EVENT)),
    "a page without text": (put(PAGE, b"<html><body><main><h1>x</h1></main></body></html>"), ("whole", PAGE)),
    "broken JSON": (put("umpan/semua.json", b'{"items": ['), ("whole", "umpan/semua.json")),
    "broken XML": (put("umpan/semua.xml", b"<feed>"), ("whole", "umpan/semua.xml")),
    "a broken database": (put("data/kabar-netral.sqlite", b"SQLite" * 99), ("whole", "data/kabar-netral.sqlite")),
    "half a picture": (put("gambar/situs.png", b"\x89PNG\r\n"), ("whole", "gambar/situs.png")),
    "half a compressed file": (put("data/x.gz", gzip.compress(b"x" * 999)[:20]), ("whole", "data/x.gz")),
    "a draft's id": (into_page(DRAFT.id), ("leaks", PAGE)),
    "a hidden record's id": (into_page(HIDDEN.id), ("leaks", PAGE)),
    "a draft's page": (put(f"kegiatan/{DRAFT.id}.html", b"x"), ("leaks", f"kegiatan/{DRAFT.id}.html")),
    "a withheld name": (into_page("Bonifasius Rahasia"), ("leaks", PAGE)),
    "a withheld name in other letters": (into_page("BONIFÁSIUS&#32;<b>rahasia</b>"), ("leaks", PAGE)),
    "a withheld name in an address": (into_page('<a href="https://x.example/bonifasius-rahasia">'), ("leaks", PAGE)),
    "a withheld name, escaped": (into_page('<a href="https://x.example/?q=%42onifasius%20Rahasia">'), ("leaks", PAGE)),
    "a withheld name in a file name": (put("data/bonifasius-rahasia.csv", b"x"), ("leaks", "data/bonifasius-rahasia.csv")),
    "a withheld name in a script": (put("theme/x.js", b'"Oktaviana Sebagian"'), ("leaks", "theme/x.js")),
    "a withheld name, compressed": (put("data/x.gz", gzip.compress(b"Gaspar Teramati")), ("leaks", "data/x.gz")),
    "a withheld headline": (into_page(ALLEGED.headline), ("leaks", PAGE)),
    "a withheld sentence": (into_page(ALLEGED.evidence[0].quote), ("leaks", PAGE)),
    "a withheld name in a download": (
        row_saying(ALLEGED.event.id, "Yudit Tersembunyi hadir"),
        ("leaks", "data/catatan.jsonl"),
    ),
    "no search index": (lambda site: shutil.rmtree(site / "pagefind"), ("search", "pagefind")),
    "a page more than the index": (
        lambda site: next((site / "pagefind").glob("*/fragment/*")).unlink(),
        ("search", "kegiatan/"),
    ),
    "no downloads": (lambda site: (site / "data/catatan.jsonl").unlink(), ("counts", "data/catatan.jsonl")),
}  # fmt: skip


def test_the_samples_site_has_no_fault(site: Path, content: Path) -> None:
    checked = check_site(site, content)
    assert checked.faults == []
    assert checked.counts["events"] == 10
    assert checked.counts["secrets"] >= 8, "a check that looked for nothing proves nothing"
    assert checked.counts["links"] > 500
    assert checked.counts["kabupaten"]["Kabupaten Belu"] == 2


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found(name: str, copy: Path, content: Path) -> None:
    damage, (check, where) = DAMAGES[name]
    damage(copy)
    found = faults(check_site(copy, content))
    assert [one for one in found if one[0] == check and one[1].startswith(where)], found


def test_a_leak_in_the_index_is_found(copy: Path, content: Path) -> None:
    fragment_saying("Yudit Tersembunyi")(copy)
    assert any(
        check == "leaks" and where.endswith(".pf_fragment") for check, where in faults(check_site(copy, content))
    )


def test_faults_do_not_repeat_the_secret(copy: Path, content: Path) -> None:
    into_page("Bonifasius Rahasia")(copy)
    told = json.dumps(check_site(copy, content).as_json()).casefold()
    assert "bonifasius" not in told


def test_a_name_may_stand_where_another_event_shows_it() -> None:
    name = ALLEGED.officials[0].name
    speaker = replace(DECLARATION.officials[0], name=name)
    elsewhere = replace(DECLARATION, officials=(speaker,))
    secret = Secrets([ALLEGED, elsewhere]).secret(folded(name))
    assert secret
    assert secret.allowed(elsewhere.event.id)
    assert secret.allowed(None)
    assert not secret.allowed(ALLEGED.event.id)


def test_a_reviewed_report_may_name_whom_another_withholds() -> None:
    reviewed = REVIEWED_CASE
    other = replace(reviewed, id="0" * 12, reviewed=None)
    name = folded(reviewed.officials[0].name)
    both, alone = Secrets([reviewed, other]).secret(name), Secrets([other]).secret(name)
    assert both and both.allowed(reviewed.event.id)
    assert alone and not alone.allowed(reviewed.event.id)


def test_changes_since_the_last_site(site: Path, copy: Path, tmp_path: Path) -> None:
    rows = copy / "data" / "catatan.jsonl"
    lines = rows.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["event_id"] != APPEAL.id]
    rows.write_text("".join(kept), encoding="utf-8")
    (copy / f"kegiatan/{APPEAL.id}.html").unlink()
    row_saying(DECLARATION.id, "Ringkasan lain.")(copy)
    counts = check_site(copy, tmp_path, site).counts
    assert counts["gone"] == [APPEAL.id]
    assert counts["records_gone"] == [APPEAL.id]
    assert counts["changed"] == [DECLARATION.id]
    assert counts["against"]["events"] == counts["events"] + 1
    back = check_site(site, tmp_path, copy).counts
    assert back["added"] == [APPEAL.id]


def test_a_withdrawn_record_is_no_loss(site: Path, tmp_path: Path) -> None:
    """Its page says so: the person who withdrew it wanted that."""
    last = tmp_path / "last"
    (last / "data").mkdir(parents=True)
    row = {"id": HIDDEN.id, "event_id": HIDDEN.id, "kabupaten": []}
    (last / "data/catatan.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    counts = check_site(site, _with(tmp_path, *RECORDS), last).counts
    assert counts["withdrawn"] == [HIDDEN.id]
    assert counts["gone"] == counts["records_gone"] == []


def test_a_last_site_that_cannot_be_read_is_said(site: Path, content: Path, tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    checked = check_site(site, content, tmp_path / "last")
    assert "last" in checked.counts["unreadable"]
    assert checked.counts["against"] is None


ADDRESSES = [
    ('<a href="../index.html">', "kegiatan/x.html", 0),
    ('<a href="../fehlt.html">', "kegiatan/x.html", 1),
    ('<a href="./">', "index.html", 0),
    ('<a href="index.html?a=1#b">', "index.html", 0),
    ('<a href="https://lain.example/fehlt.html">', "index.html", 0),
    ('<a href="https://situs.example/fehlt.html">', "index.html", 1),
    ('<a href="https://situs.example">', "index.html", 0),
    ('<a href="mailto:a@b.example">', "index.html", 0),
    ('<a href="#isi">', "index.html", 0),
    ("<loc>https://situs.example/fehlt.html</loc>", "sitemap.xml", 1),
    ('"url": "../fehlt.html"', "umpan/semua.json", 1),
]


@pytest.mark.parametrize(("text", "name", "broken"), ADDRESSES)
def test_what_is_an_internal_link(text: str, name: str, broken: int) -> None:
    _, found = broken_links(name, text, frozenset({"index.html"}), "https://situs.example")
    assert len(found) == broken


def test_the_command(site: Path, content: Path, tmp_path: Path) -> None:
    def check(*arguments: object) -> subprocess.CompletedProcess[str]:
        return run_module("theme.check", *arguments)

    good = check(site, "--content", content, "--json")
    told: dict[str, Any] = json.loads(good.stdout)
    assert (good.returncode, told["faults"]) == (0, [])
    nothing = check(tmp_path, "--content", content)
    assert (nothing.returncode, nothing.stderr) == (2, f"error: {tmp_path}: no site in it\n")


def _with(folder: Path, *records: Any) -> Path:
    held = folder / "isi"
    for one in records:
        if one.status is not Status.PUBLISHED:
            path = held / "records" / f"{one.id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump(one), encoding="utf-8")
    return held
