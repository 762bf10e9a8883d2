"""The parts of the night that need no crawl and no build: settings, bounds, state, sites side by side, the report."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.nightly.children import Done, module, run
from crawler.nightly.config import BrokenConfig, Config, load_config
from crawler.nightly.losses import losses
from crawler.nightly.plan import ROOT
from crawler.nightly.releases import Releases
from crawler.nightly.report import ENDINGS, SEVERITY, Ending, Report
from crawler.nightly.report_text import as_markdown
from crawler.nightly.sharing import share
from crawler.nightly.state import begin, save

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

BROKEN = [
    ("keep = 0", "keep must be at least 1"),
    ("kept = 3", "unknown key kept in the file"),
    ("[losses]\nevents = true", "events must be a number from 0 upwards, not True"),
    ("[minutes]\ncook = 3", "unknown key cook in [minutes]"),
    ('[commands]\ncrawl = "ls"', "crawl must be a list of texts"),
    ('[[target]]\nname = "a b"\nkind = "folder"', "a target's name must be of a-z, 0-9 and -"),
    ('[[target]]\nname = "a"\nkind = "ftp"', "target a: kind 'ftp' is none of folder, rsync, git"),
    ('[[target]]\nname = "a"\nkind = "rsync"', "target a: to is missing"),
    (
        '[[target]]\nname = "a"\nkind = "rsync"\nto = "--delete"',
        "target a: to must be a text that does not begin with -",
    ),
    ('[[target]]\nname = "a"\nkind = "git"\nremote = "x"\npath = "y"', "unknown key path in target a"),
    ("keep =", "Invalid value"),
]


@pytest.mark.parametrize(("text", "fault"), BROKEN)
def test_broken_settings_are_one_line(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "nightly.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenConfig) as error:
        load_config(file)
    assert str(error.value).startswith(f"{file}: ")
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


def test_the_projects_own_settings_are_the_defaults_and_its_examples_hold(tmp_path: Path) -> None:
    assert load_config(ROOT / "nightly.toml") == Config(minutes={"crawl": 600})
    text = (ROOT / "nightly.toml").read_text(encoding="utf-8")
    examples = [
        line[2:] for line in text.splitlines() if line.startswith(("# [[", "# name", "# kind")) or ' = "' in line
    ]
    (tmp_path / "examples.toml").write_text("\n".join(examples), encoding="utf-8")
    assert {target.kind for target in load_config(tmp_path / "examples.toml").targets} == {"folder", "rsync", "git"}


def checked(events: int, last: int, *, gone: int = 0, withdrawn: int = 0, records_gone: int = 0) -> dict[str, Any]:
    ids = [f"{n:012x}" for n in range(1000)]
    told: dict[str, Any] = {"events": events, "against": {"events": last, "records": last}}
    return told | {"gone": ids[:gone], "withdrawn": ids[:withdrawn], "records_gone": ids[:records_gone]}


LOSSES = [
    (checked(100, 100), []),
    (checked(95, 100, gone=5), []),
    (checked(94, 100, gone=6), ["6 of 100 events without a page any more", "6 of 100 events fewer"]),
    (checked(980, 1000, gone=20), []),
    (checked(40, 100), ["60 of 100 events fewer"]),
    (checked(90, 100, withdrawn=10), []),
    (checked(100, 100, gone=50), ["50 of 100 events without a page any more"]),
    (checked(100, 100, records_gone=6), ["6 of 100 records gone"]),
    ({"events": 1, "against": None}, []),
]  # fmt: skip


@pytest.mark.parametrize(("told", "lines"), LOSSES)
def test_losses(told: dict[str, Any], lines: list[str]) -> None:
    assert losses(told, Config()) == lines


def test_an_unfinished_night_goes_on_until_it_is_stale(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    first = begin(file, "2026-11-22", NOW, "alt")
    assert not first.resumed
    first.done["crawl"] = {"read": True}
    save(file, first)
    second = begin(file, "2026-11-23", NOW + timedelta(hours=3), "neu")
    assert (second.night, second.before, second.runs, second.done) == (
        "2026-11-22",
        "alt",
        2,
        {"crawl": {"read": True}},
    )
    assert begin(file, "2026-11-23", NOW + timedelta(hours=21), "neu").night == "2026-11-23"
    second.finished = True
    save(file, second)
    assert begin(file, "2026-11-22", NOW + timedelta(hours=3), "neu").done == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"night": 1}', '{"night": "x", "started": "x", "before": null}'])
def test_a_state_that_cannot_be_read_is_a_new_night(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    assert begin(tmp_path / "state.json", "2026-11-22", NOW, None).runs == 1


def publish(releases: Releases, text: str, moment: datetime = NOW) -> Path:
    built = releases.begin(moment)
    (built / "index.html").write_text(text, encoding="utf-8")
    return releases.publish(built, {"events": 1})


def test_sites_are_switched_kept_and_let_go(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.prepare()
    sites = [publish(releases, str(n), NOW + timedelta(days=n // 2)) for n in range(5)]
    assert [site.name for site in sites[:2]] == ["2026-11-22T180000Z", "2026-11-22T180000Z-2"], "twice in one second"
    assert releases.current == sites[-1]
    assert (tmp_path / "current" / "index.html").read_text() == "4"
    assert (tmp_path / "current").readlink() == Path("releases") / sites[-1].name, "the whole folder may be moved"
    assert releases.prune(2) == [site.name for site in sites[:3]]
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == sorted(
        name for site in sites[3:] for name in (site.name, f"{site.name}.json")
    )


def test_what_an_interrupted_run_left_is_swept_and_no_more(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.prepare()
    kept = [publish(releases, "1"), publish(releases, "2")]
    half = releases.begin(NOW)
    (half / "index.html").write_text("halb")
    never = tmp_path / "releases" / "2026-11-23T000000Z"  # renamed, and killed before the switch
    never.mkdir()
    (tmp_path / ".current-1").symlink_to("releases/x")
    kept[1].with_suffix(".json").unlink()  # killed right after the switch
    swept = releases.sweep()
    assert swept == sorted([half.name, never.name, ".current-1"])
    assert all(site.is_dir() for site in kept)
    assert releases.current == kept[1]
    assert releases.sweep() == []


def test_unchanged_files_are_one_file_and_changed_ones_are_not(tmp_path: Path) -> None:
    new, last = tmp_path / "neu", tmp_path / "alt"
    for site, text in ((new, "neu"), (last, "alt")):
        (site / "a").mkdir(parents=True)
        (site / "a" / "gleich.html").write_text("x")
        (site / "anders.html").write_text(text)
    assert share(new, last) is False
    assert (new / "a/gleich.html").stat().st_ino == (last / "a/gleich.html").stat().st_ino
    assert (new / "anders.html").read_text() == "neu"
    assert (last / "anders.html").read_text() == "alt"
    (new / "anders.html").write_text("alt")
    assert share(new, last) is True
    assert share(new, last) is True, "files that are one already"
    (last / "mehr.html").write_text("x")
    assert share(new, last) is False
    assert sorted(path.name for path in new.rglob(".*")) == []


DONE = [
    (Done(1, "", "warning: a\nerror: var/x: voll\n"), "var/x: voll"),
    (Done(1, "", 'Traceback (most recent call last):\n  File "x"\nOSError: [Errno 28] voll\n(Background: x)\n'), "OSError: [Errno 28] voll"),
    (Done(-9, "", "error: x"), "killed by signal 9 (SIGKILL)"),
    (Done(-15, "", "", late=True), "took too long and was ended"),
    (Done(7, "", ""), "exit status 7"),
]  # fmt: skip


@pytest.mark.parametrize(("done", "reason"), DONE)
def test_why_a_process_failed_is_one_line(done: Done, reason: str) -> None:
    assert done.reason == reason


def test_a_process_that_hangs_is_ended() -> None:
    done = run(["sleep", "60"], 0.2)
    assert done.late
    assert done.status < 0


def test_a_command_runs_from_the_checkout() -> None:
    assert run(module("crawler", "nightly", "--help"), 60).status == 0


def test_every_ending_has_its_words_and_is_documented() -> None:
    assert set(ENDINGS) == set(SEVERITY) == set(Ending)
    told = run(module("crawler", "nightly", "--help"), 60).out
    assert all(f" {ending.value} " in told.replace("\n", " ") for ending in Ending)


def test_the_report_shows_what_outlets_answer_as_text() -> None:
    report = Report(night="2026-11-22", started="x")
    report.fault("crawl", "voxntt: <script>alert(1)</script> | [x](javascript:1)\nzweite Zeile")
    text = as_markdown(report)
    assert "<script>" not in text
    assert r"\<script\>alert(1)\</script\> \| \[x\](javascript:1) zweite Zeile" in text
    assert json.loads(json.dumps(report.as_json()))["faults"][0]["gravity"] == "warning"
