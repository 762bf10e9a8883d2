"""A reader at work in Chromium on a site of many events: long timelines, downloads, search, keyboard, few requests."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.theme.many import records_of
from tests.theme.samples import APPEAL, DECLARATION, PROVINCE, REVIEWED_CASE, build, write_records
from tests.theme.searchcost import first_search, served
from theme.searchindex import build_index
from theme.weigh import LIMIT, weigh

pytestmark = pytest.mark.browser
SHORT, LONG = 250, 340


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 events in Belu, which one page holds; 340 in Kota Kupang, which is too many; three that are easily told apart."""
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out")
    many = [*records_of("Kabupaten Belu", SHORT - 1, "b"), *records_of("Kota Kupang", LONG - 1, "k")]
    write_records(content, (*many, DECLARATION, APPEAL, PROVINCE, REVIEWED_CASE))
    done = build(content, output)
    assert done.returncode == 0, done.stderr
    build_index(output)
    return output


@pytest.fixture(scope="module")
def home(big: Path) -> Iterator[str]:
    with served(big) as address:
        yield address


def found(page: Page) -> int:
    expect(page.locator("#hasil")).to_have_text(re.compile("ditemukan|Tidak ada"))
    match = re.match(r"\d+", page.locator("#hasil").inner_text())
    return int(match[0]) if match else 0


def test_pages_weigh_what_they_may(big: Path) -> None:
    weights = {one.path: one for one in weigh(big)}
    assert not [one for one in weights.values() if one.too_heavy]
    assert 10_000 < weights["wilayah/kabupaten-belu.html"].bytes <= LIMIT


@pytest.mark.parametrize("path", ["index.html", "wilayah/kabupaten-belu.html", f"kegiatan/{DECLARATION.id}.html"])
def test_a_page_asks_three_times_at_most(page: Page, home: str, path: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.url.startswith("http") else None)
    page.goto(home + path)
    page.wait_for_timeout(300)
    assert 1 < len(answers) <= 3, [answer.url for answer in answers]


def test_filtering_250_events_asks_nothing(page: Page, home: str) -> None:
    page.goto(home + "wilayah/kabupaten-belu.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Kata").fill("ikrar atambua")
    expect(page.locator("#hasil")).to_have_text(f"1 dari {SHORT} kegiatan cocok.")
    page.get_by_role("button", name="Hapus saringan").click()
    page.get_by_label("Lembaga").select_option("bawaslu-kabupaten-belu")
    expect(page.locator("#hasil")).to_contain_text(f"dari {SHORT} kegiatan cocok.")
    assert "lembaga=bawaslu-kabupaten-belu" in page.url
    assert asked == []


def test_a_long_timeline_fetches_one_shard_for_all_its_events(page: Page, home: str) -> None:
    page.goto(home + "wilayah/kota-kupang.html")
    expect(page.get_by_text(re.compile("Halaman ini memuat \\d+ kegiatan terbaru"))).to_be_visible()
    assert 0 < page.locator(".entri").count() < LONG
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Tahun").select_option("2022")
    expect(page.locator("#hasil")).to_contain_text(f"dari {LONG} kegiatan cocok.")
    assert page.locator(".entri:visible").count() > 20
    page.get_by_label("Tahun").select_option("2023")
    expect(page.locator("#hasil")).to_contain_text(f"dari {LONG} kegiatan cocok.")
    page.locator(".entri:visible a").first.click()
    expect(page.locator("article.kegiatan")).to_be_visible()
    assert len([url for url in asked if url.endswith(".gz")]) == 1


def test_year_pages_hold_a_year_and_filter_it(page: Page, home: str) -> None:
    page.goto(home + "wilayah/kota-kupang.html")
    page.get_by_label("Menurut waktu").get_by_role("link", name="2023").click()
    expect(page.locator("h1")).to_have_text("Kota Kupang, 2023")
    shown = page.locator(".entri").count()
    page.get_by_label("Kata").fill("guru")
    expect(page.locator("#hasil")).to_contain_text(f"dari {shown} kegiatan cocok.")


def test_what_is_filtered_downloads_with_its_filter(page: Page, home: str) -> None:
    page.goto(home + "wilayah/kabupaten-belu.html?q=guru&tahun=2023")
    count = page.locator(".entri:visible").count()
    assert 0 < count < SHORT
    with page.expect_download() as csv_file:
        page.get_by_role("button", name="Unduh CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(csv_file.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert csv_file.value.suggested_filename == "kabupaten-belu-saringan.csv"
    assert len(rows) == count
    assert {row["saringan"] for row in rows} == {"q: guru; tahun: 2023"}
    assert {row["alamat_saringan"] for row in rows} == {page.url}
    assert all(row["tanggal"].startswith("2023-") and row["halaman"].startswith(home) for row in rows)
    with page.expect_download() as json_file:
        page.get_by_role("button", name="Unduh JSON").click()
    told = json.loads(Path(json_file.value.path()).read_text(encoding="utf-8"))
    assert told["saringan"] == {"q": "guru", "tahun": "2023"}
    assert told["jumlah"] == count == len(told["kegiatan"])
    assert [one["id"] for one in told["kegiatan"]] == [row["id"] for row in rows]


def test_a_search_downloads_all_that_it_found(page: Page, home: str) -> None:
    page.goto(home + "cari.html?jenis=Survei&tahun=2023")
    number = found(page)
    assert number > 10
    with page.expect_download() as file:
        page.get_by_role("button", name="Unduh JSON").click()
    told = json.loads(Path(file.value.path()).read_text(encoding="utf-8"))
    assert len(told["kegiatan"]) == number
    assert {one["jenis"] for one in told["kegiatan"]} == {"Survei"}
    assert told["saringan"] == {"jenis": "Survei", "tahun": "2023"}


def test_no_cell_of_a_download_is_a_formula(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "jenis/survei.html")
    with page.expect_download() as file:
        page.get_by_role("button", name="Unduh CSV").click()
    table = list(csv.reader(io.StringIO(Path(file.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert len(table) == 2
    assert {len(line) for line in table} == {len(table[0])}
    assert table[1][1].startswith("'=1+1")
    assert not [cell for line in table for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    page.close()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("ketidaknetralan ikrar", "Aparatur Belu ikrar"),
        ("tidak netral ikrar", "Aparatur Belu ikrar"),
        ("pj wali kota", "Pegawai Kota Kupang diminta"),
        ("Penjabat", "Pegawai Kota Kupang diminta"),
        ("panwaslu sumba timur", "Fidelis Tertinjau"),
        ('"diperiksa bawaslu"', "Fidelis Tertinjau"),
    ],
)
def test_the_fields_words_find_one_another(page: Page, home: str, words: str, title: str) -> None:
    page.goto(home + "cari.html")
    page.get_by_label("Kata").fill(words)
    page.get_by_label("Kata").press("Enter")
    assert found(page)
    while page.locator("#lagi").is_visible() and not page.get_by_role("link", name=title).count():
        before = page.locator("#temuan > li").count()
        page.locator("#lagi").click()
        expect(page.locator("#temuan > li").nth(before)).to_be_visible()
    expect(page.get_by_role("link", name=title)).to_be_visible()
    expect(page.locator("#temuan")).not_to_contain_text("⁂")


def test_a_phrase_is_exact_and_no_answer_is_explained(page: Page, home: str) -> None:
    page.goto(home + 'cari.html?q="bawaslu diperiksa"')
    assert found(page) == 0
    expect(page.locator("#hasil")).to_contain_text("Coba tanpa tanda petik")


def test_results_in_order_of_time(page: Page, home: str) -> None:
    page.goto(home + "cari.html?q=netralitas&urut=terlama&jenis=Imbauan&tahun=2023")
    assert found(page) > 5
    days = [text.split()[-2:] for text in page.locator("#temuan .kapan").all_inner_texts()]
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    ranks = [months.index(month) for month, _ in days]
    assert ranks == sorted(ranks)


def test_counts_beside_the_filters_follow_the_search(page: Page, home: str) -> None:
    page.goto(home + "cari.html?kabupaten=Kabupaten+Belu")
    assert found(page) == SHORT
    expect(page.get_by_label("Kabupaten/kota").locator("option", has_text="Kota Kupang")).to_have_text(
        f"Kota Kupang ({LONG})"
    )
    labels = page.get_by_label("Jenis").locator("option").all_inner_texts()[1:]
    counts = [int(label.rpartition("(")[2].rstrip(")")) for label in labels]
    assert sum(counts) == SHORT


def test_back_keeps_query_and_place(page: Page, home: str) -> None:
    page.goto(home + "cari.html?kabupaten=Kabupaten+Belu")
    assert found(page)
    for length in (20, 30):
        page.get_by_role("button", name="Tampilkan berikutnya").click()
        expect(page.locator("#temuan > li")).to_have_count(length)
    link = page.locator("#temuan a").nth(24)
    link.scroll_into_view_if_needed()
    before, title = page.evaluate("scrollY"), link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.locator("#temuan > li")).to_have_count(30)
    page.wait_for_function("y => Math.abs(scrollY - y) < 40", arg=before)


def test_the_first_search_costs_what_the_readme_says(page: Page, home: str) -> None:
    cost = first_search(page, home, "netralitas")
    assert 100_000 < cost.bytes < 400_000
    assert cost.requests < 40


def test_the_whole_way_by_keyboard(page: Page, home: str) -> None:
    page.goto(home + "index.html")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Langsung ke isi")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
    tab_to(page, "Kabupaten Belu: ")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kabupaten Belu")
    tab_to(page, "Angkanya dalam tabel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Semua")).to_be_visible()
    while page.evaluate("document.activeElement.name") != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("ikrar")
    expect(page.locator("#hasil")).to_contain_text("1 dari")
    tab_to(page, "Aparatur Belu ikrar")
    page.keyboard.press("Enter")
    expect(page.locator("article.kegiatan")).to_be_visible()
    tab_to(page, "Kalimat sumber")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ikrar itu diucapkan di Atambua")).to_be_visible()
    tab_to(page, "Kutip catatan ini")
    page.keyboard.press("Enter")
    expect(page.locator("[data-bentuk=teks]")).to_contain_text(f"kegiatan/{DECLARATION.id}.html (diakses ")


def tab_to(page: Page, text: str) -> None:
    """Goes on by the tabulator until the focus is on an element that begins so; every stop must be visible."""
    for _ in range(400):
        page.keyboard.press("Tab")
        told, height = page.evaluate("(e => [e.textContent, e.getBoundingClientRect().height])(document.activeElement)")
        assert height > 0
        if text in re.sub(r"\s+", " ", told):
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")


def test_citations_carry_today_and_an_address(page: Page, home: str) -> None:
    page.goto(f"{home}kegiatan/{DECLARATION.id}.html")
    page.locator("#kutip > summary").click()
    item = json.loads(page.locator("[data-bentuk=csl]").inner_text())[0]
    year = page.evaluate("new Date().getFullYear()")
    assert item["accessed"]["date-parts"][0][0] == year
    assert item["URL"] == f"{home}kegiatan/{DECLARATION.id}.html"
    assert f"urldate = {{{year}-" in page.locator("[data-bentuk=bibtex]").inner_text()


def test_an_embedded_timeline_shows_in_another_site(page: Page, home: str) -> None:
    page.set_content(f'<iframe src="{home}sisip/kabupaten-belu.html" title="x" width="300" height="400"></iframe>')
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Kabupaten Belu")
    expect(frame.locator(".entri")).to_have_count(10)
