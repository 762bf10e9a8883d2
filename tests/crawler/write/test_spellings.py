"""Spellings of names: suggested, decided by a person, never joined silently."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.record import Event, Official, Position, Record, Relevance, dump, record_id
from crawler.write.spellings import BrokenSpellings, read_spellings, suggestions

CHAIR = (Position("Ketua", "Bawaslu Kabupaten Belu"),)


def record(number: int, name: str, positions: tuple[Position, ...] = CHAIR) -> Record:
    url = f"https://contoh.id/{number}"
    identity = record_id(url)
    officials = (Official(name, positions),)
    return Record(
        identity, url, "contoh", "Judul", None, None, None, (), Relevance(1.0), Event(identity), officials=officials
    )


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (["Marthonius Reolaka", "Martonius Reolaka"], [("Marthonius Reolaka", "Martonius Reolaka")]),
        (["Maria Seranbaka", "Yohanes Seranbaka"], []),
        (["Maria Seranbaka", "Maria Seranbaka"], []),
        (["Maria", "Mariah"], []),
    ],
)
def test_names_of_one_office_that_are_spelt_alike(names: list[str], pairs: list[tuple[str, str]]) -> None:
    records = [record(number, name) for number, name in enumerate(names)]
    assert [(found.one, found.other) for found in suggestions(records, {})] == pairs


def test_another_office_is_another_person() -> None:
    other = (Position("Camat", "Kecamatan Lobalain"),)
    records = [record(1, "Marthonius Reolaka"), record(2, "Martonius Reolaka", other)]
    assert suggestions(records, {}) == []


def test_what_is_decided_is_not_suggested() -> None:
    records = [record(1, "Marthonius Reolaka"), record(2, "Martonius Reolaka")]
    assert suggestions(records, {"Martonius Reolaka": "Marthonius Reolaka"}) == []


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("kept,printed,by,on\nA B,,c,2026-01-01\n", encoding="utf-8")
    with pytest.raises(BrokenSpellings, match=r"names\.csv:2: "):
        read_spellings(path)


def test_the_commands_list_and_decide(tmp_path: Path) -> None:
    for found in (record(1, "Marthonius Reolaka"), record(2, "Martonius Reolaka")):
        path = tmp_path / "records" / "undated" / f"{found.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(found), encoding="utf-8")
    review = [sys.executable, "-m", "crawler", "review", "--content", str(tmp_path)]
    listed = subprocess.run([*review, "names"], capture_output=True, text=True, check=True).stdout
    assert "Marthonius Reolaka = Martonius Reolaka ?  ketua Bawaslu Kabupaten Belu" in listed
    decide = [*review, "name", "Marthonius Reolaka", "Martonius Reolaka", "--by", "Ani"]
    subprocess.run(decide, capture_output=True, check=True)
    assert read_spellings(tmp_path / "names.csv") == {"Martonius Reolaka": "Marthonius Reolaka"}
    again = subprocess.run([*review, "names"], capture_output=True, text=True, check=True).stdout
    assert again.startswith("0 pairs")
    contrary = [*review, "name", "Orang Lainnya", "Martonius Reolaka", "--by", "Ani"]
    refused = subprocess.run(contrary, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
