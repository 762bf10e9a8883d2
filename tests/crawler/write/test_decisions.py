"""What people decide about events stands against any likeness, and a broken file of decisions is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.write.decisions import BrokenDecisions, Decisions, read_decisions
from crawler.write.grouping import group_events
from tests.crawler.write.test_grouping import TEXT, record


def test_records_told_apart_stay_apart_though_their_words_are_the_same() -> None:
    records, texts = [record("a"), record("b")], {"a": TEXT, "b": TEXT}
    assert group_events(records, texts) == {"a": "a", "b": "a"}
    assert group_events(records, texts, Decisions(apart=frozenset({("a", "b")}))) == {"a": "a", "b": "b"}


def test_a_third_record_does_not_bridge_records_told_apart() -> None:
    records = [record("a"), record("b"), record("c")]
    found = group_events(records, {}, Decisions(apart=frozenset({("a", "b")})))
    assert found["a"] != found["b"]
    assert found["c"] in (found["a"], found["b"])


def test_records_put_together_are_one_event_against_place_and_day() -> None:
    records = [record("a"), record("b", day="2024-11-20", kabupaten=("Kabupaten Alor",))]
    assert group_events(records, {}) == {"a": "a", "b": "b"}
    assert group_events(records, {}, Decisions(together=frozenset({("a", "b")}))) == {"a": "a", "b": "a"}


def test_decisions_about_records_that_are_gone_do_nothing() -> None:
    gone = Decisions(apart=frozenset({("a", "x")}), together=frozenset({("a", "y"), ("x", "y")}))
    assert group_events([record("a")], {}, gone) == {"a": "a"}


def test_the_file(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    assert read_decisions(path) == Decisions()
    path.write_text(
        'relation,one,other,by,on,why\napart,b,a,Redaksi,2026-11-22,"dua apel, satu hari"\n\n together , c,d\n'
        "together,a,b,Redaksi,2026-11-23,ternyata satu\napart,c,e,,,\n",
        encoding="utf-8",
    )
    found = read_decisions(path)
    assert found.together == {("c", "d"), ("a", "b")}
    assert found.apart == {("c", "e")}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("apart,a,b\n", "first line"),
        ("relation,one,other\nmaybe,a,b\n", "line 2"),
        ("relation,one,other\napart,a\n", "line 2"),
        ("relation,one,other\napart,a,b\ntogether,a,a\n", "line 3"),
    ],
)
def test_a_broken_file_is_one_line_with_its_name(tmp_path: Path, lines: str, told: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(BrokenDecisions) as raised:
        read_decisions(path)
    assert str(path) in str(raised.value)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)
