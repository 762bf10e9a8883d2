"""One name for what is one: people by the reviewed table, kecamatan by the gazetteer; never what is withheld."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.record import Evidence
from pelicanconf import KECAMATAN
from tests.theme.samples import ALLEGED, APPEAL, DECLARATION, SECOND_REPORT, build, official, write_records
from theme.plugins.events import shown_event
from theme.plugins.folding import Folding, read_names
from theme.plugins.tables import BrokenTable

KEPT, PRINTED = "Anselmus Contohan", "Anselmus Contoan"
OTHER = replace(
    SECOND_REPORT,
    officials=(official(PRINTED, "Ketua", "Bawaslu Kabupaten Belu", speaker=True),),
    kecamatan=("Tastim",),
    evidence=(Evidence("officials.0.speaker", "Contoan berpesan agar aparatur tidak memihak.", "ujaran"),),
)
FOLDING = Folding({PRINTED: KEPT}, {"Kabupaten Belu/tastim": "Tasifeto Timur"})


def test_two_spellings_are_one_official_with_both_sentences(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_records(content, (DECLARATION, OTHER))
    (content / "names.csv").write_text(f"kept,printed,by,on\n{KEPT},{PRINTED},Redaksi,2026-11-22\n", encoding="utf-8")
    done = build(content, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "kegiatan" / f"{DECLARATION.id}.html").read_text(encoding="utf-8")
    assert PRINTED not in page and "Contoan berpesan" in page
    assert [path.stem for path in (tmp_path / "out" / "pejabat").glob("anselmus*")] == ["anselmus-contohan"]
    assert "Tastim" not in (tmp_path / "out" / "wilayah" / "kabupaten-belu.html").read_text(encoding="utf-8")


def test_without_a_decision_nobody_is_joined() -> None:
    assert [one.name for one in shown_event((DECLARATION, OTHER), Folding()).speakers] == [KEPT, PRINTED]


def test_a_kecamatan_is_folded_only_where_its_unit_has_it() -> None:
    assert shown_event((OTHER,), FOLDING).kecamatan == ("Tasifeto Timur",)
    elsewhere = replace(OTHER, kabupaten=("Kabupaten Alor",))
    assert shown_event((elsewhere,), FOLDING).kecamatan == ("Tastim",)
    assert KECAMATAN["Kabupaten Belu/tastim"] == "Tasifeto Timur" == KECAMATAN["Kabupaten Belu/tasifeto timur"]


def test_folding_discloses_nobody_who_is_withheld() -> None:
    name = ALLEGED.officials[0].name
    event = shown_event((ALLEGED,), Folding({name: "Bonifasius Rahasia Tua"}))
    assert "Rahasia" not in repr(event)
    assert shown_event((APPEAL,), FOLDING) == shown_event((APPEAL,))


@pytest.mark.parametrize("rows", ["A B,", ",A B", "A B,C D\nE F,C D"])
def test_a_line_that_says_nothing_is_refused(tmp_path: Path, rows: str) -> None:
    (tmp_path / "names.csv").write_text(f"kept,printed\n{rows}\n", encoding="utf-8")
    with pytest.raises(BrokenTable, match=r"names\.csv: left out: row"):
        read_names(tmp_path)
