"""One key for one article: every rule of data/identity.toml by its example and its twin."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from crawler.read.identity import TABLE, article_key

RULES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["number"]

WHOLE = {
    "http://www.florespos.net/2024/10/02/asn-netral/?utm_source=x": "florespos.net/2024/10/02/asn-netral",
    "https://florespos.net/2024/10/02/asn-netral": "florespos.net/2024/10/02/asn-netral",
    "https://tiriloloknews.com/?p=6061&fbclid=abc": "tiriloloknews.com?p=6061",
    "https://kupang.tribunnews.com/2024/09/29/asn-netral?page=2": "kupang.tribunnews.com/2024/09/29/asn-netral",
    "https://contoh.test/2024/20240929/asn-netral": "contoh.test/2024/20240929/asn-netral",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["key"]))
def test_a_number_makes_twins_one(rule: dict[str, Any]) -> None:
    assert rule["example"] != rule["twin"]
    assert article_key(rule["example"]) == article_key(rule["twin"]) == rule["key"]


@pytest.mark.parametrize(("url", "key"), WHOLE.items())
def test_without_a_number_the_address_is_the_key(url: str, key: str) -> None:
    assert article_key(url) == key


def test_other_articles_have_other_keys() -> None:
    keys = [article_key(rule["example"]) for rule in RULES]
    assert len(set(keys)) == len(keys)
    other = "https://kupang.antaranews.com/berita/136308/bawaslu-petakan-kerawanan"
    assert article_key(other) != article_key(RULES[0]["example"])


def test_what_is_no_web_address_has_no_key() -> None:
    with pytest.raises(ValueError, match="not a web address"):
        article_key("javascript:alert(1)")
