"""What counts as the same name, position, institution, venue and law, when a person annotated one side."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "folding.toml").read_text(encoding="utf-8"))


@cache
def _patterns(kind: str) -> list[tuple[re.Pattern[str], str]]:
    """Each printed form of the table to the one in which both sides are compared, the longest first."""
    forms = [(form.lower(), kept) for kept, printed in _table()[kind].items() for form in printed]
    forms.sort(key=lambda pair: -len(pair[0]))
    return [(re.compile(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])\.?"), kept) for form, kept in forms]


def plain(text: str | None) -> str:
    """Lower case, no accents, no marks, single blanks."""
    bare = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def folded(kind: str, text: str | None) -> str:
    """The text in plain form with the spellings of one table ("titles", "institutions") made one."""
    low = (text or "").lower()
    for pattern, kept in _patterns(kind):
        low = pattern.sub(f" {kept} ", low)
    return plain(low)


def overlap(one: str, other: str) -> float:
    """F1 of the words of two folded texts, 0 to 1."""
    left, right = one.split(), other.split()
    if not left or not right:
        return float(left == right)
    common = sum(min(left.count(word), right.count(word)) for word in set(left))
    return 2 * common / (len(left) + len(right))


def same_name(gold: dict[str, Any], name: str) -> bool:
    """True when a predicted name is one of the printed full forms of a gold official, or nearly."""
    accepted = {plain(gold["name"])} | {plain(m.split(",")[0]) for m in gold.get("mentions", [])}
    said = plain(name)
    full = {form for form in accepted if len(form.split()) > 1} | {plain(gold["name"])}
    return said in full or any(overlap(said, form) >= 0.85 for form in full if len(form.split()) > 1)


def same_position(gold: dict[str, Any], predicted: dict[str, Any]) -> bool:
    """True when title and institution share three words in four."""
    one, other = (
        f"{folded('titles', p.get('title'))} {folded('institutions', p.get('institution'))}" for p in (gold, predicted)
    )
    return overlap(one, other) >= 0.75


def same_institution(one: str, other: str) -> bool:
    return overlap(folded("institutions", one), folded("institutions", other)) >= 0.8


def same_venue(one: str, other: str) -> bool:
    """True when one contains the other or three words in five are shared."""
    left, right = plain(one), plain(other)
    return bool(left and right) and (left in right or right in left or overlap(left, right) >= 0.6)


def law(text: str) -> tuple[str, ...]:
    """Kind, number and year of a citation: ("uu", "20", "2023")."""
    low = text.lower().replace("undang-undang", "uu").replace("peraturan pemerintah", "pp")
    kind = re.match(r"\D*?(?=\s*(?:no\b|nomor\b|\d|$))", low)
    return (plain(kind[0] if kind else low), *re.findall(r"\d+", low)[:2])


def laws(texts: Iterable[str] | None) -> set[str]:
    return {"/".join(law(text)) for text in texts or ()}
