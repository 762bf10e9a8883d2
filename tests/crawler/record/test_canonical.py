"""The reader of the usual front matter: where it answers at all, it says what YAML says."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml
from hypothesis import given

from crawler.record import Record, dump
from crawler.record.canonical import read_canonical
from crawler.record.frontmatter import FENCE, _Loader
from tests.crawler.record.test_form import records

RULES = _Loader.yaml_implicit_resolvers
PIECES = (
    "'", '"', ":", ": ", " ", "#", " #", "-", "- ", "[", "]", "{", "}", ",", ", ", "?", "!", "&a", "*a", "|", ">", "%",
    "@", "`", "\\", "\n", "\n  ", "\n- ", "~", "null", "true", "1", "0x1f", "1.5", "12:30:00", ".5", "=", "<<", "é",
    "\u00a0", "\u2028", "\t", "''", "null: x", "\n\n", "---", "...", "0b11", "1_0", "yes", "“", "x:", "x: y",
)  # fmt: skip
LEFT_TO_YAML = (
    "", "a", "a: b\n c", "a: {b: [c]}", "a: [[b]]", "a:", "a: |\n  b", "a: b # c", "a: &x b", "a: !!str 1", "a: 0x1f",
    "a: 1_000", "a: 12:30:00", "a: [b,c]", "a: 'b' c", 'a: "\\x41"', "null: a", "a: b: c", "'a': b", "- a", "a: -",
    "a: .5", "a: ~", "a:\n    b: c\n  d: e", "a: b\n\nc: d", "a:\n  b: c\nd", "a: 7", "a: \u00a0b",
)  # fmt: skip


def front_of(document: str) -> str:
    return document[len(FENCE) :].partition("\n" + FENCE)[0]


def in_yaml(front: str) -> Any:
    return yaml.load(front, Loader=_Loader)  # PyYAML's safe loader


@given(records)
def test_what_is_written_is_read_alike(record: Record) -> None:
    front = front_of(dump(record))
    known = read_canonical(front, RULES)
    assert known is None or repr(known) == repr(in_yaml(front))


def test_an_ordinary_record_needs_no_parser(ordinary: str) -> None:
    assert repr(read_canonical(ordinary, RULES)) == repr(in_yaml(ordinary))


@pytest.mark.parametrize("front", LEFT_TO_YAML)
def test_what_is_unusual_is_left_to_yaml(front: str) -> None:
    assert read_canonical(front, RULES) is None


@pytest.mark.parametrize("seed", range(4))
def test_what_a_hand_has_changed_is_read_alike_or_left(ordinary: str, seed: int) -> None:
    chance, answered = random.Random(seed), 0
    for _ in range(300):
        front = ordinary
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(len(front))
            front = front[:at] + chance.choice(PIECES) + front[at + chance.choice((0, 0, 0, 1, 3)) :]
        known = read_canonical(front, RULES)
        if known is not None:
            answered += 1
            assert repr(known) == repr(in_yaml(front)), front
    assert answered > 30


@pytest.fixture
def ordinary() -> str:
    """The front matter of a record with everything in it."""
    return """id: 1f0c9a2b77de
url: https://kabar-contoh.example/a?b=1&c=2
headline: 'Ketua: "Jangan" ikut'
published: 2024-09-28T10:05:00+08:00
authors: []
relevance:
  score: 0.97
  reasons: [netralitas, 'a, b']
event: {id: 1f0c9a2b77de, type: imbauan, date: null, venue: Hotel Rekaan}
officials:
- name: Anselmus Contohan
  positions:
  - {title: Ketua, institution: Bawaslu Kabupaten Alor}
  - {title: Anggota, institution: null}
  speaker: true
- name: 'N. Rekaan'
  positions: []
  speaker: false
election: Pilkada 2024
evidence:
- {field: event.date, quote: 'Kata dia, "besok".', rule: tanggal}
- {field: kabupaten, quote: Di Alor – kemarin., rule: letak}
reviewed:
  by: Redaksi
  on: 2026-11-22
  fields: [officials, officials.Anselmus Contohan.withheld]
revisions:
- on: 2026-11-22T02:00:00+08:00
  changed: [headline]"""
