"""The words readers see: dates, types and states in Indonesian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crawler.record import CaseState, EventType

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

TYPES: dict[EventType, str] = {
    EventType.SOSIALISASI: "Sosialisasi",
    EventType.DEKLARASI: "Deklarasi",
    EventType.IMBAUAN: "Imbauan",
    EventType.DUGAAN_PELANGGARAN: "Dugaan pelanggaran",
    EventType.PENANGANAN_PELANGGARAN: "Penanganan dugaan pelanggaran",
    EventType.PENGAWASAN: "Pengawasan",
    EventType.KOORDINASI: "Koordinasi",
    EventType.SURVEI: "Survei",
    EventType.LAINNYA: "Lainnya",
}

# An allegation stays one until a body has decided; every state says who or what it rests on.
SUBJECT_STATES: dict[CaseState | None, str] = {
    None: "disebut dalam dugaan pelanggaran; belum ada keputusan yang diberitakan",
    CaseState.DILAPORKAN: "dilaporkan atas dugaan pelanggaran; belum terbukti",
    CaseState.DIPERIKSA: "diperiksa atas dugaan pelanggaran; belum terbukti",
    CaseState.TERBUKTI: "menurut pemberitaan, dinyatakan terbukti melanggar oleh lembaga yang memeriksa",
    CaseState.DISANKSI: "menurut pemberitaan, dikenai sanksi oleh lembaga yang berwenang",
    CaseState.TIDAK_TERBUKTI: "diperiksa dan dinyatakan tidak terbukti melanggar",
}

CASE_STATES: dict[CaseState, str] = {
    CaseState.DILAPORKAN: "Dilaporkan (masih dugaan)",
    CaseState.DIPERIKSA: "Sedang diperiksa (masih dugaan)",
    CaseState.TERBUKTI: "Dinyatakan terbukti menurut pemberitaan",
    CaseState.DISANKSI: "Sanksi dijatuhkan menurut pemberitaan",
    CaseState.TIDAK_TERBUKTI: "Dinyatakan tidak terbukti",
}

# Sentences name no group but these: the field is free text that a page may have filled.
_GROUPS = ("ASN", "PPPK", "TNI", "Polri", "Kepala Desa", "Perangkat Desa")


def day_in_words(day: date) -> str:
    """The day as printed in Indonesian: 27 September 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def listing(items: Sequence[str]) -> str:
    """The items as one phrase: "A", "A dan B", "A, B, dan C"."""
    if len(items) < 3:
        return " dan ".join(items)
    return ", ".join(items[:-1]) + ", dan " + items[-1]


def neutral_title(kind: EventType, groups: Sequence[str], places: Sequence[str]) -> str:
    """A title made of facts alone, for records whose headline is withheld."""
    named = [group for group in _GROUPS if group in groups]
    whom = "ASN" if not named or "ASN" in named else listing(named)
    where = f" di {listing(places)}" if places else ""
    if kind.is_violation:
        return f"{TYPES[kind]} netralitas {whom}{where}"
    if kind is EventType.LAINNYA:
        return f"Kegiatan terkait netralitas {whom}{where}"
    return f"{TYPES[kind]} terkait netralitas {whom}{where}"
