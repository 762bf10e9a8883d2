"""The machine-readable forms: that they are what they say, hold the shown records, and lead where they should."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest

from tests.theme.samples import (
    ALLEGED,
    APPEAL,
    DECLARATION,
    HOSTILE,
    MARKUP,
    RECORDS,
    SHOWN_EVENTS,
    build,
    write_records,
)
from theme.plugins.citation import ACCESSED, citations
from theme.plugins.events import gather_events
from theme.plugins.exports import COLUMNS
from theme.plugins.feeds import LONGEST, LONGEST_OF_GROUP
from theme.plugins.linked import linked_data
from theme.plugins.schema import MEANINGS

PUBLISHED = {record.id for record in RECORDS if record.status == "published"}
ADDRESS = "https://contoh.example/situs"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built with the public settings."""
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out")
    write_records(content)
    done = build(content, output, "publishconf.py", {"KABAR_NETRAL_URL": f"{ADDRESS}/"})
    assert done.returncode == 0, done.stderr
    return output


def test_the_database_opens_and_holds_every_report(site: Path) -> None:
    database = sqlite3.connect(f"file:{site / 'data/kabar-netral.sqlite'}?mode=ro", uri=True)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {row[0] for row in database.execute("SELECT id FROM reports")} == PUBLISHED
    assert database.execute("SELECT count(*) FROM events").fetchone() == (SHOWN_EVENTS,)
    spoke = "SELECT title, institution FROM officials WHERE role = 'speakers' AND name = 'Klara Bicaraan'"
    assert database.execute(spoke).fetchall() == [("Ketua", "Bawaslu Kabupaten Alor")]
    assert not database.execute(
        "SELECT * FROM officials WHERE role = 'subjects' AND report_id = ?", [ALLEGED.id]
    ).fetchall()
    assert database.execute("SELECT count(*) FROM evidence").fetchone()[0] > 3
    database.close()


def test_json_lines_are_the_records_of_the_list(site: Path) -> None:
    lines = (site / "data/catatan.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads((site / "data/catatan.json").read_text(encoding="utf-8"))


def test_the_data_package_describes_the_files_as_they_are(site: Path) -> None:
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    years = sorted(path.name for path in (site / "data/tahun").iterdir())
    assert "2024.csv" in years
    assert [resource["path"] for resource in package["resources"]] == [
        "catatan.csv", "catatan.json", "catatan.jsonl", "kabar-netral.sqlite", *(f"tahun/{name}" for name in years),
    ]  # fmt: skip
    for resource in package["resources"]:
        assert (site / "data" / resource["path"]).stat().st_size == resource["bytes"]
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(COLUMNS)
    assert all(field["description"] for field in fields)


def test_every_column_is_documented_on_the_data_page(site: Path) -> None:
    assert set(MEANINGS) == set(COLUMNS)
    page = lxml.html.parse(str(site / "data.html")).getroot()
    named = {name for cell in page.xpath("//tbody/tr/td[1]") for name in cell.text_content().replace(",", " ").split()}
    assert named >= set(COLUMNS)


def test_linked_data_names_articles_and_no_accused(site: Path) -> None:
    seen = 0
    for path in (site / "kegiatan").glob("*.html"):
        for script in lxml.html.parse(str(path)).getroot().xpath("//script[@type='application/ld+json']"):
            told = json.loads(script.text)
            assert told["@type"] == "Event"
            assert told["subjectOf"][0]["@type"] == "NewsArticle"
            seen += 1
    assert seen == SHOWN_EVENTS
    (event,) = gather_events([DECLARATION])
    told = json.loads(linked_data(event, ADDRESS, {"kabar-contoh": "Kabar Contoh"}))
    assert told["@id"] == f"{ADDRESS}/kegiatan/{DECLARATION.id}.html"
    assert told["startDate"] == "2024-09-20"
    assert told["performer"] == [{"@type": "Person", "name": "Anselmus Contohan"}]
    assert told["location"]["name"] == "Aula Rekaan Atambua"
    assert told["subjectOf"][0]["publisher"]["name"] == "Kabar Contoh"


def test_markup_cannot_end_the_data_block() -> None:
    (event,) = gather_events([HOSTILE])
    assert "<" not in linked_data(event, "", {})
    assert MARKUP in json.loads(linked_data(event, "", {}))["name"]


def test_a_citation_holds_title_day_address_and_a_gap_for_the_day_of_access() -> None:
    (event,) = gather_events([DECLARATION])
    forms = citations(event, ADDRESS, "Kabar Netral")
    link = f"{ADDRESS}/kegiatan/{DECLARATION.id}.html"
    assert forms["teks"] == (
        f"Kabar Netral. “Aparatur Belu ikrar bersama jaga netralitas”, 20 September 2024. Catatan {DECLARATION.id}."
        f" {link} (diakses {ACCESSED})."
    )
    assert json.loads(forms["csl"])[0]["issued"] == {"date-parts": [[2024, 9, 20]]}
    assert forms["bibtex"].startswith(f"@online{{kabarnetral-{DECLARATION.id},\n")
    assert forms["bibtex"].count("{") == forms["bibtex"].count("}")


def test_bibtex_stays_balanced_whatever_the_title() -> None:
    (event,) = gather_events([HOSTILE])
    plain = citations(event, ADDRESS, "Kabar Netral")["bibtex"].replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")


def test_json_feeds_tell_what_the_atom_feeds_tell(site: Path) -> None:
    atoms = sorted((site / "umpan").rglob("*.xml"))
    assert len(atoms) > 40
    for path in atoms:
        feed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        ids = [entry.findtext("{*}id") for entry in ElementTree.parse(path).getroot().findall("{*}entry")]
        assert [item["id"] for item in feed["items"]] == ids
        assert len(ids) <= (LONGEST if path.stem == "semua" else LONGEST_OF_GROUP)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        for link in (feed["home_page_url"], feed["feed_url"], *(item["url"] for item in feed["items"])):
            assert (path.parent / link).resolve().is_file(), f"{path}: {link}"


def test_every_kind_of_group_has_feeds_that_its_page_names(site: Path) -> None:
    for name in (
        "wilayah/kabupaten-belu",
        "jenis/deklarasi",
        "lembaga/bawaslu-kabupaten-belu",
        "pejabat/anselmus-contohan",
    ):
        page = lxml.html.parse(str(site / f"{name}.html")).getroot()
        types = {link.get("type"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
        assert set(types) == {"application/atom+xml", "application/feed+json"}
        assert all(((site / name).parent / href).resolve().is_file() for href in types.values())


def test_the_sitemap_lists_pages_that_are_there_and_meant_to_be_found(public: Path) -> None:
    root = ElementTree.parse(public / "sitemap.xml").getroot()
    paths = [
        str(loc.text).removeprefix(f"{ADDRESS}/")
        for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(paths) == len(set(paths)) > 60
    for path in paths:
        page = lxml.html.parse(str(public / path)).getroot()
        assert not page.xpath("//meta[@name='robots']"), path
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}/{path}"]
    assert {"index.html", "metode.html", f"kegiatan/{APPEAL.id}.html", "jenis/imbauan.html"} <= set(paths)
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (public / "robots.txt").read_text()


def test_without_a_public_address_there_is_no_sitemap(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text()


def test_a_shared_link_shows_the_place(public: Path) -> None:
    page = lxml.html.parse(str(public / "wilayah/kabupaten-belu.html")).getroot()
    told = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
    assert told["og:title"] == "Kabupaten Belu – Kabar Netral"
    assert told["og:url"] == f"{ADDRESS}/wilayah/kabupaten-belu.html"
    image = public / told["og:image"].removeprefix(f"{ADDRESS}/")
    data = image.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert data[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")
    assert len(zlib.decompress(data[start + 4 : start + 4 + size])) == 630 * 1201
    assert len({path.read_bytes() for path in (public / "gambar").glob("kabupaten-*.png")}) == 21
