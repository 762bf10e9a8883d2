"""The records that the repository holds: each file is sound, and the curated ones keep what the method page promises."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.data import DATA
from crawler.read.canonical import canonical_url
from crawler.record import EventType, Record, dump, load, record_id
from crawler.sources import load_sources

RECORDS = Path(__file__).parents[2] / "content" / "records"
FILES = sorted(RECORDS.rglob("*.md"))
CURATED = [path for path in FILES if "\n  by: kurasi\n" in path.read_text(encoding="utf-8")]
LEAST_CURATED = 45

PROVINCE = "Provinsi NTT"
# Full stops that end no sentence: "Plt. Sekda", "Imanuel M. Anie", "Amrunur Muh. Darwan".
ABBREVIATED = re.compile(r"\b(?:Plt|Plh|Pj|Pjs|Muh|[A-Z])\.")
SENTENCE_END = re.compile(r"[.!?](?= [A-Z0-9]|$)", re.MULTILINE)
QUOTATION_MARKS = re.compile('["“”„«»]')

every_record = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
every_curated_record = pytest.mark.parametrize("path", CURATED, ids=[path.stem for path in CURATED])


def read(path: Path) -> Record:
    return load(path.read_text(encoding="utf-8"))


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


UNITS = {row["code"]: row["name"] for row in rows("kabupaten.csv")}
KECAMATAN = {(row["name"], UNITS[row["kabupaten"]]) for row in rows("kecamatan.csv")}
SOURCES = load_sources()


def place(record: Record) -> str:
    """Where the store keeps a record; a curated one whose article has no known day stands under the event's."""
    moment = record.published or record.retrieved
    day = moment.date() if moment else record.event.date
    return f"{day:%Y/%m/%Y-%m-%d}-{record.id}.md" if day else f"undated/undated-{record.id}.md"


def sentences(text: str) -> int:
    return len(SENTENCE_END.findall(ABBREVIATED.sub("", text)))


def test_there_are_enough_curated_records() -> None:
    assert len(CURATED) >= LEAST_CURATED


def test_no_two_files_hold_one_record() -> None:
    counts = Counter(read(path).id for path in FILES)
    assert [id for id, count in counts.items() if count > 1] == []


@every_record
def test_a_record_comes_back_byte_for_byte(path: Path) -> None:
    document = path.read_text(encoding="utf-8")
    assert dump(load(document)) == document


@every_record
def test_a_file_bears_the_id_of_its_address(path: Path) -> None:
    record = read(path)
    assert record.id == record_id(record.url)
    assert path.name.endswith(f"-{record.id}.md")


@every_record
def test_places_are_official(path: Path) -> None:
    record = read(path)
    assert set(record.kabupaten) <= {*UNITS.values(), PROVINCE}
    for kecamatan in record.kecamatan:
        assert any((kecamatan, unit) in KECAMATAN for unit in record.kabupaten), kecamatan


@every_record
def test_an_outlet_goes_by_its_name_in_the_table_of_sources(path: Path) -> None:
    record = read(path)
    source = SOURCES.of_host(urlsplit(record.url).hostname or "")
    assert source is None or record.outlet == source.name


@every_record
def test_only_alleged_or_handled_breaches_have_a_case_state(path: Path) -> None:
    record = read(path)
    assert record.event.type.is_violation or record.case_state is None


@every_curated_record
def test_a_curated_record_has_a_canonical_address_a_place_and_a_dated_file(path: Path) -> None:
    """A crawled record keeps its file when a later crawl learns another day; a curated one is placed by hand."""
    record = read(path)
    assert record.url == canonical_url(record.url)
    assert record.kabupaten
    assert path.relative_to(RECORDS).as_posix() == place(record)


@every_curated_record
def test_a_curated_record_names_nobody_who_is_accused(path: Path) -> None:
    for official in read(path).officials:
        assert not official.subject
        assert official.subject_state is None


@every_curated_record
def test_a_curated_breach_tells_what_each_named_official_did(path: Path) -> None:
    """A name in the list alone would leave open on which side of the case its bearer stands."""
    record = read(path)
    if record.event.type.is_violation:
        assert record.case_state is not None
        assert [official.name for official in record.officials if official.name not in record.summary] == []


@every_curated_record
def test_a_curated_record_quotes_nobody(path: Path) -> None:
    record = read(path)
    assert record.evidence == ()
    assert not QUOTATION_MARKS.search(record.headline + record.summary)


@every_curated_record
def test_a_curated_record_has_a_summary_of_its_own(path: Path) -> None:
    record = read(path)
    assert 2 <= sentences(record.summary) <= 4
    assert record.headline not in record.summary


@every_curated_record
def test_a_curated_record_says_who_reviewed_all_of_it(path: Path) -> None:
    record = read(path)
    assert record.reviewed is not None
    assert record.reviewed.fields == ()
    assert record.relevance.reasons == ("kurasi",)
    assert record.revisions == ()


def test_no_two_curated_records_share_headline_or_summary() -> None:
    records = [read(path) for path in CURATED]
    for texts in ([r.headline for r in records], [r.summary for r in records]):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_shared_event_bears_the_id_of_one_of_its_records() -> None:
    records = [read(path) for path in CURATED]
    assert {record.event.id for record in records} <= {record.id for record in records}


def test_the_curated_records_show_every_side_of_the_subject() -> None:
    records = [read(path) for path in CURATED]
    assert set(EventType) - {record.event.type for record in records} <= {EventType.LAINNYA}
    assert len({unit for record in records for unit in record.kabupaten} - {PROVINCE}) >= 18


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Plt. Sekda Imanuel M. Anie hadir.", 1),
        ("Ia hadir. Ketua berbicara pada 2024. Tiga orang datang.", 3),
        ("Tanpa tanda akhir", 0),
    ],
)
def test_full_stops_of_abbreviations_end_no_sentence(text: str, count: int) -> None:
    assert sentences(text) == count


def test_every_outlet_has_a_name_for_readers() -> None:
    titles = {source.name: source.title for source in load_sources()}
    others = {row["name"]: row["title"] for row in rows("outlets.csv")}
    assert not titles.keys() & others.keys(), "one place for a name"
    named = titles | others
    assert {read(path).outlet for path in FILES} <= named.keys()
    assert not [title for title in others.values() if not title[:1].isalpha() or title != title.strip()]
