"""Canonical addresses: every rule of data/canonical.toml by its example, and the promises for any address."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.read.canonical import TABLE, canonical_url, registrable_domain, resolved, same_site

RULES: dict[str, Any] = tomllib.loads(TABLE.read_text(encoding="utf-8"))

FOLDED = {
    "http://KUPANG.antaranews.com:80/amp/berita/136307/bawaslu-petakan?utm_source=x&utm_medium=y#top": "https://kupang.antaranews.com/berita/136307/bawaslu-petakan",
    "https://m.tribunnews.com/amp/2024/09/29/asn-netral?page=all": "https://www.tribunnews.com/2024/09/29/asn-netral",
    "https://kupang.tribunnews.com/2024/09/29/asn-netral?page=2": "https://kupang.tribunnews.com/2024/09/29/asn-netral",
    "https://kliklabuanbajo.id/ragam/amp/54213868609/air-bersih?page=3": "https://www.kliklabuanbajo.id/ragam/54213868609/air-bersih",
    "https://infontt.com/2024/asn-netral/?amp=1": "https://infontt.com/2024/asn-netral/",
    "https://www.detik.com/bali/nusra/d-7556277/pj-bupati?single=1": "https://www.detik.com/bali/nusra/d-7556277/pj-bupati",
    "https://tiriloloknews.com/?p=6061&fbclid=abc": "https://tiriloloknews.com/?p=6061",
    "https://origin.kompas.tv/amp/regional/512/asn-netral": "https://www.kompas.tv/regional/512/asn-netral",
    "https://voxntt.com/2020/01/31/surat-imbauan/57120": "https://voxntt.com/2020/01/31/surat-imbauan/57120",
    "https://penatimor.com//2024/10/23/asn//": "https://penatimor.com/2024/10/23/asn/",
    "https://prontt.com": "https://prontt.com/",
    "https://orang:sandi@prontt.com/asn-netral/": "https://prontt.com/asn-netral/",
    "https://m.com/asn": "https://m.com/asn",
    "https://expontt.com/ampera/amplop-pilkada/": "https://expontt.com/ampera/amplop-pilkada/",
}


@pytest.mark.parametrize("rule", RULES["path"] + RULES["moved"], ids=lambda rule: rule["pattern"])
def test_rule_does_what_its_example_says(rule: dict[str, Any]) -> None:
    assert canonical_url(rule["example"]) == rule["becomes"]


@pytest.mark.parametrize("url", FOLDED)
def test_address_is_folded(url: str) -> None:
    assert canonical_url(url) == FOLDED[url]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://x.id/a",
        "/berita/1",
        "https://",
        "http://[kosong",
        "data:text/html,x",
        "https://a.id:80x/b",
        "https://a.id/" + "a" * 5000,
    ],
)
def test_other_than_web_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"not a web address|Invalid IPv6|Port"):
        canonical_url(url)


addresses = st.builds(
    "{}://{}{}/{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["m.x.id", "amp.m.tribunnews.com", "www.kliklabuanbajo.id", "flores.inews.id", "a.b.co.id:8080"]),
    st.lists(
        st.sampled_from(["/amp", "/2024", "/09", "/berita", "/123456", "/2", "/all", "/", "/asn-netral"]), max_size=6
    ).map("".join),
    st.lists(st.sampled_from(["?", "page=2", "&", "p=7", "utm_id=1", "q=a%20b"]), max_size=5).map("".join),
)


@given(addresses)
def test_folding_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url.replace("??", "?"))
    assert canonical_url(once) == once
    assert once.startswith("https://")


def test_site_is_the_registrable_domain() -> None:
    assert registrable_domain("kupang.tribunnews.com") == "tribunnews.com"
    assert registrable_domain("timexkupang.fajar.co.id") == "fajar.co.id"
    assert same_site("https://m.tribunnews.com/a", "http://kupang.tribunnews.com/b")
    assert not same_site("https://tribunnews.com.example.org/a", "https://tribunnews.com/a")
    assert not same_site("https://satu.co.id/a", "https://dua.co.id/a")
    assert not same_site("javascript:alert(1)", "https://tribunnews.com/a")


def test_links_are_resolved_or_dropped() -> None:
    assert resolved(" ?page=2 ", "https://a.id/x") == "https://a.id/x?page=2"
    assert resolved("http://[rusak", "https://a.id/x") is None
    assert resolved("javascript:void(0)", "https://a.id/x") is None
