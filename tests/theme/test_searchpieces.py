"""The pieces of the search's index that a page asks for before its engine is there: the right ones, and only once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.theme.many import records_of
from tests.theme.rebuilding import run
from tests.theme.samples import write_records
from tests.theme.searchcost import StaticHost, served
from theme.search.pages import named_parts
from theme.search.words import WORDS, _item, words_of
from theme.searchindex import build_index


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough events for an index of several pieces."""
    folder = tmp_path_factory.mktemp("pieces")
    write_records(folder / "content", tuple(records_of("Kabupaten Belu", 400, "p")))
    run(folder / "content", folder / "out", folder / "cache")
    build_index(folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def part(site: Path) -> Path:
    (one,) = named_parts(site)
    return site / "pagefind" / one.nama


def test_every_word_lies_in_the_piece_that_its_first_letters_name(part: Path) -> None:
    pieces = json.loads((part / WORDS).read_text(encoding="utf-8"))
    assert len(pieces) > 2
    assert {f"{name}.pf_index" for _, name in pieces} == {path.name for path in (part / "index").iterdir()}
    for number, (first, name) in enumerate(pieces):
        words = held_words(part / "index" / f"{name}.pf_index")
        assert words
        following = pieces[number + 1][0] if number + 1 < len(pieces) else "\U0010ffff"
        assert all(first <= word < following for word in words)


def held_words(piece: Path) -> list[str]:
    """The words of a piece: Pagefind 1.5 writes a list of words, each with its pages."""
    told, _ = _item(gzip.decompress(piece.read_bytes()), len(b"pagefind_dcd"))
    return [entry[0] for entry in told[0]]


@pytest.mark.parametrize("told", [b"", b"pagefind_dcd", b"pagefind_dcd\x81\x65", b"pagefind_dcd\xa0", b"other"])
def test_lists_of_another_form_are_refused(tmp_path: Path, told: bytes) -> None:
    (tmp_path / "x.pf_meta").write_bytes(gzip.compress(told))
    with pytest.raises(ValueError, match=r"x\.pf_meta: not as Pagefind 1\.5 writes it"):
        words_of(tmp_path / "x.pf_meta")


@pytest.mark.browser
def test_the_words_are_sent_for_before_the_engine_is_there(page: Page, home: str) -> None:
    held: list[Route] = []
    page.route("**/wasm*", lambda route: held.append(route))
    with page.expect_request("**/*.pf_index"):
        page.goto(f"{home}cari.html?q=netralitas")
    (engine,) = held
    engine.continue_()
    expect(page.locator("#hasil")).to_have_text(re.compile("ditemukan|Tidak ada"))


@pytest.mark.browser
@pytest.mark.parametrize("words", ["menandatangani belu", '"tidak ikut" 27/9', "nætral bawaslu"])
def test_no_piece_is_sent_for_in_vain(page: Page, home: str, words: str) -> None:
    page.route("**/kata.json*", lambda route: route.fulfill(json=[]))
    wanted = pieces_asked(page, f"{home}cari.html?q={words}")  # by the engine alone
    assert wanted
    page.unroute_all()
    assert pieces_asked(page, f"{home}cari.html?q={words}") == wanted


def pieces_asked(page: Page, address: str) -> set[str]:
    """The pieces of the index that a search asked for."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(address)
    expect(page.locator("#hasil")).to_have_text(re.compile("ditemukan|Tidak ada"))
    return {url for url in asked if url.endswith(".pf_index")}


class Unpacking(StaticHost):
    """A host that sees that a file is gzip, and says so: the browser then hands it out unpacked."""

    def end_headers(self) -> None:
        if self.path.endswith((".pf_meta", ".pf_index", ".pf_fragment", ".pagefind")):
            self.send_header("Content-Encoding", "gzip")
        super().end_headers()


@pytest.mark.browser
def test_a_host_that_unpacks_and_a_browser_that_does_not(page: Page, site: Path, home: str) -> None:
    with served(site, Unpacking) as address:
        page.goto(f"{address}cari.html?q=netralitas")
        expect(page.locator("#hasil")).to_contain_text("ditemukan")
        page.add_init_script("delete globalThis.DecompressionStream")
        page.goto(f"{home}cari.html?q=netralitas")
    expect(page.locator("#temuan > li")).to_have_count(10)
