"""Forms of words, and vocabularies that ask for them."""

from __future__ import annotations

import pytest

from crawler.language.morphology import forms
from crawler.language.triggers import Triggers


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("larang", ["larang", "dilarang", "melarang", "larangan", "larangannya", "terlarang"]),
        ("awas", ["mengawasi", "diawasi", "awasi", "pengawasan", "pengawasannya"]),
        ("pantau", ["memantau", "dipantau", "pemantauan"]),
        ("sosialisasi", ["menyosialisasikan", "mensosialisasikan", "disosialisasikan"]),
        ("tuding", ["menuding", "dituding", "tudingan"]),
        ("imbau", ["mengimbau", "diimbau", "imbauan", "imbauannya"]),
        ("minta", ["meminta", "diminta", "permintaan", "dimintai"]),
        ("kerah", ["mengerahkan", "dikerahkan", "pengerahan"]),
    ],
)
def test_forms(root: str, said: list[str]) -> None:
    assert set(said) <= set(forms(root))
    assert forms(root)[0] == root


def test_a_vocabulary_finds_the_forms_and_nothing_longer() -> None:
    triggers = Triggers([("~larang … ~dukung calon", "x")])
    assert [hit.value for hit in triggers.find("camat dilarang keras mendukung calon itu")] == ["x"]
    assert list(triggers.find("camat melarangkanlah mendukungku calon")) == []
