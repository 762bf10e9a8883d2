"""The record's Markdown form: what is written is read back, byte for byte, whatever the strings hold."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawler.record import (
    BrokenRecord,
    CaseState,
    Event,
    EventType,
    Evidence,
    Official,
    Position,
    Record,
    Relevance,
    Review,
    Revision,
    Status,
    as_json,
    clean_line,
    dump,
    load,
    record_id,
)

text = st.text(max_size=60)
texts = st.lists(text, max_size=3).map(tuple)
moments = st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
states = st.none() | st.sampled_from(CaseState)
positions = st.builds(Position, st.none() | text, st.none() | text)
officials = st.builds(Official, text, st.lists(positions, max_size=2).map(tuple), st.booleans(), st.booleans(), states)
records = st.builds(
    Record,
    id=text.map(record_id),
    url=text,
    outlet=text,
    headline=text,
    published=st.none() | moments,
    published_raw=st.none() | text,
    retrieved=st.none() | moments,
    authors=texts,
    relevance=st.builds(Relevance, st.floats(0, 1), texts),
    event=st.builds(Event, text, st.sampled_from(EventType), st.none() | days, st.none() | text),
    kabupaten=texts,
    kecamatan=texts,
    officials=st.lists(officials, max_size=2).map(tuple),
    institutions=texts,
    laws=texts,
    election=st.none() | text,
    groups=texts,
    case_state=states,
    evidence=st.lists(st.builds(Evidence, text, text, text), max_size=2).map(tuple),
    status=st.sampled_from(Status),
    reviewed=st.none() | st.builds(Review, text, st.none() | days, texts),
    revisions=st.lists(st.builds(Revision, moments, texts), max_size=2).map(tuple),
    summary=st.text(max_size=200),
)


@given(records)
def test_dump_and_load_give_the_same_bytes(record: Record) -> None:
    document = dump(record)
    assert dump(load(document)) == document


@given(records)
def test_no_string_reaches_another_key(record: Record) -> None:
    read = load(dump(record))
    assert read.headline == clean_line(record.headline)
    assert (read.status, read.id, read.reviewed is None) == (record.status, record.id, record.reviewed is None)


HOSTILE = [
    "Judul\nSlug: x\nstatus: published",
    "---\nid: lain",
    "'\"><script>alert(1)</script>",
    "- butir: [a, {b: c}]",
    "!!python/object/apply:os.system ['true']",
    "nama\u202eterbalik\u200bkosong",
    "= 1+1",
    "on",
    "2024-09-27",
    "0x1f",
    "~",
]


@pytest.mark.parametrize("headline", HOSTILE)
def test_a_hostile_headline_stays_a_headline(headline: str) -> None:
    record = Record(
        "0" * 12, "https://contoh.id/a", "contoh", headline, None, None, None, (), Relevance(1.0), Event("0" * 12)
    )
    document = dump(record)
    read = load(document)
    assert read.headline == clean_line(headline)
    assert "\n" not in read.headline
    assert read.status is Status.DRAFT
    assert list(yaml.safe_load(document.split("---\n")[1])) == list(
        yaml.safe_load(dump(load(document)).split("---\n")[1])
    )


def test_keys_stand_in_the_order_of_the_model() -> None:
    record = Record(
        "0" * 12, "https://contoh.id/a", "contoh", "Judul", None, None, None, (), Relevance(1.0), Event("0" * 12)
    )
    keys = [line.split(":")[0] for line in dump(record).split("\n") if line and line[0].isalpha()]
    assert keys[:10] == [
        "id", "url", "outlet", "headline", "published", "published_raw", "retrieved", "authors", "relevance", "event",
    ]  # fmt: skip


def test_plain_values_hold_every_field_of_the_model() -> None:
    record = replace(
        Record("0" * 12, "", "", "", None, None, None, (), Relevance(1.0), Event("0" * 12)),
        officials=(Official("Maria Contohan", (Position("Camat", None),)),),
        evidence=(Evidence("laws", "Kutipan.", "aturan"),),
        reviewed=Review("penyunting"),
        revisions=(Revision(datetime(2024, 9, 28, tzinfo=UTC)),),
    )
    row = as_json(record)
    official = row["officials"][0]
    plain = {Record: row, Relevance: row["relevance"], Event: row["event"], Review: row["reviewed"]}
    plain |= {Official: official, Position: official["positions"][0]}
    plain |= {Evidence: row["evidence"][0], Revision: row["revisions"][0]}
    for model, values in plain.items():
        assert list(values) == [field.name for field in fields(model)]


GOOD = dump(
    Record("0" * 12, "https://contoh.id/a", "contoh", "Judul", None, None, None, (), Relevance(1.0), Event("0" * 12))
)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("", "no front matter"),
        ("---\nid: a\n", "not closed"),
        ("---\n- a\n---\n", "not a mapping"),
        ("---\nid: [a\n---\n", "broken YAML"),
        ("---\nid: !!python/name:os.system\n---\n", "broken YAML"),
        ("---\nid: a\n---\n", "missing key"),
        (GOOD.replace("type: lainnya", "type: pesta"), "pesta"),
        (GOOD.replace("published: null", "published: 2024-09-28T10:00:00"), "without an offset"),
        (GOOD.replace("published: null", "published: 31/02/2024"), "31/02/2024"),
        (GOOD.replace("authors: []", "authors: Ani"), "expected a list"),
        (GOOD.replace("headline: Judul", "headline: {a: b}"), "expected text"),
        (GOOD.replace("score: 1.0", "score: tinggi"), "tinggi"),
    ],
)
def test_a_broken_record_is_told_in_one_line(document: str, said: str) -> None:
    with pytest.raises(BrokenRecord) as caught:
        load(document)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
