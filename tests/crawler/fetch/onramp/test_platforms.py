"""Families by their signs: each sign's own example, and every saved page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.fetch.onramp.platforms import Sign, evidence_in, family_by, signs, usual_means
from crawler.read.pages import FAMILIES

PAGES = Path(__file__).parents[2] / "read/pages"
CASES = sorted(PAGES.glob("*/*.json"))


def name(sign: Sign) -> str:
    return f"{sign.family}: {sign.what}"


@pytest.mark.parametrize("sign", signs(), ids=name)
def test_the_example_of_a_sign_shows_it_and_speaks_for_no_other_family(sign: Sign) -> None:
    assert (sign.css is None) != (sign.host is None)
    page, url = (
        ("", sign.example) if sign.host else (f"<html><head>{sign.example}</head></html>", "https://kabarcontoh.id/x")
    )
    found = evidence_in(page, url)
    assert sign.what in {one.what for one in found}
    assert {one.family for one in found} == {sign.family}
    assert (family_by(found) == sign.family) is sign.sure


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_saved_pages_are_of_the_family_that_they_were_saved_for(case: Path) -> None:
    told = json.loads(case.read_text(encoding="utf-8"))
    evidence = evidence_in(case.with_suffix(".html").read_text(encoding="utf-8"), told["url"])
    family = family_by(evidence)
    assert (family if family in FAMILIES else None) == told["family"]


def test_without_the_host_most_families_still_show() -> None:
    """A network's outlet at an address of its own is told by its markup."""
    found = {}
    for case in ("antara/theme-b", "tribun/markup-2026", "promedia/single", "wordpress/jnews"):
        html = (PAGES / f"{case}.html").read_text(encoding="utf-8")
        found[case.split("/")[0]] = family_by(
            evidence_in(html, "https://kabarcontoh.id/2024/10/01/asn-netral-kata-bawaslu/")
        )
    assert found == {family: family for family in found}


def test_a_page_that_need_not_be_parsed_says_nothing() -> None:
    assert evidence_in("\x00\x01" * 900, "https://kabarcontoh.id/x") == []
    assert family_by([]) is None


def test_every_family_has_usual_means_or_those_of_any_site() -> None:
    for family in ("antara", "tribun", "promedia", "wordpress", "blogger", "kpu", "bawaslu", None):
        means = usual_means(family, "https://kabarcontoh.id")
        assert means
        assert all(one.url.startswith("https://kabarcontoh.id/") for one in means)
    named = {sign.family for sign in signs()}
    assert named >= set(FAMILIES), "a family that nothing names"
