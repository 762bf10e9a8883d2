"""Page dates: each form that outlets print, with and without a label."""

from __future__ import annotations

import pytest

from crawler.read.timezones import has_offset, page_moment

PRINTED = {
    "Kamis, 19 September 2024 | 13:10 WIB": "2024-09-19T13:10:00+07:00",
    "- Selasa, 24 Februari 2026 | 08:50 WIB": "2026-02-24T08:50:00+07:00",
    "Senin, 22 Januari 2024 19:00 WIB": "2024-01-22T19:00:00+07:00",
    "Selasa, 24 Sep 2024 18:07 WIB": "2024-09-24T18:07:00+07:00",
    "Kompas.com - 02/11/2023, 21:34 WIB": "2023-11-02T21:34:00+07:00",
    "2 Agustus 2024, 12:27 WIB": "2024-08-02T12:27:00+07:00",
    "20/1/2026 18:30": "2026-01-20T18:30:00+08:00",
    "Rabu, 11 Desember 2019 - 14:12 WIB": "2019-12-11T14:12:00+07:00",
    "Kamis, 21 November 2024 – 16:35 WIB": "2024-11-21T16:35:00+07:00",
    "11 Februari 2026": "2026-02-11T00:00:00+08:00",
    "Tayang: Minggu, 29 September 2024 10:15 WITA": "2024-09-29T10:15:00+08:00",
    "Jum'at, 2 Agt 2024 pukul 10.00 WITA": "2024-08-02T10:00:00+08:00",
    "Ahad, 3 Nop 2024 | 07:05 WIT": "2024-11-03T07:05:00+09:00",
    "1 Pebruari 2018 09:00": "2018-02-01T09:00:00+08:00",
    "By Redaksi31 Januari 20202 Mins Read": "2020-01-31T00:00:00+08:00",
    "September 19, 2024 1:10 pm": "2024-09-19T13:10:00+08:00",
    "2024-09-19T13:10:45+07:00": "2024-09-19T13:10:45+07:00",
    "2024-09-19T13:10:45.120+0800": "2024-09-19T13:10:45+08:00",
    "2024-09-19 13:10:45": "2024-09-19T13:10:45+08:00",
    "2023/11/02 20:59:53": "2023-11-02T20:59:53+08:00",
    "2024-09-19T17:10:45Z": "2024-09-20T01:10:45+08:00",
    "2024-09-19T06:44:10+00:00": "2024-09-19T14:44:10+08:00",
    "Thu, 19 Sep 2024 05:10:00 +0000": "2024-09-19T13:10:00+08:00",
    "1726722645": "2024-09-19T13:10:45+08:00",
    "1726722645000": "2024-09-19T13:10:45+08:00",
}


@pytest.mark.parametrize("printed", PRINTED)
def test_date_is_read(printed: str) -> None:
    moment = page_moment(printed, "WITA")
    assert moment is not None
    assert moment.isoformat() == PRINTED[printed]


@pytest.mark.parametrize(
    "printed",
    [
        "31/02/2024",
        "30 Februari 2024 10:00 WIB",
        "12/13/2024",
        "5 Mei 2024 25:10 WIB",
        "12 jam lalu",
        "",
        "Pemilu 2024",
        "+62 812 3456 7890",
        "0001-01-01T00:00:00Z",
    ],
)
def test_what_is_no_date_is_none(printed: str) -> None:
    assert page_moment(printed, "WITA") is None


def test_default_zone_is_for_dates_without_one() -> None:
    for zone, offset in (("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00")):
        moment = page_moment("19 September 2024 23:30", zone)
        assert moment is not None
        assert moment.isoformat() == f"2024-09-19T23:30:00{offset}"
    with pytest.raises(KeyError):
        page_moment("19 September 2024", "CET")


def test_offset_is_told_from_none() -> None:
    assert has_offset("2024-09-19T13:10:45Z")
    assert has_offset("Kamis, 19 September 2024 | 13:10 WIB")
    assert has_offset("1726722645")
    assert not has_offset("2024-09-19 13:10:45")
    assert not has_offset("19 September 2024")
