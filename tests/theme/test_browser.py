"""The site in a real Chromium: search, filters, the address bar, accessibility, no script, small screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.theme.samples import ALLEGED, DECLARATION, HIDDEN, HOSTILE, REVIEWED_CASE

pytestmark = pytest.mark.browser

PAGES = {
    "home": "index.html",
    "kabupaten": "wilayah/kabupaten-belu.html",
    "empty kabupaten": "wilayah/kabupaten-sabu-raijua.html",
    "event": f"kegiatan/{DECLARATION.id}.html",
    "unreviewed case": f"kegiatan/{ALLEGED.id}.html",
    "reviewed case": f"kegiatan/{REVIEWED_CASE.id}.html",
    "hostile event": f"kegiatan/{HOSTILE.id}.html",
    "search": "cari.html",
    "search results": "cari.html?jenis=Deklarasi",
    "method": "metode.html",
    "corrections": "koreksi.html",
    "data": "data.html",
    "about": "tentang.html",
    "browse": "telusur.html",
    "names by letter": "pejabat/daftar--a.html",
    "official": "pejabat/anselmus-contohan.html",
    "institution": "lembaga/bawaslu-kabupaten-belu.html",
    "type": "jenis/sosialisasi.html",
    "election": "pemilihan/pilkada-2024.html",
    "outlet": "media/kabar-contoh.html",
    "status": "status.html",
    "quality": "mutu.html",
    "withdrawn": f"kegiatan/{HIDDEN.id}.html",
    "embedded timeline": "sisip/kabupaten-belu.html",
}


def ready(page: Page, url: str) -> None:
    page.goto(url)
    if "cari.html" in url:
        expect(page.locator("form#cari")).to_be_visible()
    if "?" in url:
        expect(page.locator("#hasil")).not_to_be_empty()
        # The number of hits is told before the first ten of them stand.
        found = re.match(r"\d+", page.locator("#hasil").inner_text())
        expect(page.locator("#temuan > li")).to_have_count(min(int(found[0]) if found else 0, 10))


def test_search_finds_and_says_how_many(page: Page, address: str) -> None:
    ready(page, address + "cari.html")
    page.get_by_label("Kata").fill("ikrar bersama")
    page.get_by_role("button", name="Cari").click()
    expect(page.locator("#hasil")).to_have_text("1 kegiatan ditemukan.")
    link = page.get_by_role("link", name="Aparatur Belu ikrar bersama jaga netralitas")
    link.click()
    expect(page.locator("h1")).to_have_text("Aparatur Belu ikrar bersama jaga netralitas")


def test_search_says_why_nothing(page: Page, address: str) -> None:
    ready(page, address + "cari.html?q=kukubimanuk")
    expect(page.locator("#hasil")).to_contain_text("Tidak ada hasil untuk “kukubimanuk”")
    ready(page, address + "cari.html?q=ikrar&kabupaten=Kota+Kupang")
    expect(page.locator("#hasil")).to_contain_text("tanpa saringan ada 1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Kabupaten/kota", "Kabupaten Belu"),
        ("Jenis", "Sosialisasi"),
        ("Pemilihan", "Pilkada 2024"),
        ("Media", "Pos-Kupang"),
        ("Tahun", "2023"),
        ("Lembaga", "Bawaslu Kabupaten Belu"),
    ],
)
def test_each_search_filter_filters(page: Page, address: str, field: str, value: str) -> None:
    ready(page, address + "cari.html")
    select = page.get_by_label(field)
    label = next(text for text in select.locator("option").all_inner_texts() if text.startswith(f"{value} ("))
    select.select_option(label=label)
    count = label.removeprefix(f"{value} (").rstrip(")")
    expect(page.locator("#hasil")).to_have_text(f"{count} kegiatan ditemukan.")
    expect(page.locator("#temuan > li")).to_have_count(int(count))


def test_back_and_reload_keep_the_search(page: Page, address: str) -> None:
    ready(page, address + "cari.html")
    page.get_by_label("Jenis").select_option("Deklarasi")
    expect(page.locator("#temuan > li")).to_have_count(1)
    page.get_by_label("Jenis").select_option("Imbauan")
    expect(page.locator("#temuan > li")).to_have_count(1)
    assert page.url.endswith("?jenis=Imbauan")
    page.locator("#temuan a").click()
    expect(page.locator("article.kegiatan")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Jenis")).to_have_value("Imbauan")
    expect(page.locator("#temuan > li")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Jenis")).to_have_value("Deklarasi")
    page.reload()
    expect(page.get_by_label("Jenis")).to_have_value("Deklarasi")
    expect(page.locator("#temuan")).to_contain_text("Aparatur Belu ikrar bersama")


def test_the_timeline_filter_works_on_the_page_and_in_the_address(page: Page, address: str) -> None:
    ready(page, address + "wilayah/kabupaten-belu.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown = page.locator(".entri:visible")
    expect(shown).to_have_count(2)
    page.get_by_label("Tahun").select_option("2023")
    expect(shown).to_have_count(1)
    expect(page.locator("#hasil")).to_have_text("1 dari 2 kegiatan cocok.")
    page.get_by_label("Tahun").select_option("")
    page.get_by_label("Media").select_option("kupang-tribunnews")
    expect(shown).to_have_count(1)
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Tahun")).to_have_value("2023")
    expect(shown).to_have_count(1)
    page.get_by_label("Kata").fill("ATAMBUA aula")
    expect(page.locator("#hasil")).to_contain_text("Tidak ada yang cocok")
    page.get_by_role("button", name="Hapus saringan").click()
    expect(shown).to_have_count(2)
    # A browser may ask for the icon again when the address changes.
    assert [url for url in asked if not url.endswith("/tanda.svg")] == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_blocked(page: Page, address: str, name: str) -> None:
    ready(page, address + PAGES[name])
    for details in page.locator("details > summary").all():
        details.click()
    page.emulate_media(color_scheme="light")
    light = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page)
    assert light.violations_count + dark.violations_count == 0, light.generate_report() + dark.generate_report()


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_no_sideways_scrolling(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    for name, path in PAGES.items():
        ready(page, address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.close()


def test_pages_are_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "wilayah/kabupaten-belu.html")
    expect(page.locator(".entri:visible")).to_have_count(2)
    expect(page.locator("form")).to_be_hidden()
    page.get_by_role("link", name="Aparatur Belu ikrar bersama jaga netralitas").click()
    page.locator("summary", has_text="Kalimat sumber").first.click()
    expect(page.get_by_text("Ikrar itu diucapkan di Atambua")).to_be_visible()
    page.goto(address + "cari.html")
    expect(page.get_by_text("Pencarian memerlukan JavaScript")).to_be_visible()
    context.close()


def test_pages_open_from_a_disk(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Aparatur Belu ikrar bersama jaga netralitas").click()
    expect(page.locator("h1")).to_have_text("Aparatur Belu ikrar bersama jaga netralitas")
    assert page.evaluate("getComputedStyle(document.querySelector('.kegiatan')).display") == "grid"
    page.goto((site / "cari.html").as_uri())
    expect(page.locator("#hasil")).to_contain_text("buka lewat peladen web")
    page.close()


def test_an_alleged_breach_is_marked_in_results_as_in_timelines(page: Page, address: str) -> None:
    page.goto(address + "cari.html?jenis=Dugaan+pelanggaran")
    expect(page.locator("#temuan .t-jenis").first).to_have_class("t-jenis t-dugaan")
    page.goto(address + "cari.html?jenis=Imbauan")
    expect(page.locator("#temuan .t-jenis").first).to_have_class("t-jenis")
