"""Every saved page in <family>/ is read and compared, field by field, with the <case>.json beside it.

The pages are invented, in the outlets' markup. A new case is two files and no code.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Article
from crawler.read.pages import FAMILIES, NotAnArticle, Page, page_for

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.json"))
READ = [case for case in CASES if "error" not in json.loads(case.read_text(encoding="utf-8"))]
REFUSED = [case for case in CASES if case not in READ]
LEAST = dict.fromkeys(("antara", "tribun", "promedia", "wordpress", "default"), 5)
FIELDS = {field.name for field in fields(Article)} - {"url", "outlet"}


def load(case: Path) -> tuple[dict[str, Any], Page]:
    told = json.loads(case.read_text(encoding="utf-8"))
    html = case.with_suffix(".html").read_text(encoding="utf-8")
    return told, page_for(told["family"])(told["url"], html, told["outlet"], told["zone"])


def name(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def test_every_family_has_saved_pages() -> None:
    saved = Counter(case.parent.name for case in READ)
    assert set(saved) == {*FAMILIES, "default"}
    assert {family: count for family, count in saved.items() if count < LEAST.get(family, 2)} == {}
    assert {page.stem for page in HERE.glob("*/*.html")} == {case.stem for case in CASES}


@pytest.mark.parametrize("case", READ, ids=name)
def test_expected_fields_are_complete(case: Path) -> None:
    told = json.loads(case.read_text(encoding="utf-8"))
    empty = {field for field, value in told["expected"].items() if not value}
    assert not empty
    assert set(told["expected"]) | set(told["absent"]) == FIELDS
    assert not set(told["expected"]) & set(told["absent"])


@pytest.mark.parametrize("case", READ, ids=name)
def test_page_is_read(case: Path) -> None:
    told, page = load(case)
    article = page.to_item()
    found = {field: plain(getattr(article, field)) for field in FIELDS}
    expected = dict.fromkeys(told["absent"]) | told["expected"]
    assert found["body"] == expected["body"]
    assert found == expected
    assert (article.url, article.outlet) == (told["url"], told["outlet"])


@pytest.mark.parametrize("case", READ, ids=name)
def test_paging_is_found(case: Path) -> None:
    told, page = load(case)
    assert list(page.next_pages()) == told["next_pages"]
    assert page.all_pages_url(told["url"]) == told["all_pages_url"]
    assert page.is_article_url(told["url"])


@pytest.mark.parametrize("case", REFUSED, ids=name)
def test_page_is_refused(case: Path) -> None:
    told, page = load(case)
    with pytest.raises(NotAnArticle, match=told["error"]) as refusal:
        page.to_item()
    assert refusal.value.kind == told["kind"]
    assert told["url"] in str(refusal.value)
    assert "\n" not in str(refusal.value)


def plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return (list(value) if isinstance(value, tuple) else value) or None
