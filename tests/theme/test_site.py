"""The built site: what it shows, what it must never show, and that it holds together."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest

from crawler.record import dump, load, record_id
from tests.theme.samples import (
    ALLEGED,
    APPEAL,
    BARE,
    DECLARATION,
    HIDDEN,
    HOSTILE,
    MARKUP,
    NEVER_SHOWN,
    RECORDS,
    REVIEWED_CASE,
    ROOT,
    SHOWN_EVENTS,
    SUBJECT_ELSEWHERE,
    VENUE_REVIEWED_ONLY,
    build,
    write_records,
)
from theme.plugins.public import CURATED
from theme.plugins.units import PROVINCE, load_units

ATOM = "{http://www.w3.org/2005/Atom}"


def event_page(site: Path, event_id: str) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(site / "kegiatan" / f"{event_id}.html")).getroot()


def text_of(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_withheld_names_and_unpublished_records_are_in_no_file(site: Path) -> None:
    everything = files(site)
    assert any(name.endswith(".pf_fragment") for name in everything)
    for name, data in everything.items():
        plain = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        for word in NEVER_SHOWN:
            assert word.casefold().encode() not in plain.lower(), f"{word} in {name}"
            assert word not in name
        # A withdrawn record's id stands at its own address, which says so, and nowhere else.
        assert HIDDEN.id.encode() not in plain or name == f"kegiatan/{HIDDEN.id}.html", name


def test_an_unreviewed_allegation_keeps_title_speaker_and_harmless_evidence(site: Path) -> None:
    page = event_page(site, ALLEGED.id)
    assert text_of(page.cssselect("h1")[0]) == "Dugaan pelanggaran netralitas ASN di Kabupaten Alor"
    assert "Klara Bicaraan" not in text_of(page.cssselect("[aria-labelledby=diduga]")[0])
    assert "Klara Bicaraan" in text_of(page.cssselect("[aria-labelledby=berbicara]")[0])
    assert "Laporan itu diterima Bawaslu Kabupaten Alor." in text_of(page)
    assert "nama ditahan sampai ditinjau" in text_of(page)
    assert "https://kabar-contoh.example/" in page.xpath("//ol[@class='berita']//a/@href")


@pytest.mark.parametrize("record", [VENUE_REVIEWED_ONLY, SUBJECT_ELSEWHERE])
def test_a_subject_waits_for_a_review_of_people(site: Path, record: object) -> None:
    assert "1 nama ditahan" in text_of(event_page(site, record.id))  # type: ignore[attr-defined]


def test_a_reviewed_subject_is_shown_as_an_allegation_and_a_speaker_is_not(site: Path) -> None:
    page = event_page(site, REVIEWED_CASE.id)
    subjects = text_of(page.cssselect("[aria-labelledby=diduga]")[0])
    assert "Fidelis Tertinjau" in subjects
    assert "belum terbukti" in subjects
    assert "Hermina Umpama" not in subjects
    assert "menyampaikan pernyataan" in text_of(page.cssselect("[aria-labelledby=berbicara]")[0])


def test_an_appeal_has_no_section_of_the_accused(site: Path) -> None:
    for record in (APPEAL, DECLARATION):
        assert not event_page(site, record.id).cssselect("[aria-labelledby=diduga], .dugaan, .t-dugaan")


def test_markup_in_any_field_stays_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = lxml.html.parse(str(path)).getroot()
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style | //img | //style"), path
        for script in page.iter("script"):
            if script.get("type") == "application/ld+json":  # data: never run, and it must stay data
                assert json.loads(script.text or "")["@context"] == "https://schema.org", path
                assert not {"<", ">", "&"} & set(script.text or ""), path
            else:
                assert script.get("src"), path
                assert not script.text, path
        assert not [href for href in page.xpath("//@href") if href.startswith("javascript:")], path
        assert "49" not in text_of(page) or "{{ 7*7 }}" not in MARKUP
    hostile = event_page(site, HOSTILE.id)
    title = " ".join(MARKUP.split())
    assert text_of(hostile.cssselect("h1")[0]) == f"=1+1 Slug: pindah {title}"
    assert not (site / "pindah.html").exists()
    assert "alert(5)" not in text_of(hostile.cssselect(".ringkasan")[0])


def test_counts_and_places(site: Path) -> None:
    home = lxml.html.parse(str(site / "index.html")).getroot()
    tiles = {a.get("title"): a.find("b").text for a in home.cssselect(".peta a")}
    assert len(tiles) == 22
    assert tiles["Kabupaten Belu: 2 kegiatan"] == "2"
    assert sum(map(int, tiles.values())) == 7
    assert [dd.text for dd in home.cssselect(".angka dd")] == [str(SHOWN_EVENTS), "12", "3"]
    for unit in (*load_units(), PROVINCE):
        page = lxml.html.parse(str(site / "wilayah" / f"{unit.slug}.html")).getroot()
        shown = len(page.cssselect(".entri"))
        assert ("Belum ada catatan." in text_of(page)) == (shown == 0)
        assert unit is PROVINCE or tiles[f"{unit.name}: {shown} kegiatan"] == str(shown)


def test_reports_of_one_event_share_a_page(site: Path) -> None:
    page = event_page(site, DECLARATION.id)
    assert len(page.cssselect(".berita > li")) == 2
    assert "Ketua Bawaslu Kabupaten Belu; Koordinator Gakkumdu Belu" in text_of(page)
    assert text_of(page.cssselect(".fakta dd")[0]).startswith("20 September 2024")
    assert "Ikrar itu diucapkan di Atambua" in text_of(page.cssselect(".fakta dd")[0])


def test_each_official_has_the_sentences_about_them(site: Path) -> None:
    page = event_page(site, DECLARATION.id)
    quotes = {
        text_of(li.cssselect("b")[0]): [text_of(q) for q in li.cssselect("blockquote")]
        for li in page.cssselect(".orang-orang > li")
    }
    assert quotes == {
        "Anselmus Contohan": [
            "Anselmus Contohan meminta semua pegawai tidak memihak.",
            "Ia juga meminta warga ikut mengawasi.",
        ],
        "Brigita Misalnya": ["Brigita Misalnya tampak hadir."],
    }


def test_a_record_without_optional_fields_has_a_page(site: Path) -> None:
    assert "tanggal terbit tidak diketahui" in text_of(event_page(site, BARE.id))


def test_internal_links_lead_somewhere(site: Path) -> None:
    checked = 0
    for path in site.rglob("*.html"):
        page = lxml.html.parse(str(path)).getroot()
        for link in page.xpath("//@href[not(../@rel='icon')] | //@src"):
            if "://" in link or link.startswith("mailto:"):
                continue
            name, _, anchor = link.partition("#")
            target = (path.parent / name.partition("?")[0]).resolve() if name else path
            assert target.is_file(), f"{path}: {link}"
            assert not anchor or lxml.html.parse(str(target)).xpath(f"//*[@id='{anchor}']"), f"{path}: {link}"
            checked += 1
    assert checked > 500


def test_feeds_parse_and_count(site: Path) -> None:
    feeds = {path.stem: ElementTree.parse(path).getroot() for path in (site / "umpan").glob("*.xml")}
    assert len(feeds) == 24
    assert len(feeds["semua"].findall(f"{ATOM}entry")) == SHOWN_EVENTS
    assert len(feeds["kabupaten-belu"].findall(f"{ATOM}entry")) == 2
    for feed in feeds.values():
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        assert all(feed.findtext(f"{ATOM}{tag}") for tag in ("id", "title", "updated"))


def test_downloads_hold_the_shown_records_and_no_formula(site: Path) -> None:
    rows = json.loads((site / "data/catatan.json").read_text(encoding="utf-8"))
    assert {row["id"] for row in rows} == {r.id for r in RECORDS if r.status == "published"}
    table = list(csv.reader(io.StringIO((site / "data/catatan.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert len(table) == len(rows) + 1
    assert {len(line) for line in table} == {len(table[0])}
    assert not [cell for line in table for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_same_records_same_bytes(site: Path, tmp_path: Path) -> None:
    write_records(tmp_path / "content")
    assert build(tmp_path / "content", tmp_path / "again").returncode == 0
    first = {name: data for name, data in files(site).items() if not name.startswith("pagefind/")}
    assert files(tmp_path / "again") == first


def test_a_withdrawn_record_leaves_the_site(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "out"
    write_records(content, (DECLARATION, APPEAL))
    assert build(content, output).returncode == 0
    (output / "kegiatan" / "foto.txt").write_text("somebody else's file")
    (content / "records" / "2024" / f"{APPEAL.id}.md").unlink()
    assert build(content, output).returncode == 0
    left = sorted(path.name for path in (output / "kegiatan").iterdir())
    assert left == sorted([f"{DECLARATION.id}.html", "foto.txt"])
    assert b"Cornelis" not in b"".join(files(output).values())


def test_without_a_public_address_no_page_claims_one(site: Path) -> None:
    for path in ("index.html", "cari.html", f"kegiatan/{DECLARATION.id}.html", "wilayah/kabupaten-belu.html"):
        assert 'rel="canonical"' not in (site / path).read_text(encoding="utf-8")


def test_the_public_settings_give_feeds_absolute_addresses(tmp_path: Path) -> None:
    write_records(tmp_path / "content", (APPEAL,))
    place = {"KABAR_NETRAL_URL": "https://contoh.example/situs/", "KABAR_NETRAL_CONTACT": "surel@contoh.example"}
    done = build(tmp_path / "content", tmp_path / "out", "publishconf.py", place)
    assert done.returncode == 0, done.stderr
    feed = ElementTree.parse(tmp_path / "out" / "umpan" / "kota-kupang.xml").getroot()
    hrefs = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert f"https://contoh.example/situs/kegiatan/{APPEAL.id}.html" in hrefs
    assert "mailto:surel@contoh.example" in (tmp_path / "out" / "koreksi.html").read_text(encoding="utf-8")
    without = build(tmp_path / "content", tmp_path / "none", "publishconf.py", {"KABAR_NETRAL_URL": ""})
    assert without.returncode == 1
    assert "KABAR_NETRAL_URL" in without.stderr


def test_the_curated_records_are_canonical_and_quote_nobody(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content" / "records").rglob("*.md"))]
    curated = [(text, record) for text in texts if (record := load(text)).reviewed and record.reviewed.by == CURATED]
    assert len(curated) >= 5
    for text, record in curated:
        assert dump(record) == text
        assert record.id == record_id(record.url)
        assert not record.evidence
        assert not any(quote in record.summary + record.headline for quote in '“”"')
        assert not any(official.subject for official in record.officials)
    assert build(ROOT / "content", tmp_path / "out").returncode == 0
    for _, record in curated:
        assert (tmp_path / "out" / "kegiatan" / f"{record.event.id}.html").is_file()
