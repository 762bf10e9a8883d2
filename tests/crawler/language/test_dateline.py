"""Datelines: what stands before the separator, and hyphens that separate nothing."""

from __future__ import annotations

import pytest

from crawler.text import split_dateline


@pytest.mark.parametrize(
    ("paragraph", "dateline", "rest"),
    [
        ("POS-KUPANG.COM, ATAMBUA - Camat netral.", "POS-KUPANG.COM, ATAMBUA", "Camat netral."),
        ("POS-KUPANG.COM | RUTENG -- Camat netral.", "POS-KUPANG.COM | RUTENG", "Camat netral."),
        ("POS-KUPANG.COM|WAIKABUBAK---Camat netral.", "POS-KUPANG.COM|WAIKABUBAK", "Camat netral."),
        ("Kota Kupang | Camat netral.", "Kota Kupang", "Camat netral."),
        ("Kupang, Vox NTT-Camat netral.", "Kupang, Vox NTT", "Camat netral."),
        ("Bajawa, Vox NTT- Camat netral.", "Bajawa, Vox NTT", "Camat netral."),
        ("KEFAMENANU,- Camat netral.", "KEFAMENANU", "Camat netral."),
        ("Menurut Undang-Undang Desa, camat netral.", None, None),
        ("Menurut Undang – Undang Desa, camat netral.", None, None),
        ("Sinergi TNI-Polri terjaga.", None, None),
        ("Sesuai PermenPAN-RB, camat netral.", None, None),
        ("Perang Rusia-Ukraina belum usai.", None, None),
    ],
)
def test_dateline(paragraph: str, dateline: str | None, rest: str | None) -> None:
    assert split_dateline([paragraph]) == (dateline, [rest or paragraph])
