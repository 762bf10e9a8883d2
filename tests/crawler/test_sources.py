"""The table of sources: the real one holds, and each fault is one line that names file, source and fault."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crawler.data import DATA
from crawler.read.pages import FAMILIES as PAGE_FAMILIES
from crawler.read.pages import page_for
from crawler.sources import FAMILIES, BrokenSources, SourceStatus, UnknownSource, load_sources
from crawler.text import split_dateline

GOOD = """
[topic]
words = ["netralitas"]
[[source]]
name = "contoh"
title = "Kabar Contoh"
hosts = ["contoh.test"]
family = "wordpress"
zone = "WITA"
status = "active"
note = "2026-11: invented"
discovery = [{ kind = "rest", url = "https://contoh.test/?s={word}", next = "https://contoh.test/?s={word}&page={page}" }]
"""

FAULTS = [
    ('family = "wordpress"', 'family = "joomla"', "family 'joomla'"),
    ('zone = "WITA"', 'zone = "CET"', "zone 'CET'"),
    ('zone = "WITA"', "", "zone is missing"),
    ('status = "active"', 'status = "on"', "'on' is not a valid SourceStatus"),
    ('note = "2026-11: invented"', 'note = "seen"', "note must begin with a date"),
    ('hosts = ["contoh.test"]', "hosts = []", "hosts must be"),
    ('name = "contoh"', 'name = "Contoh!"', "not a slug"),
    ('kind = "rest"', 'kind = "guess"', "'guess' is not a valid Kind"),
    ('https://contoh.test/?s={word}",', 'https://lain.test/",', "not an address on contoh.test"),
    ("&page={page}", "", "no {page} in it"),
    ('words = ["netralitas"]', "words = []", "{word} without words"),
    ('title = "Kabar Contoh"', 'titel = "Kabar Contoh"', "title is missing"),
    ('zone = "WITA"', 'zone = "WITA"\nhost = "x"', "unknown key host"),
    ('zone = "WITA"', "zone = WITA", ""),
]


def table(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_good_table_is_read(tmp_path: Path) -> None:
    sources = load_sources(table(tmp_path, GOOD))
    assert [source.title for source in sources] == ["Kabar Contoh"]
    assert sources.by_name["contoh"].words == ("netralitas",)


@pytest.mark.parametrize(("old", "new", "told"), FAULTS)
def test_a_fault_is_one_line_with_file_and_source(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    path = table(tmp_path, GOOD.replace(old, new))
    with pytest.raises(BrokenSources) as caught:
        load_sources(path)
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert told in line
    assert "\n" not in line


def test_two_sources_may_not_share_a_name(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("[[source]]") :]
    with pytest.raises(BrokenSources, match="contoh: the name is taken"):
        load_sources(table(tmp_path, twice))


def test_a_table_without_sources_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrokenSources, match="no \\[\\[source\\]\\]"):
        load_sources(table(tmp_path, ""))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenSources, match=r"nowhere\.toml: No such file"):
        load_sources(tmp_path / "nowhere.toml")


def test_the_real_table_holds_and_covers_the_families() -> None:
    sources = load_sources()
    assert {source.family for source in sources} == FAMILIES | {None}
    assert sum(1 for _ in sources) > 45
    assert any(source.status is SourceStatus.ACTIVE for source in sources)
    hosts = [host for source in sources for host in source.hosts]
    assert len(hosts) == len(set(hosts)), "a host belongs to one source"


def test_families_are_those_that_have_page_objects() -> None:
    assert set(PAGE_FAMILIES) == FAMILIES
    assert all(page_for(source.family) for source in load_sources())


def test_no_title_stem_hides_behind_another() -> None:
    stems = load_sources().title_stems
    assert len(stems) == len(set(stems))
    assert all(stem == stem.casefold() and stem.isalnum() for stem in stems)


def test_an_entry_without_discovery_gets_its_familys(tmp_path: Path) -> None:
    bare = "\n".join(line for line in GOOD.splitlines() if not line.startswith("discovery"))
    (source,) = load_sources(table(tmp_path, bare))
    assert source.discovery[0].url.startswith("https://contoh.test/wp-json/")
    (other,) = load_sources(table(tmp_path, bare.replace('family = "wordpress"', "")))
    assert [means.url for means in other.discovery][-1] == "https://contoh.test/"


def test_a_pattern_stands_for_each_unit(tmp_path: Path) -> None:
    pattern = (
        GOOD.replace("[[source]]", "[[pattern]]")
        .replace('"contoh"', '"{kind}-{unit}"')
        .replace("contoh.test", "{unit}.test")
    )
    units = '\n[units]\nbelu = "Kabupaten Belu"\nkotakupang = "Kota Kupang"\nsikka = "Kabupaten Sikka"\n'
    sources = load_sources(table(tmp_path, pattern + 'except = ["sikka"]\n' + units)).by_name.values()
    assert {source.name: source.hosts for source in sources} == {
        "kab-belu": ("belu.test",),
        "kota-kotakupang": ("kotakupang.test",),
    }
    with pytest.raises(BrokenSources, match=r"needs \[units\]"):
        load_sources(table(tmp_path, pattern))


def test_each_of_the_22_units_has_its_election_commission() -> None:
    titles = {source.title.removeprefix("KPU ") for source in load_sources() if source.family == "kpu"}
    with (DATA / "kabupaten.csv").open(encoding="utf-8") as file:
        assert titles == {row["name"] for row in csv.DictReader(file)} | {"Provinsi NTT"}


BODY = "Aparatur sipil negara di seluruh kecamatan diminta menjaga netralitas menjelang pemilihan."
FORMS = {form: source.name for source in load_sources() for form in source.dateline}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("blank", [" ", ""], ids=["apart", "glued"])
def test_every_dateline_of_the_table_is_taken_off(form: str, blank: str) -> None:
    dateline, rest = split_dateline([form + blank + BODY])
    assert dateline
    assert rest == [BODY]


def test_an_unknown_name_lists_names_like_it() -> None:
    with pytest.raises(UnknownSource, match="unknown source 'kupang-antara': did you mean kupang-antaranews"):
        load_sources().named(["kupang-antara"])


def test_a_host_finds_its_source() -> None:
    sources = load_sources()
    found = sources.of_host("WWW.Voxntt.com.")
    assert found is not None
    assert found.name == "voxntt"
    assert sources.of_host("lain.test") is None
