"""The record's summary: two or three Indonesian sentences, in the program's own words, from the facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crawler.record import CaseState, EventType, Official, Record
from crawler.write.offices import handles_cases, office_words

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_NAMED_OFFICIALS = 3
_NAMED_LAWS = 3

_EVENT = {
    EventType.SOSIALISASI: ("Sosialisasi netralitas", "berlangsung"),
    EventType.DEKLARASI: ("Deklarasi netralitas", "berlangsung"),
    EventType.PENGAWASAN: ("Pengawasan netralitas", "dilakukan"),
    EventType.KOORDINASI: ("Koordinasi tentang netralitas", "berlangsung"),
    EventType.SURVEI: ("Hasil kajian atau survei tentang netralitas", "dipaparkan"),
    EventType.LAINNYA: ("Peristiwa yang menyangkut netralitas", "berlangsung"),
}
_STATES = {
    CaseState.DILAPORKAN: "Menurut berita ini, dugaan itu baru berupa laporan atau penelusuran awal, belum terbukti.",
    CaseState.DIPERIKSA: "Menurut berita ini, dugaan itu masih diperiksa dan belum diputus.",
    CaseState.TERBUKTI: "Menurut berita ini, pelanggaran dinyatakan terbukti atau direkomendasikan untuk disanksi.",
    CaseState.DISANKSI: "Menurut berita ini, sanksi atau hukuman telah dijatuhkan.",
    CaseState.TIDAK_TERBUKTI: "Menurut berita ini, dugaan itu tidak terbukti.",
}


def write_summary(record: Record) -> str:
    """The summary, one paragraph. It quotes nothing and names no one who is accused; of a breach it names only those
    who spoke about it, and an allegation is worded as one."""
    kind = record.event.type
    if kind.is_violation:
        sentences = [_violation(record), _STATES.get(record.case_state or CaseState.DILAPORKAN, ""), _speakers(record)]
    elif kind is EventType.IMBAUAN:
        sentences = [_appeal(record), _speakers(record), _laws(record.laws)]
    else:
        sentences = [_held(record), _speakers(record), _laws(record.laws)]
    return " ".join(sentence for sentence in sentences if sentence)


def _held(record: Record) -> str:
    """Deklarasi netralitas ASN di Kabupaten X dalam Pilkada 2024 berlangsung di Hotel Y pada 27 September 2024."""
    noun, verb = _EVENT[record.event.type]
    when, venue = _when(record.event.date), _venue(record.event.venue)
    if record.event.type is EventType.LAINNYA and not venue:
        verb = "tercatat"
    if not (when or venue):
        verb, when = "diberitakan", _reported(record)
    return _sentence(noun, _groups(record), _where(record), _election(record), verb, venue, when)


def _appeal(record: Record) -> str:
    """Pada 4 Februari 2019 di Lapangan X, TNI di Kabupaten Belu diimbau menjaga netralitas dalam Pemilu 2019."""
    start = " ".join(part for part in (_when(record.event.date), _venue(record.event.venue)) if part)
    start = f"{start}," if start else ""
    return _sentence(start, _groups(record), _where(record), "diimbau menjaga netralitas", _election(record))


def _violation(record: Record) -> str:
    """Dugaan pelanggaran netralitas ASN di Kabupaten Alor dalam Pilkada 2024 mengemuka pada 26 November 2024."""
    subject = "Dugaan pelanggaran netralitas"
    if record.event.type is EventType.PENANGANAN_PELANGGARAN:
        proven = record.case_state in (CaseState.TERBUKTI, CaseState.DISANKSI)
        subject = "Penanganan pelanggaran netralitas" if proven else "Penanganan dugaan pelanggaran netralitas"
    verb = "mengemuka" if record.event.type is EventType.DUGAAN_PELANGGARAN else "berlangsung"
    when = _when(record.event.date)
    if not when:
        verb, when = "diberitakan", _reported(record)
    return _sentence(subject, _groups(record), _where(record), _election(record), verb, when)


def _speakers(record: Record) -> str:
    """Keterangan disampaikan oleh A, B, C, dan seorang pejabat lain. Of several speakers nobody can tell which one
    appealed, so that only a single one is said to have done so."""
    speakers = [official for official in record.officials if official.speaker and not official.subject]
    chosen = [one for one in speakers if not record.event.type.is_violation or any(map(handles_cases, one.positions))]
    named = [_titled(official) for official in chosen[:_NAMED_OFFICIALS]]
    if not named:
        return ""
    if rest := len(speakers) - len(named):
        named.append("seorang pejabat lain" if rest == 1 else f"{rest} pejabat lain")
    what = "Imbauan" if record.event.type is EventType.IMBAUAN and len(speakers) == 1 else "Keterangan"
    return _sentence(f"{what} disampaikan oleh", join_words(named))


def _laws(laws: Sequence[str]) -> str:
    if not laws:
        return ""
    named = list(laws[:_NAMED_LAWS])
    if rest := len(laws) - len(named):
        named.append(f"{rest} aturan lain")
    return _sentence("Aturan yang dirujuk:", join_words(named))


def _groups(record: Record) -> str:
    """The groups as in "ASN, TNI, Polri, dan kepala desa": names that are no abbreviation in small letters."""
    return (
        join_words([name if name.isupper() or name == "Polri" else name.lower() for name in record.groups])
        or "aparatur negara"
    )


def _where(record: Record) -> str:
    names = [name.replace("Provinsi NTT", "Provinsi Nusa Tenggara Timur") for name in record.kabupaten]
    return f"di {join_words(names)}" if names else ""


def _election(record: Record) -> str:
    return f"dalam {record.election}" if record.election else ""


def _when(day: date | None) -> str:
    return f"pada {indonesian_date(day)}" if day else ""


def _reported(record: Record) -> str:
    return _when(record.published.date()) if record.published else "media"


def _venue(venue: str | None) -> str:
    if not venue:
        return ""
    return venue if venue.lower().startswith("di ") else f"di {venue}"


def _titled(official: Official) -> str:
    """The official as in "Ketua Bawaslu Kabupaten Kupang Nama": the first office that has a title, and the name."""
    office = next((position for position in official.positions if position.title), None)
    return f"{office_words(office)} {official.name}" if office else official.name


def indonesian_date(day: date) -> str:
    """The day as in "27 September 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def join_words(words: Sequence[str]) -> str:
    """The words as in "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def _sentence(*parts: str) -> str:
    text = " ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
