"""How far a search looks, in Chromium: the newest part first, older ones when wanted or when the newest hold nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.theme.many import records_of
from tests.theme.rebuilding import run
from tests.theme.samples import DECLARATION, OLDER, SHOWN_EVENTS, write_records
from tests.theme.searchcost import first_search, served
from theme.plugins.wording import MONTHS
from theme.search import parts
from theme.search.pages import named_parts
from theme.search.parts import Part
from theme.searchindex import build_index

pytestmark = pytest.mark.browser
COUNTS = """async () => {
  const { Index } = await import('./theme/indeks.js');
  const index = new Index(JSON.parse(document.getElementById('cari').dataset.bagian), 24);
  await index.start();
  await index.open(index.all);
  await index.count(index.all);
  return (await index.ask(index.all, null, {})).filters;
}"""


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some events of three years, each year a part of the index, the newest opened first."""
    folder = tmp_path_factory.mktemp("reach")
    write_records(folder / "content", (*records_of("Kabupaten Belu", 150, "r"), DECLARATION, OLDER))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parts, "LEAST", 1)
        patched.setattr(parts, "AT_FIRST", 1)
        run(folder / "content", folder / "out", folder / "cache")
    build_index(folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def held(parted: Path) -> list[Part]:
    return named_parts(parted)


@pytest.fixture(scope="module")
def home(parted: Path) -> Iterator[str]:
    with served(parted) as address:
        yield address


def told(page: Page) -> str:
    expect(page.locator("#hasil")).to_have_text(re.compile("ditemukan|Tidak ada"))
    return page.locator("#hasil").inner_text()


def days(page: Page) -> list[str]:
    """The days of the shown events as far as they have one, in ISO form."""
    number = re.match(r"\d+", told(page))
    assert number
    shown = page.locator("#temuan > li")
    expect(shown.nth(min(int(number[0]), 10) - 1)).to_be_visible()  # five, and five more as soon as these stand
    while (before := shown.count()) < int(number[0]):
        page.locator("#lagi").click()
        expect(shown.nth(before)).to_be_visible()
    found = [text.split()[-3:] for text in page.locator("#temuan .kapan").all_inner_texts() if text[-4:].isdigit()]
    return [f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}" for day, month, year in found]


def test_the_newest_answer_first_and_the_rest_when_wanted(page: Page, home: str, held: list[Part]) -> None:
    older = sum(part.jumlah for part in held[1:])
    page.goto(home + "cari.html?kabupaten=Kabupaten+Belu")
    newest = f"kegiatan ditemukan sejak 1 Januari {held[0].sejak[:4]}; {older} kegiatan yang lebih lama belum dicari."
    expect(page.locator("#hasil")).to_have_text(f"{held[0].jumlah} {newest}")
    page.get_by_label(f"Cari juga di antara {older} kegiatan yang lebih lama").check()
    expect(page.locator("#hasil")).to_have_text(f"{held[0].jumlah + older} kegiatan ditemukan.")
    assert "semua=ya" in page.url
    page.go_back()
    expect(page.locator("#hasil")).to_have_text(f"{held[0].jumlah} {newest}")


def test_what_only_older_parts_hold_is_found_all_the_same(page: Page, home: str, held: list[Part]) -> None:
    page.goto(home + f"cari.html?pemilihan={OLDER.election}")
    assert told(page) == "1 kegiatan ditemukan."
    page.goto(home + "cari.html?q=kukubimanuk")
    assert told(page).startswith("Tidak ada hasil untuk “kukubimanuk”")


def test_a_year_is_looked_for_in_its_own_part(page: Page, home: str, held: list[Part]) -> None:
    asked: list[str] = []
    page.goto(home + "cari.html?q=belu")
    told(page)
    year = page.get_by_label("Tahun")
    expect(year.locator("option")).to_have_text(
        ["semua", f"{held[0].akhir} ({held[0].jumlah})", *(str(p.akhir) for p in held[1:])]
    )
    page.on("request", lambda request: asked.append(request.url))
    year.select_option(str(held[1].akhir))
    expect(page.locator("#hasil")).to_have_text(f"{held[1].jumlah} kegiatan ditemukan.")
    assert {text[:4] for text in days(page)} == {str(held[1].akhir)}
    assert not [url for url in asked if f"/{held[2].nama}/" in url]


def test_the_order_of_time_holds_over_all_parts(page: Page, home: str) -> None:
    page.goto(home + "cari.html?urut=terbaru&semua=ya")
    told(page)
    newest_first = days(page)
    assert len(newest_first) > 100
    assert newest_first == sorted(newest_first, reverse=True)
    page.goto(home + "cari.html?urut=terlama")
    told(page)
    assert days(page) == newest_first[::-1] or days(page) == sorted(newest_first)


def test_a_download_says_how_far_the_search_looked(page: Page, home: str, held: list[Part]) -> None:
    page.goto(home + "cari.html?q=belu")
    told(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Unduh JSON").click()
    loaded = json.loads(Path(file.value.path()).read_text(encoding="utf-8"))
    assert loaded["saringan"] == {"q": "belu", "sejak": held[0].sejak}
    assert loaded["jumlah"] == held[0].jumlah == len({one["id"] for one in loaded["kegiatan"]})


def test_the_page_counts_as_the_index_does(page: Page, address: str) -> None:
    page.goto(address + "cari.html?q=netralitas")
    told(page)
    counted = page.evaluate(COUNTS)
    assert max(counted["media"].values()) < SHOWN_EVENTS, "two reports of one outlet are one event"
    page.goto(address + "cari.html")
    expect(page.locator("#cari")).to_be_visible()
    for name in ("kabupaten", "jenis", "pemilihan", "media", "tahun", "lembaga"):
        options = page.locator(f"select[name={name}] option").all_inner_texts()[1:]
        assert sorted(options) == sorted(f"{value} ({count})" for value, count in counted[name].items())


def test_a_first_answer_is_four_requests_deep_and_reads_one_part(page: Page, home: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    cost = first_search(page, home, "belu", "simulated")
    assert len(asked) == len(set(asked)), "what was sent for early is not fetched again"
    assert cost.depth <= 5, "page; list of pieces; words; results; one for what a busy machine parts"
    assert 100_000 < cost.bytes < 118_000
    assert cost.requests <= 20
    assert list(cost.phases)[-3:] == ["searched", "results", "drawn"]
