"""Page furniture: lines that belong to the page and not to the article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "furniture.toml"


@dataclass(frozen=True)
class FurnitureRule:
    kind: str
    pattern: re.Pattern[str]
    example: str


@cache
def furniture_rules() -> tuple[FurnitureRule, ...]:
    """The rules of data/furniture.toml."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        FurnitureRule(rule["kind"], re.compile(rule["pattern"], re.IGNORECASE), rule["example"])
        for rule in table["rule"]
    )


def drop_furniture(paragraphs: Sequence[str], headline: str = "") -> list[str]:
    """The paragraphs that belong to the article."""
    kept: list[str] = []
    for paragraph in paragraphs:
        line = paragraph
        rules = [rule for rule in furniture_rules() if rule.pattern.search(line)]
        if any(rule.kind == "tail" for rule in rules):
            break
        if any(rule.kind == "line" for rule in rules):
            continue
        for rule in rules:
            line = rule.pattern.sub("", line).strip()
        if line:
            kept.append(line)
    return kept
