"""Furniture: every rule by its example, sentences that must stay, whole texts, and the time it takes."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.read.furniture import FurnitureRule, drop_furniture, furniture_kind, furniture_rules, without_ending

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "furniture.json").read_text(encoding="utf-8"))
KINDS = {"line", "credit", "start", "byline", "bullet", "list", "tail", "ending"}


@pytest.mark.parametrize("rule", furniture_rules(), ids=lambda rule: rule.example[:40])
def test_rule_takes_its_example(rule: FurnitureRule) -> None:
    assert rule.kind in KINDS
    if rule.kind == "ending":
        assert without_ending(rule.example) == rule.leaves
    elif rule.kind == "start":
        assert re.match(rule.pattern, rule.example, re.IGNORECASE)
    else:
        assert furniture_kind(rule.example) == rule.kind
        assert re.match(rule.pattern, rule.example, re.IGNORECASE)


@pytest.mark.parametrize("sentence", CASES["stay"])
def test_sentence_stays(sentence: str) -> None:
    before, after = (
        "Bawaslu menggelar rapat bersama camat dan lurah di Kupang pada Senin.",
        "Rapat itu ditutup dengan doa bersama.",
    )
    assert drop_furniture([before, sentence, after]) == [before, sentence, after]


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["why"])
def test_text_keeps_its_sentences_only(case: dict[str, Any]) -> None:
    left = drop_furniture(case["lines"], case["headline"])
    assert left == case["left"]
    assert drop_furniture(left, case["headline"]) == left


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_lines_are_survived_and_none_is_made_up(lines: list[str]) -> None:
    whole = re.sub(r"\s", "", "".join(lines))
    assert all(re.sub(r"\s", "", part) for part in drop_furniture(lines))
    assert len(re.sub(r"\s", "", "".join(drop_furniture(lines)))) <= len(whole) + len(lines)


@pytest.mark.parametrize(
    "line", ["kata " * 12, "Kupang - ", "((((((((((((((((((((", "Baca juga: x", "... potongan kalimat yang sama " * 3]
)
def test_time_grows_with_the_text_alone(line: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        drop_furniture([line.strip()] * count, "Judul")
        return time.perf_counter() - start

    seconds(10)
    assert seconds(20_000) < 10 * seconds(5_000) + 0.5


def test_one_long_line_is_quick() -> None:
    start = time.perf_counter()
    drop_furniture(["(" * 2_500_000 + ")" * 2_500_000, "kata " * 1_000_000], "Judul")
    assert time.perf_counter() - start < 5
