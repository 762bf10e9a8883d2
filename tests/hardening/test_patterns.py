"""No text makes a regular expression slow: none takes more than three times as long for twice the text."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from tests.crawler.fetch.houses import ROOT
from tests.hardening.patterns import TRIPLES, _judged, attacks


def test_no_pattern_is_a_bomb() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.hardening.patterns"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["slow"] == [], f"more than {TRIPLES} times as long for twice the text"
    assert told["patterns"] > 100
    assert told["attacks"] > 3000


def test_bombs_are_found() -> None:
    for bomb in (r"<[^>]*>", r"\s+$", r"[a-z]+\d"):
        pattern = re.compile(bomb)
        assert any(_judged(pattern, attack) for attack in attacks(bomb, pattern.flags)), bomb


def test_straight_patterns_are_not() -> None:
    for straight in (r"[a-z]{1,20}\b", r"Ketua|Camat", r"\d{4}-\d\d"):
        pattern = re.compile(straight)
        assert not any(_judged(pattern, attack) for attack in attacks(straight, pattern.flags)), straight
