"""Whatever a page says, it gets a record or is off the subject, and soon; other stories' links change nothing."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.assemble import record_from
from crawler.items import Article
from crawler.record import Record
from crawler.text import LONGEST, read_text

WORDS = [
    *(
        "ASN",
        "Camat",
        "Bawaslu",
        "Kabupaten",
        "Belu",
        "netral",
        "calon",
        "bupati",
        "dilarang",
        "diduga",
        "Pilkada",
        "2024",
    ),
    *(
        "di",
        "Aula",
        "Senin",
        "(7/10/2024)",
        "UU",
        "Nomor",
        "10",
        '"',
        "“",
        "\n",
        ".",
        ",",
        "–",
        "\x00",
        "\x1b",
        "İ",
        "S.Pd",
    ),
]
ANY_TEXT = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)


def article(body: str, headline: str = "") -> Article:
    address = "https://example.org/a"
    return Article(address, address, "contoh", headline, tuple(body.split("\n")))


def record(body: str, headline: str = "") -> Record:
    return record_from(article(body, headline), None)


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_gives_a_record(headline: str, body: str) -> None:
    assert 0 <= record(body, headline).relevance.score <= 1


LINE = "Ketua Bawaslu Sikka, Yosef Umpama, meminta ASN netral pada Pilkada 2024, Senin (7/10/2024). "
LAW = "\n".join(
    f"Pasal {number}\n(1) Pegawai golongan {number} wajib netral menurut Undang-Undang Nomor {number} Tahun 2014. "
    f"(2) Sanksi ke-{number} dijatuhkan Bupati, Camat, dan Kepala Dinas bila ia memihak calon."
    for number in range(1, 700)
)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("nothing", ""),
        ("five megabytes of sentences", LINE * (5_000_000 // len(LINE))),
        ("no sentences", "asn netral pilkada " * 260_000),
        ("control characters", "\x00\x01\x1b[0m asn\x0b " * 300_000),
        ("English", "The regent of Belu told civil servants to stay neutral. " * 90_000),
        ("one word", "x" * 5_000_000),
        ("brackets", "(" * 5_000_000),
        ("quotation marks", '"' * 5_000_000),
        ("initials", "A. " * 1_600_000),
        ("dates", "1/1/2024 " * 550_000),
        ("fifty pages of law", LAW),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_answered_within_two_seconds(name: str, body: str) -> None:
    record(LINE)  # the tables are read
    given_ = article(body, name)
    started = time.process_time()
    record_from(given_, None)
    assert time.process_time() - started < 2


def test_only_the_front_of_a_dump_is_read() -> None:
    text = read_text(article("\n".join(f"Baris {number} tentang ASN netral." for number in range(20_000))))
    assert LONGEST * 0.9 < len(text.plain) <= LONGEST


STORY = f"Maumere – {LINE}\nPegawai yang memihak akan ditegur, kata Yosef.\nAcara itu digelar di Aula Contoh Maumere."


@pytest.mark.parametrize(
    "link",
    [
        "Baca juga: Bupati Belu Lantik Camat Raihat",
        "BACA JUGA: Kades di Alor Divonis Dua Bulan",
        "Baca Juga:  ASN Kabupaten Malaka Ikrar Netral di Hotel Umpama, Jumat (4/10/2024)",
    ],
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_link_to_another_story_changes_nothing(link: str, place: int) -> None:
    lines = STORY.split("\n")
    linked = "\n".join([*lines[:place], link, *lines[place:]])
    plain, other = record(STORY, "Bawaslu Sikka Minta ASN Netral"), record(linked, "Bawaslu Sikka Minta ASN Netral")
    assert plain.relevance.relevant
    assert plain.kabupaten == ("Kabupaten Sikka",)
    # Offsets of evidence move with the line; what is found does not.
    assert replace(other, evidence=()) == replace(plain, evidence=())
    assert [item.quote for item in other.evidence] == [item.quote for item in plain.evidence]
