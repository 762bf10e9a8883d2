"""The gazetteer: a kecamatan in the spelling that was printed, and by its official name."""

from __future__ import annotations

import pytest

from crawler.language.gazetteer import kecamatan, listed_kecamatan, official_kecamatan, unit_name

FLORES_TIMUR = "Kabupaten Flores Timur"


@pytest.mark.parametrize(
    ("printed", "unit", "listed", "official"),
    [
        ("TITIHENA", FLORES_TIMUR, "Titihena", "Titehena"),
        ("Titehena", FLORES_TIMUR, "Titehena", "Titehena"),
        ("Titihena", "Kabupaten Alor", "Titihena", "Titihena"),
        ("Tidak Tercatat", FLORES_TIMUR, "Tidak Tercatat", "Tidak Tercatat"),
        ("Wae Ri’i", "Kabupaten Manggarai", "Wae Ri'i", "Wae Rii"),
    ],
)
def test_spelling(printed: str, unit: str, listed: str, official: str) -> None:
    assert listed_kecamatan(printed, unit) == listed
    assert official_kecamatan(printed, unit) == official


def test_every_kecamatan_is_itself_and_every_alias_one_of_them() -> None:
    for row in kecamatan():
        unit = unit_name(row.kabupaten)
        assert official_kecamatan(row.name.upper(), unit) == row.name
        for alias in row.aliases:
            assert official_kecamatan(official_kecamatan(alias, unit), unit) == official_kecamatan(alias, unit)
            assert listed_kecamatan(alias.upper(), unit).lower() == alias.lower()
