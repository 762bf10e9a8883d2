"""Records that nobody would write: shown sanely, or refused by name; the rest of the site is built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from crawler.record import Event, EventType, Record
from tests.theme.samples import APPEAL, DECLARATION, MARKUP, build, official, record, write_records
from theme.weigh import weigh

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CROWD = tuple(
    official(
        f"Rekaan{LETTERS[n // 676]}{LETTERS[n // 26 % 26]} Umpama{LETTERS[n % 26]}",
        "Lurah",
        "Kelurahan Rekaan",
        speaker=True,
    )
    for n in range(3000)
)
WHERE = "Kabupaten Belu"
STRANGE: dict[str, Record] = {
    "nothing optional": record("kosong", EventType.LAINNYA, None, "", headline="Hanya judul"),
    "a headline of ten thousand letters": record("panjang", EventType.IMBAUAN, date(2024, 1, 2), WHERE, headline="Imbauan netral " * 700),
    "a headline of one word": record("kata", EventType.IMBAUAN, date(2024, 1, 3), WHERE, headline="N" * 3000),
    "thousands of officials": record("ramai", EventType.DEKLARASI, date(2024, 1, 4), WHERE, officials=CROWD),
    "hundreds of institutions": record(
        "lembaga", EventType.DEKLARASI, date(2024, 1, 5), WHERE, institutions=tuple(f"Dinas Rekaan {n}" for n in range(300))
    ),
    "before 2000": record("lama", EventType.SURVEI, date(1955, 9, 29), WHERE),
    "the first day there is": record("awal", EventType.SURVEI, date(1, 1, 1), WHERE),
    "in the future": record("depan", EventType.SURVEI, date(2999, 12, 30), WHERE),
    "the last day there is": replace(APPEAL, id="0123456789ab", event=Event("0123456789ab", EventType.SURVEI, date.max)),
    "published before it happened": record("dulu", EventType.SURVEI, date(2024, 5, 5), WHERE, published=APPEAL.published),
    "markup for a name": record(
        "markah", EventType.SURVEI, date(2024, 6, 6), WHERE, officials=(official(MARKUP, MARKUP, MARKUP, speaker=True),), institutions=(MARKUP,) * 3
    ),
    "directions of script and marks": record("arah", EventType.SURVEI, date(2024, 7, 7), WHERE, headline="\u202eterbalik\u202c Ne\u0301tral \U0001f600"),
    "a place that is none": record("antah", EventType.SURVEI, date(2024, 8, 8), "Kabupaten Antah Berantah", kecamatan=("Antah",)),
    "an address that is none": record("alamat", EventType.SURVEI, date(2024, 8, 9), WHERE, url="http://[rusak"),
}  # fmt: skip


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content, output = tmp_path_factory.mktemp("content"), tmp_path_factory.mktemp("out")
    write_records(content, (DECLARATION, *STRANGE.values()))
    done = build(content, output)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "warning" not in done.stderr
    return output


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_record_has_a_page(strange: Path, name: str) -> None:
    page = lxml.html.parse(str(strange / "kegiatan" / f"{STRANGE[name].event.id}.html")).getroot()
    heading = page.cssselect("h1")[0].text_content()
    assert 0 < len(heading) <= 310
    assert not page.xpath("//img | //*[@onerror]")


def test_no_page_grows_beyond_its_limit(strange: Path) -> None:
    assert [(one.path, one.bytes) for one in weigh(strange) if one.too_heavy] == []


def test_a_crowd_is_counted_and_its_rest_is_in_the_data(strange: Path) -> None:
    page = lxml.html.parse(str(strange / "kegiatan" / f"{STRANGE['thousands of officials'].id}.html")).getroot()
    told = page.cssselect("[aria-labelledby=berbicara]")[0].text_content()
    assert "dan 2940 lainnya" in told
    assert CROWD[-1].name in (strange / "data/catatan.json").read_text(encoding="utf-8")
    assert 50 < len(list((strange / "pejabat").glob("rekaan*.html"))) <= 100


def test_far_dates_do_not_stretch_the_chart(strange: Path) -> None:
    page = lxml.html.parse(str(strange / "wilayah/kabupaten-belu.html")).getroot()
    assert 4 <= len(page.cssselect(".batang svg")) <= 8
    years = [heading.text_content().split()[0] for heading in page.cssselect(".tahun > h2")]
    assert years == ["2999", "2024", "1955", "1"]


def test_a_day_without_a_tomorrow_breaks_nothing(strange: Path) -> None:
    assert "31 Desember 9999" in (strange / "index.html").read_text(encoding="utf-8")
