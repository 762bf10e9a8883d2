"""The gate: no figure below its floor, no subject of a breach in a summary; floors rise, and fall only by name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.quality.__main__ import SITE
from tests.quality.figures import FIELDS, figures, kept_figures
from tests.quality.floors import Floors, NoSuchFloor, fallen, lower, printed, raised, read_floors
from tests.quality.measure import annotated, extracted
from tests.quality.scoring import Count, Scores
from tests.quality.sets import DEV, OWN, Measured, measure_sets

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return {one.name: one for one in measure_sets([DEV] if DEV.is_dir() else [])}


@pytest.mark.parametrize("name", ["annotated", "newsroom", "dev"])
def test_no_figure_is_below_its_floor(measured: dict[str, Measured], name: str) -> None:
    if name == "dev" and name not in measured:
        pytest.skip(f"{DEV} is not there")
    floors = read_floors()
    assert set(floors.least[name]) == set(FIELDS)
    assert fallen(floors, measured[name]) == []


def test_what_is_measured_is_enough_to_say_something(measured: dict[str, Measured]) -> None:
    assert measured["annotated"].articles >= 60
    assert measured["newsroom"].articles >= 30
    assert set(measured["annotated"].scores.counts) == set(FIELDS)


def test_no_summary_names_the_subject_of_a_breach() -> None:
    asked = 0
    rows = extracted(OWN)
    for name, article in annotated(OWN).items():
        subjects = [one["name"] for one in article["gold"].get("officials") or [] if one.get("subject")]
        asked += len(subjects)
        if rows[name]["event"]["type"] in ("dugaan_pelanggaran", "penanganan_pelanggaran"):
            assert [one for one in subjects if one in rows[name]["summary"]] == [], name
    assert asked >= 20


def scored(**counts: Count) -> Measured:
    return Measured("contoh", 10, Scores(dict(counts)))


GOOD, WORSE = Count(right=90, wrong=10, missing=10), Count(right=50, wrong=50, missing=50)


def test_floors_rise_and_do_not_fall() -> None:
    floors = raised(Floors({}), [scored(laws=GOOD)])
    assert floors.least == {"contoh": {"laws": 89.0}}
    assert fallen(floors, scored(laws=GOOD)) == []
    assert fallen(floors, scored(laws=WORSE)) == ["contoh: laws: 50.0 is below its floor of 89.0"]
    assert fallen(floors, scored(groups=GOOD)) == ["contoh: laws: no longer measured"]
    assert raised(floors, [scored(laws=WORSE)]) == floors
    with pytest.raises(KeyError):
        fallen(Floors({}), scored(laws=GOOD))


def test_a_floor_falls_by_name_with_a_reason_that_stays(tmp_path: Path) -> None:
    floors = Floors({"contoh": {"laws": 89.0, "groups": 70.0}})
    fell = lower(floors, scored(laws=WORSE, groups=WORSE), "laws", 'aturan "baru"', TODAY)
    assert fell.least == {"contoh": {"laws": 49.0, "groups": 70.0}}
    path = tmp_path / "floors.toml"
    path.write_text(printed(fell), encoding="utf-8")
    assert read_floors(path) == fell
    assert printed(read_floors(path)) == printed(fell)
    for field, why in (("laws", " "), ("venue", "sebab")):
        with pytest.raises(NoSuchFloor):
            lower(floors, scored(laws=WORSE), field, why, TODAY)
    with pytest.raises(NoSuchFloor):
        lower(floors, scored(laws=Count(right=100)), "laws", "sebab", TODAY)


def test_the_floors_file_is_as_the_command_writes_it() -> None:
    floors = read_floors()
    assert printed(floors) == (Path(__file__).parent / "floors.toml").read_text(encoding="utf-8")


def test_the_sites_figures(measured: dict[str, Measured]) -> None:
    told = json.loads(figures([measured["annotated"]], TODAY))
    assert [one["set"] for one in told] == ["Berita karangan yang sudah dikenal program"]
    assert "lebih tinggi" in told[0]["note"]
    assert told[0]["date"] == "2026-11-22"
    assert list(told[0]["fields"]) == list(FIELDS.values())
    assert all(0 <= figure["f1"] <= 1 and figure["n"] > 0 for figure in told[0]["fields"].values())
    assert figures([measured["annotated"]], TODAY) == figures([measured["annotated"]], TODAY)


def test_readers_meet_the_figures_at_first_sight_first(measured: dict[str, Measured]) -> None:
    kept = kept_figures()
    assert kept
    assert all("belum pernah dilihat" in one["set"] and one["articles"] >= 30 for one in kept)
    told = json.loads(figures([measured["annotated"]], TODAY, kept))
    assert told[:-1] == kept
    assert told[-1]["set"] == "Berita karangan yang sudah dikenal program"


def test_the_site_shows_the_figures_that_are_kept() -> None:
    shown = json.loads(SITE.read_text(encoding="utf-8"))
    assert [one for one in shown if "belum pernah dilihat" in one["set"]] == kept_figures()
