"""The summary: what it says for each shape of a record, and whom it never names."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.record import CaseState, Event, EventType, Official, Position, Record, Relevance
from crawler.write.offices import TABLE, handles_cases, office_words
from crawler.write.summary import indonesian_date, write_summary

CHAIR = Official("Maria Contoh", (Position("Ketua", "Bawaslu Kabupaten Kupang"),), speaker=True)
ACTING = Official("Yoan Misal", (Position("Penjabat Bupati", "Pemerintah Kabupaten Kupang"),), speaker=True)
COMMANDER = Official("Leo Andai", (Position("Dandim", "Kodim 1604/Kupang"),), speaker=True)
SECRETARY = Official("Ande Umpama", (Position("Sekretaris Daerah", "Pemerintah Kabupaten Kupang"),), speaker=True)
ACCUSED = Official("Rina Tertuduh", (Position("Camat", "Kecamatan Amarasi"),), speaker=True, subject=True)
BYSTANDER = Official("Diam Saja", (Position("Kepala Desa", "Desa Contoh"),))


def record(kind: EventType, day: date | None = None, venue: str | None = None, **facts: Any) -> Record:
    empty = Record(
        id="0" * 12,
        url="https://example.org/a",
        outlet="contoh",
        headline="Judul",
        published=None,
        published_raw=None,
        retrieved=None,
        authors=(),
        relevance=Relevance(1.0),
        event=Event("0" * 12, kind, day, venue),
    )
    return replace(empty, **facts)


PLACE: dict[str, Any] = {
    "kabupaten": ("Kabupaten Kupang",),
    "election": "Pilkada 2024",
    "groups": ("ASN", "Kepala Desa"),
}
SHAPES = [
    (
        record(EventType.DEKLARASI, date(2024, 9, 27), "Hotel Contoh", officials=(CHAIR, ACTING, SECRETARY, COMMANDER), laws=("UU 20/2023",), **PLACE),
        "Deklarasi netralitas ASN dan kepala desa di Kabupaten Kupang dalam Pilkada 2024 berlangsung di Hotel Contoh pada 27 September 2024. "
        "Keterangan disampaikan oleh Ketua Bawaslu Kabupaten Kupang Maria Contoh, Penjabat Bupati Kupang Yoan Misal, "
        "Sekretaris Daerah Kabupaten Kupang Ande Umpama, dan seorang pejabat lain. Aturan yang dirujuk: UU 20/2023.",
    ),
    (
        record(EventType.IMBAUAN, officials=(COMMANDER,), groups=("TNI",), kabupaten=("Provinsi NTT",), election="Pemilu 2024"),
        "TNI di Provinsi Nusa Tenggara Timur diimbau menjaga netralitas dalam Pemilu 2024. Imbauan disampaikan oleh Dandim 1604/Kupang Leo Andai.",
    ),
    (record(EventType.IMBAUAN, date(2024, 2, 1)), "Pada 1 Februari 2024, aparatur negara diimbau menjaga netralitas."),
    (
        record(EventType.SOSIALISASI, published=datetime(2024, 9, 1, tzinfo=UTC), kabupaten=("Kabupaten Belu", "Kabupaten Malaka"), groups=("ASN", "TNI", "Polri")),
        "Sosialisasi netralitas ASN, TNI, dan Polri di Kabupaten Belu dan Kabupaten Malaka diberitakan pada 1 September 2024.",
    ),
    (
        record(EventType.DUGAAN_PELANGGARAN, date(2024, 11, 26), officials=(CHAIR, ACCUSED, BYSTANDER), case_state=CaseState.DILAPORKAN, **PLACE),
        "Dugaan pelanggaran netralitas ASN dan kepala desa di Kabupaten Kupang dalam Pilkada 2024 mengemuka pada 26 November 2024. "
        "Menurut berita ini, dugaan itu baru berupa laporan atau penelusuran awal, belum terbukti. "
        "Keterangan disampaikan oleh Ketua Bawaslu Kabupaten Kupang Maria Contoh.",
    ),
    (
        record(EventType.PENANGANAN_PELANGGARAN, groups=("Kepala Desa",), case_state=CaseState.DISANKSI),
        "Penanganan pelanggaran netralitas kepala desa diberitakan media. Menurut berita ini, sanksi atau hukuman telah dijatuhkan.",
    ),
    (record(EventType.LAINNYA, date(2024, 1, 2)), "Peristiwa yang menyangkut netralitas aparatur negara tercatat pada 2 Januari 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "summary"), SHAPES)
def test_summary(shape: Record, summary: str) -> None:
    assert write_summary(shape) == summary


@pytest.mark.parametrize("kind", [kind for kind in EventType if kind.is_violation])
@pytest.mark.parametrize("state", [None, *CaseState])
def test_a_breach_names_only_who_spoke_about_it(kind: EventType, state: CaseState | None) -> None:
    summary = write_summary(record(kind, officials=(ACCUSED, BYSTANDER, CHAIR), case_state=state, **PLACE))
    assert CHAIR.name in summary
    assert ACCUSED.name not in summary
    assert BYSTANDER.name not in summary
    if state in (None, CaseState.DILAPORKAN, CaseState.DIPERIKSA, CaseState.TIDAK_TERBUKTI):
        assert "dugaan" in summary.lower()


@given(
    st.sampled_from(list(EventType)),
    st.none() | st.dates(),
    st.none() | st.sampled_from(["Aula Contoh", "di kantor bupati"]),
    st.lists(st.sampled_from([CHAIR, ACCUSED, BYSTANDER, Official("A B")]), max_size=5).map(tuple),
    st.lists(st.sampled_from(["UU 10/2016", "PP 53"]), max_size=5).map(tuple),
)
def test_any_facts_make_whole_sentences(
    kind: EventType, day: date | None, venue: str | None, officials: tuple[Official, ...], laws: tuple[str, ...]
) -> None:
    summary = write_summary(record(kind, day, venue, officials=officials, laws=laws))
    assert summary.endswith(".")
    assert summary[0].isupper()
    assert "  " not in summary
    assert ".." not in summary
    assert "None" not in summary
    assert "di di " not in summary
    assert ACCUSED.name not in summary


@pytest.mark.parametrize(
    ("title", "institution", "words"),
    [
        ("Bupati", "Pemerintah Kabupaten Belu", "Bupati Belu"),
        ("Pj. Wali Kota", "Pemerintah Kota Kupang", "Pj. Wali Kota Kupang"),
        ("Gubernur", "Pemerintah Provinsi NTT", "Gubernur NTT"),
        ("Wakil Bupati Belu", "Pemerintah Kabupaten Belu", "Wakil Bupati Belu"),
        ("Camat", "Kecamatan Lembor", "Camat Lembor"),
        ("Kepala Desa", "Desa Contoh", "Kepala Desa Contoh"),
        ("Kepala Dinas", "Dinas Kesehatan Kabupaten Belu", "Kepala Dinas Kesehatan Kabupaten Belu"),
        ("Kapolres", "Polres Belu", "Kapolres Belu"),
        ("Kepala", "BKPSDM Kabupaten Belu", "Kepala BKPSDM Kabupaten Belu"),
        ("Kuasa hukum", None, "Kuasa hukum"),
        (
            "Pelaksana Tugas (Plt) Sekretaris Daerah",
            "Pemerintah Kabupaten Rote Ndao",
            "Pelaksana Tugas Sekretaris Daerah Kabupaten Rote Ndao",
        ),
        (
            "Kepala Kantor Wilayah",
            "Kantor Wilayah Kementerian Agama NTT",
            "Kepala Kantor Wilayah Kementerian Agama NTT",
        ),
        ("Kasdim", "Kodim 1613/Sumba Barat", "Kasdim 1613/Sumba Barat"),
        ("JPU", "Kejaksaan Negeri Ende", "JPU Kejaksaan Negeri Ende"),
        ("Kabag Ops", "Polres Ende", "Kabag Ops Polres Ende"),
    ],
)
def test_office_words(title: str, institution: str | None, words: str) -> None:
    assert office_words(Position(title, institution)) == words


def test_months_are_indonesian() -> None:
    assert indonesian_date(date(2018, 8, 3)) == "3 Agustus 2018"


TABLES = tomllib.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", [*TABLES["lead"], TABLES["whole"]], ids=lambda row: str(row["example"]["title"]))
def test_every_rule_of_the_table_has_an_example(row: dict[str, Any]) -> None:
    example = row["example"]
    assert office_words(Position(example["title"], example["institution"])) == example["words"]


@pytest.mark.parametrize("key", ["example", "other"])
def test_who_is_named_in_a_breach(key: str) -> None:
    example = TABLES["handlers"][key]
    assert handles_cases(Position(example["title"], example["institution"])) is example["named"]


@pytest.mark.parametrize(
    ("title", "named"),
    [("Kepala", True), ("Plt. Kepala", True), ("Kepala Bidang Mutasi", False), ("Sekretaris", False)],
)
def test_only_the_head_of_a_personnel_agency_is_named(title: str, named: bool) -> None:
    assert handles_cases(Position(title, "BKPSDM Kabupaten Contoh")) is named


def test_colleagues_who_spoke_of_a_breach_are_counted_not_named() -> None:
    village = Official("Diam Pula", (Position("Kepala Desa", "Desa Contoh"),), speaker=True)
    summary = write_summary(record(EventType.DUGAAN_PELANGGARAN, officials=(village, CHAIR)))
    assert summary.endswith(
        "Keterangan disampaikan oleh Ketua Bawaslu Kabupaten Kupang Maria Contoh dan seorang pejabat lain."
    )
    assert "Keterangan" not in write_summary(record(EventType.DUGAAN_PELANGGARAN, officials=(village,)))


def test_an_appeal_is_ascribed_to_a_single_speaker_only() -> None:
    held = record(EventType.IMBAUAN, date(2024, 2, 1), "Lapangan Contoh", officials=(COMMANDER, CHAIR), groups=("TNI",))
    assert write_summary(held) == (
        "Pada 1 Februari 2024 di Lapangan Contoh, TNI diimbau menjaga netralitas. Keterangan disampaikan oleh "
        "Dandim 1604/Kupang Leo Andai dan Ketua Bawaslu Kabupaten Kupang Maria Contoh."
    )
