"""Where an article's event belongs: cases/places.toml, and what must hold for any text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.data import DATA
from crawler.extract.placenames import find_mentions
from crawler.extract.places import find_places, find_regions, ntt_evidence, resolve_region
from crawler.extract.regionnames import Kind
from crawler.language.gazetteer import kabupaten, kecamatan
from tests.crawler.extract.articles import cases, text_of

UNITS = [unit.name for unit in kabupaten()]


@pytest.mark.parametrize("case", cases("places"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = find_places(text_of(case["text"], case.get("headline", "")))
    assert list(found.value.kabupaten) == case["kabupaten"]
    assert list(found.value.kecamatan) == case.get("kecamatan", [])


@pytest.mark.parametrize("unit", kabupaten(), ids=lambda unit: unit.slug)
def test_every_unit_is_found_by_its_bawaslu(unit: Any) -> None:
    text = text_of(f"Ketua Bawaslu {unit.name} meminta ASN netral. Hal itu dikatakan Ketua Bawaslu {unit.name}.")
    found = find_places(text)
    assert found.value.kabupaten == (unit.name,)
    assert [one.field for one in found.evidence] == ["kabupaten"]
    assert found.evidence[0].quote in text.plain


@pytest.mark.parametrize("row", kecamatan(), ids=lambda row: row.code)
def test_every_kecamatan_is_found_in_its_unit(row: Any) -> None:
    unit = next(unit.name for unit in kabupaten() if unit.code == row.kabupaten)
    found = find_places(text_of(f"Bawaslu {unit} dan Pemerintah {unit} mengumpulkan aparat Kecamatan {row.name}."))
    assert found.value.kabupaten == (unit,)
    assert found.value.kecamatan == (row.name,)


def test_masked_names_are_no_places() -> None:
    body = "Bawaslu Lembata memanggil saksi Yohana Larantuka dari Larantuka."
    start = body.index("Larantuka")
    names = {mention.start for mention in find_mentions(body, [(start, start + len("Larantuka"))])}
    assert start not in names
    assert body.rindex("Larantuka") in names


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Belu", "Kabupaten Belu"),
        ("SBD", "Kabupaten Sumba Barat Daya"),
        ("Kab. TTS", "Kabupaten Timor Tengah Selatan"),
        ("Kabupaten TTU", "Kabupaten Timor Tengah Utara"),
        ("Timor Tengah Utara (TTU)", "Kabupaten Timor Tengah Utara"),
        ("NTT", "Provinsi NTT"),
        ("Provinsi Nusa Tenggara Timur", "Provinsi NTT"),
        ("Kota Kupang", "Kota Kupang"),
        ("Kabupaten Kupang", "Kabupaten Kupang"),
        ("Kabupaten Manggarai Barat, Nusa Tenggara Timur", "Kabupaten Manggarai Barat"),
        ("Manggarai Timur", "Kabupaten Manggarai Timur"),
        ("Manggarai", "Kabupaten Manggarai"),
        ("Rote", "Kabupaten Rote Ndao"),
        ("Flotim", "Kabupaten Flores Timur"),
        ("Sumbawa Barat", None),
        ("Kupang", None),
        ("", None),
    ],
)
def test_resolve_region(phrase: str, name: str | None) -> None:
    assert resolve_region(phrase) == name


def test_find_regions_gives_offsets() -> None:
    string = "Bupati Belu, Wali Kota Kupang, dan Gubernur NTT"
    assert [(string[start:end], name) for start, end, name in find_regions(string)] == [
        ("Belu", "Kabupaten Belu"),
        ("Kota Kupang", "Kota Kupang"),
        ("NTT", "Provinsi NTT"),
    ]


def test_evidence_for_ntt_and_against() -> None:
    assert ntt_evidence(text_of("Bawaslu Belu meminta ASN di Atambua netral.")) == 1.0
    assert ntt_evidence(text_of("Bawaslu Lombok Timur meminta ASN di NTB netral.")) == -1.0
    assert ntt_evidence(text_of("ASN diminta netral.")) == 0.0


def _examples() -> list[Any]:
    table: dict[str, Any] = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))
    rows = [*table.pop("office"), *table.values()]
    return [row["example"] for row in rows if "example" in row]


@pytest.mark.parametrize("example", _examples(), ids=lambda example: example["string"])
def test_example_in_the_table(example: dict[str, Any]) -> None:
    mentions = [one for one in find_mentions(example["string"]) if not one.former and one.trust != "weak"]
    inside = [one.name for one in mentions if one.kind not in (Kind.KECAMATAN, Kind.ELSEWHERE)]
    assert inside == example.get("names", [])
    assert [one.name for one in mentions if one.kind is Kind.KECAMATAN] == example.get("kecamatan", [])


@given(st.text(), st.text(max_size=40))
def test_any_text_has_an_answer(body: str, headline: str) -> None:
    found = find_places(text_of(body, headline))
    assert set(found.value.kabupaten) <= {*UNITS, "Provinsi NTT"}


@given(st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_a_link_to_another_story_changes_nothing(own: str, other: str) -> None:
    body = f"Bawaslu {own} meminta ASN netral.\nKetua Bawaslu {own} mengatakannya dalam rapat."
    linked = body.replace("\n", f"\nBaca juga: Bawaslu {other} Periksa Camat di {other}, {other} Rawan\n")
    assert find_places(text_of(linked)).value == find_places(text_of(body)).value
