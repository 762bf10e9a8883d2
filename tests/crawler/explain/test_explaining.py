"""Explaining: every fact has a sentence that stands in the text, pieces are the text, pages are safe."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.assemble import record_from
from crawler.explain.locating import Locator
from crawler.explain.marking import Explained, explain
from crawler.explain.page import STYLE, explained_page
from crawler.explain.terminal import print_explained
from crawler.items import Article
from crawler.record import clean_line
from tests.running import run_module

ROOT = Path(__file__).parents[3]
ARTICLES = [
    json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/annotated").glob("n0[0-7]5.json"))
]
HOSTILE = {
    "title": "<script>alert(1)</script> ASN netral\x1b[2J",
    "text": "Kupang (ANTARA) - Ketua Bawaslu  Kabupaten Kupang Maria\u200b Contoh <img src=x onerror=alert(1)> meminta ASN netral "
    "pada Pilkada 2024,   Selasa (1/10/2024).\n\nBaca juga: <a href='javascript:x'>Lain</a>\n\"Jangan\" & diam\x1b[31m\u202e, ujarnya.",
}


def explained(article: dict[str, Any]) -> Explained:
    given = Article(
        "https://example.org/a",
        "https://example.org/a",
        "contoh",
        article["title"] or "",
        tuple(article["text"].split("\n")),
    )
    return explain("a", given, record_from(given, None))


@pytest.mark.parametrize("article", [*ARTICLES, HOSTILE])
def test_pieces_are_the_text_and_quotes_stand_where_it_is_said(article: dict[str, Any]) -> None:
    found = explained(article)
    assert "".join(piece.text for piece in found.pieces) == article["text"]
    assert found.facts
    for fact in found.facts:
        if fact.span is None:
            assert fact.quote in clean_line(article["title"])
        else:
            assert clean_line(article["text"][slice(*fact.span)]) == fact.quote.removesuffix("…").rstrip()
        assert fact.value
        assert fact.rule


def test_what_was_dropped_and_what_is_said_is_marked() -> None:
    found = explained(HOSTILE)
    assert [piece.text for piece in found.pieces if piece.kind == "dropped"] == [
        "Baca juga: <a href='javascript:x'>Lain</a>"
    ]
    assert {fact.kind for fact in found.facts} == {"event", "place", "people", "law"}


@pytest.mark.parametrize(
    ("text", "quote", "span"),
    [
        ("Satu kalimat. Dua kalimat.", "Dua kalimat.", (14, 26)),
        ("Ketua  Bawaslu\u200b\n Maria", "Ketua Bawaslu Maria", (0, 22)),
        ("Kalimat yang panjang sekali.", "Kalimat yang…", (0, 12)),
        ("Satu.", "Dua.", None),
        ("Satu dua.", "dua Satu.", None),
        ("Satu.", "", None),
        ("", "Satu", None),
        ("a.b (c) a+b", "(c) a+b", (4, 11)),
    ],
)
def test_locating(text: str, quote: str, span: tuple[int, int] | None) -> None:
    assert Locator(text).find(quote) == span


@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 80))
def test_any_cleaned_line_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    quote = clean_line(text[start : start + length])
    found = Locator(text).find(quote)
    if quote and not quote.endswith("…"):
        assert found is not None
        assert clean_line(text[slice(*found)]) == quote


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = explained_page([explained(HOSTILE), explained(ARTICLES[0])])
    assert set(re.findall(r"<(\w+)", page)) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "mark", "span", "div", "table", "thead",
        "tbody", "tr", "th", "td", "a", "sup",
    }  # fmt: skip
    assert set(re.findall(r'href="(.)', page)) == {"#"}
    assert not re.search(r"\sstyle=|\son\w+=\"|[\x00-\x09\x0b-\x1f\u202e\u200b]", page)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in page
    targets = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_the_terminal_gets_no_control_characters() -> None:
    output = io.StringIO()
    print_explained([explained(HOSTILE)], output)
    assert "\x1b" not in output.getvalue()
    assert "~Baca juga" in output.getvalue()
    assert "imbauan" in output.getvalue()


def test_the_command(tmp_path: Path) -> None:
    source, page = tmp_path / "a.jsonl", tmp_path / "a.html"
    source.write_text("\n".join(json.dumps({"id": str(at)} | one) for at, one in enumerate([HOSTILE, {}])))
    found = run_module("crawler", "extract", "--explain", "--html", page, source)
    assert found.returncode == 1
    assert "event.type" in found.stdout
    assert found.stderr.splitlines() == [f'{source}:2: not an article: it needs a "text"', f"{page}: 1 articles"]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    failed = run_module("crawler", "extract", "--explain", "--html", tmp_path / "no" / "a.html", source)
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr


def test_extracted_json_tells_offsets() -> None:
    found = run_module("crawler", "extract", given=json.dumps(HOSTILE))
    evidence = json.loads(found.stdout)["evidence"]
    assert {tuple(item) for item in evidence} == {("field", "quote", "rule", "start", "end")}
    spans = {(item["start"], item["end"]) for item in evidence if item["field"] == "event.date"}
    ((start, end),) = spans
    assert HOSTILE["text"][start:end].startswith("Ketua Bawaslu  Kabupaten")
