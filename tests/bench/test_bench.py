"""`python -m tests.bench`: rows appear, what was built wrong is noticed, what is missing is named, a broken-off run goes on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from crawler.record import Record
from tests.bench import __main__ as bench
from tests.bench import building, records
from tests.bench.growth import growth
from tests.bench.kept import Kept
from tests.bench.measuring import Failed, Run, measured, python
from tests.bench.peers import hugo, stock
from tests.bench.rows import Check, Row, as_line, from_line, printed
from tests.bench.table import written

ROW = Row("build", "5 events, full build, ours", 3, 1.5, 2.5, 100.0, "12 files", 0.5, "Hugo", 5)
CHECK = Check("build", "time", 0.8, "at most", 0.75)


def test_a_run_is_measured_with_all_its_processes() -> None:
    work = "import time; held = bytearray(60_000_000); time.sleep(0.5)"
    code = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {work!r}]) for _ in '12']]"
    run = measured([sys.executable, "-c", code])
    assert run.wall > 0.5
    assert 110 < run.memory < 250  # two at once; a single one holds some 65 MiB


@pytest.mark.parametrize("code", ["raise SystemExit('no such record')", "import nowhere_at_all"])
def test_a_command_that_fails_is_not_measured(code: str, tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"ended with 1: .*(no such record|nowhere_at_all)"):
        measured([sys.executable, "-c", code], log=tmp_path / "log.txt")


def test_rows_are_printed_and_kept_as_they_are(tmp_path: Path) -> None:
    assert [from_line(as_line(one)) for one in (ROW, CHECK)] == [ROW, CHECK]
    assert printed(ROW) == (
        "build      5 events, full build, ours: 1.50 s, 2.50 s processor, 100 MiB, 0.50 of Hugo, median of 3, 12 files"
    )
    assert "MISSED" in printed(CHECK)
    kept = Kept(tmp_path)
    kept.keep("build", 5, "2026-11-22", [ROW, CHECK])
    kept.keep("build", 70, "2026-11-23", [CHECK])
    kept.path("build", 6).write_text("2026-11-24\n{cut", encoding="utf-8")
    assert list(kept.of("build")) == [("2026-11-22", [ROW, CHECK]), ("2026-11-23", [CHECK])]


def test_the_table_tells_rows_checks_and_when() -> None:
    text = written(
        [("build | 5 | 2026-11-22 | 2 cores", ROW), ("build | 5 | 2026-11-22 | 2 cores", CHECK)],
        "python -m tests.bench",
    )
    assert "| 5 events, full build, ours | 1.50 | 2.50 | 100 | 3 | 0.50 × Hugo | 12 files |" in text
    assert "| time | 0.8 | at most 0.75 | **missed** |" in text
    assert text.count("| build | 5 | 2026-11-22 | 2 cores |") == 1


@pytest.mark.parametrize(("at_last", "holds"), [(130.0, True), (131.0, False), (None, None)])
def test_growth_is_per_record(at_last: float | None, holds: bool | None) -> None:
    rows = [Row("build", "full build, ours", processor=5.0, size=5_000)]
    if at_last:
        rows.append(Row("build", "full build, ours", processor=at_last, memory=900.0, size=100_000))
    time, memory = growth("build", rows, "full build, ours")
    assert time.holds is holds
    assert memory.holds is (True if at_last else None)


def test_records_are_invented_the_same_each_time_and_no_two_alike() -> None:
    told = list(records.invented(300))
    assert told == list(records.invented(300))
    assert len({one.id for one in told}) == len({one.headline for one in told}) == 300
    assert 15 <= len({one.officials[0].name for one in told}) <= 30  # one in ten
    assert any(one.event.type.is_violation for one in told)


def test_the_build_is_measured_beside_its_peers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "COMPARED", 30)
    told = list(building.rows(tmp_path, [30], 1))
    rows = {one.name: one for one in told if isinstance(one, Row)}
    checks = {one.name.partition(": ")[2]: one for one in told if isinstance(one, Check)}
    names = {"ours", "stock Pelican", *(["Hugo"] if hugo.is_installed() else [])}
    assert {f"30 events, full build, {name}" for name in names} <= rows.keys()
    assert "0 files written" in rows["30 events, nothing changed, ours"].told
    assert checks["nothing changed, files written"].holds
    assert checks["full build / stock Pelican, time"].value
    assert (checks["full build / Hugo, time"].value is not None) == hugo.is_installed()
    assert all(row.wall and row.memory and row.memory > 20 for row in rows.values() if row.runs)


def test_a_peer_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hugo, "is_installed", lambda: False)
    told = next(building.rows(tmp_path, [10], 1))
    assert isinstance(told, Row)
    assert told.name == "Hugo: MISSING"
    assert "not installed" in told.told


def _site(folder: Path, drop: str = "", text: str = "") -> list[Record]:
    told = list(records.invented(30))
    for one in told:
        page = folder / "kegiatan" / f"{one.id}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        if drop != one.id:
            page.write_text(text or f"<h1>{one.kabupaten[0]}</h1>", encoding="utf-8")
    return told


def test_a_site_that_was_built_wrong_is_noticed(tmp_path: Path) -> None:
    told = _site(tmp_path / "whole")
    with pytest.raises(Failed, match="no feed"):
        building.check_pages(tmp_path / "whole", told, "ours")
    (tmp_path / "whole/umpan.xml").write_text("<feed/>", encoding="utf-8")
    with pytest.raises(Failed, match="no table of 2024"):
        building.check_pages(tmp_path / "whole", told, "ours")
    (tmp_path / "whole/tahun").mkdir()
    (tmp_path / "whole/tahun/2024.csv").write_text("id", encoding="utf-8")
    building.check_pages(tmp_path / "whole", told, "ours")
    _site(tmp_path / "cut", drop=told[4].id)
    with pytest.raises(Failed, match=f"1 of 30 event pages are missing, the first is {told[4].id}"):
        building.check_pages(tmp_path / "cut", told, "ours")
    _site(tmp_path / "blank", text="<h1></h1>")
    with pytest.raises(Failed, match="does not show its event"):
        building.check_pages(tmp_path / "blank", told, "ours")


@pytest.mark.parametrize(("first", "runs"), [(1.0, 5), (61.0, 3), (241.0, 1)])
def test_what_takes_long_is_run_less_often(first: float, runs: int) -> None:
    assert building.wanted([], 5) == 5
    assert building.wanted([Run(first, first, 1.0)], 5) == runs


def test_the_command_measures_keeps_and_goes_on(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options = ["import", "--sizes", "12", "--keep", str(tmp_path / "kept"), "--date", "2026-11-22"]
    assert bench.main([*options, "--write", str(tmp_path / "table.md")]) == 1  # growth is asked for and not measured
    said = capfd.readouterr().out
    assert "12 records, one process" in said
    assert "MISSING import: processor time per record" in said
    assert "| 12 records, one process |" in (tmp_path / "table.md").read_text(encoding="utf-8")
    bench.main([*options, "--resume"])
    assert "import 12: kept from an earlier run" in capfd.readouterr().out


def test_what_fails_is_told_in_one_line_and_not_kept(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle = tmp_path / "bin/hugo"
    idle.parent.mkdir()
    idle.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    idle.chmod(0o755)
    monkeypatch.setenv("PATH", f"{idle.parent}:{os.environ['PATH']}")
    assert bench.main(["build", "--sizes", "12", "--runs", "1", "--keep", str(tmp_path / "kept")]) == 2
    said = capfd.readouterr().err
    assert "error: Hugo: 12 of 12 event pages are missing" in said
    assert "error: build 12: not measured" in said
    assert "Traceback" not in said
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("options", [["import", "--sizes", "0"], ["import", "--runs", "-1"], ["nothing"]])
def test_options_that_make_no_sense_are_refused(options: list[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(options)


def test_both_peers_have_templates_for_what_the_records_say(tmp_path: Path) -> None:
    told = list(records.invented(3))
    for peer in (hugo, stock):
        peer.write_site(tmp_path / peer.NAME, told)
        pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / peer.NAME).rglob("kegiatan/*.md")}
        assert all(one.officials[0].name in pages[one.id] and one.evidence[0].quote in pages[one.id] for one in told)
    assert python("x")[1:] == ["-m", "x"]
