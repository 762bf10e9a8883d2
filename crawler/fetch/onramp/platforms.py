"""Platforms: which family a page belongs to, by signs (crawler/data/platforms.toml) and by what page objects find."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector

from crawler.data import DATA
from crawler.read.pages import FAMILIES, NotAnArticle, page_for
from crawler.read.pages.refusal import refused_content
from crawler.sources import Discovery, Kind

TABLE = DATA / "platforms.toml"

SURE, FITS = 5, 1
"""Weights: what names a family, and what only fits it. A page read by a family's own selectors weighs as much as three
hooks."""
_READ = 3
_HOOKS = 3


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for a family, in words."""

    family: str
    what: str
    weight: int


@dataclass(frozen=True)
class Sign:
    family: str
    what: str
    sure: bool
    example: str
    css: str | None = None
    host: str | None = None


def evidence_in(html: str, url: str) -> list[Evidence]:
    """What a page and its address say of the family; nothing for a page that need not be parsed."""
    found = [_by(sign) for sign in signs() if sign.host and _is_under(url, sign.host)]
    if refused_content(html):
        return found
    page = Selector(text=html.encode("utf-8", "replace").decode("utf-8"))
    found += [_by(sign) for sign in signs() if sign.css and page.css(sign.css)]
    return [*found, *_hooks_in(page), *_readings(html, url)]


def family_by(evidence: Iterable[Evidence]) -> str | None:
    """The family that the evidence speaks for most, or None where there is none or two families are level."""
    weights = Counter[str]()
    for one in evidence:
        weights[one.family] += one.weight
    best = weights.most_common(2)
    if not best or best[0][1] < _READ or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


@cache
def signs() -> tuple[Sign, ...]:
    return tuple(Sign(**entry) for entry in _table()["sign"])


def usual_means(family: str | None, home: str) -> list[Discovery]:
    """The means of discovery that a family's sites usually have; `home` is their address without a path."""
    entries = [entry for entry in _table()["means"] if entry["family"] == (family or "default")]
    forms = [(entry["kind"], entry["url"], entry.get("next")) for entry in entries]
    return [
        Discovery(Kind(kind), url.replace("{home}", home), following and following.replace("{home}", home))
        for kind, url, following in forms
    ]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _by(sign: Sign) -> Evidence:
    return Evidence(sign.family, sign.what, SURE if sign.sure else FITS)


def _is_under(url: str, host: str) -> bool:
    own = urlsplit(url).hostname or ""
    return own == host or own.endswith(f".{host}")


def _hooks_in(page: Selector) -> Iterator[Evidence]:
    """The selectors of page objects that the page answers to, those that only one family has."""
    for family, hooks in _own_hooks().items():
        matched = [hook for hook in hooks if page.css(hook)]
        yield from (Evidence(family, f"element {hook}", FITS) for hook in matched[:_HOOKS])


@cache
def _own_hooks() -> dict[str, tuple[str, ...]]:
    hooks = {family: tuple(dict.fromkeys(_hooks_of(page))) for family, page in FAMILIES.items()}
    shared = Counter(
        _bare(hook) for family in hooks.values() for hook in {_bare(hook): hook for hook in family}.values()
    )
    return {family: tuple(hook for hook in own if shared[_bare(hook)] == 1) for family, own in hooks.items()}


def _hooks_of(page: Any) -> Iterator[str]:
    for selector in (*page.body_selectors, *page.headline_selectors, *page.date_selectors):
        plain = selector.split("::")[0]
        if re.search(r"[.#]", plain):  # an element's name alone, or an itemprop, is anybody's
            yield plain


def _bare(hook: str) -> str:
    return re.sub(r"^(?:[a-z0-9]+(?=[.#])|article )", "", hook)


def _readings(html: str, url: str) -> Iterator[Evidence]:
    """The families whose own selectors find an article on the page."""
    for family in FAMILIES:
        try:
            article = page_for(family)(url, html, "x", "WITA").to_item()
        except NotAnArticle:
            continue
        if article.reader.partition("+")[0] == family:
            yield Evidence(family, "its page object finds the text", _READ)
