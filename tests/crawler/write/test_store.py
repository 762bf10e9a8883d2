"""The store: one article is one file, what a person has set stays, a broken file is named and left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.record import Event, EventType, Official, Record, Review, Status, dump, load
from crawler.write.store import Outcome, Store, write_atomically
from tests.crawler.invented import record

LATER = datetime.fromisoformat("2024-10-09T02:00:00+08:00")


def kept(store: Store) -> Record:
    (found,) = store.load_all().records.values()
    return found


def test_a_record_stands_under_its_day_and_id(tmp_path: Path) -> None:
    store, one = Store(tmp_path), record()
    assert store.put(one) is Outcome.NEW
    path = tmp_path / "records/2024/10" / f"2024-10-02-{one.id}.md"
    assert path.read_text(encoding="utf-8") == dump(one)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_record_without_a_date_stands_under_the_day_of_retrieval(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record(published=None))
    assert [p.name[:10] for p in store.load_all().records] == ["2024-10-03"]


def test_the_same_article_twice_is_one_unchanged_file(tmp_path: Path) -> None:
    Store(tmp_path).put(record())
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.md")}
    assert Store(tmp_path).put(record(retrieved=LATER)) is Outcome.UNCHANGED
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.md")} == before


def test_changed_facts_are_a_revision_of_the_same_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record())
    changed = record(retrieved=LATER, headline="Judul Baru", published=LATER, officials=())
    assert store.put(changed) is Outcome.UPDATED
    found = kept(store)
    assert (found.headline, found.officials, found.retrieved) == ("Judul Baru", (), LATER)
    (revision,) = found.revisions
    assert revision.on == LATER
    assert set(revision.changed) == {"headline", "published", "officials"}


@pytest.mark.parametrize(
    ("held", "headline", "date_kept"),
    [(("event.date",), "Judul Baru", True), (("event",), "Judul Baru", True), (("headline",), "Judul Tangan", False)],
)
def test_reviewed_fields_stay(tmp_path: Path, held: tuple[str, ...], headline: str, date_kept: bool) -> None:
    store, day = Store(tmp_path), datetime(2024, 9, 30).date()
    by_hand = record(headline="Judul Tangan", reviewed=Review("Kurator", fields=held))
    store.put(replace(by_hand, event=replace(by_hand.event, date=day)))
    store.put(record(headline="Judul Baru", retrieved=LATER))
    found = kept(store)
    assert found.headline == headline
    assert (found.event.date == day) is date_kept
    assert found.reviewed == by_hand.reviewed


def test_a_wholly_reviewed_record_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record(reviewed=Review("Kurator")))
    assert store.put(record(headline="Lain", status=Status.DRAFT, retrieved=LATER)) is Outcome.UNCHANGED
    assert kept(store).headline == record().headline


def test_a_broken_file_is_named_and_left_alone(tmp_path: Path) -> None:
    Store(tmp_path).put(record())
    (path,) = tmp_path.rglob("*.md")
    path.write_text("---\nid: [\n---\n", encoding="utf-8")
    store = Store(tmp_path)
    assert store.put(record(headline="Baru")) is Outcome.BROKEN
    assert path.read_text(encoding="utf-8") == "---\nid: [\n---\n"
    assert [str(path) in line and "\n" not in line for line in store.warnings] == [True]
    loaded = store.load_all()
    assert not loaded.records
    assert len(loaded.warnings) == 1


def test_the_rest_is_loaded_beside_a_broken_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record())
    write_atomically(tmp_path / "records/2024/10/2024-10-01-aaaaaaaaaaaa.md", "tanpa kepala\n")
    loaded = store.load_all()
    assert [r.id for r in loaded.records.values()] == [record().id]
    assert len(loaded.warnings) == 1


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_atomically(path, "lama")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "baru \ud800")
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["lama"]


def test_grouping_gives_one_event_id_but_not_to_what_a_person_grouped(tmp_path: Path) -> None:
    first, second = record(), record("https://ekorantt.com/2024/10/03/imbauan-netral")
    third = record("https://florespos.net/2024/10/03/imbauan/", reviewed=Review("Kurator", fields=("event.id",)))
    store = Store(tmp_path)
    for one in (first, second, third):
        store.put(one)
    changed = store.group(lambda records, texts: {r.id: texts[first.id] for r in records}, {first.id: first.id})
    assert changed == 1
    events = {r.id: r.event.id for r in store.load_all().records.values()}
    assert events == {first.id: first.id, second.id: first.id, third.id: third.id}


def test_a_later_crawl_keeps_the_event_that_grouping_gave(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(replace(record(), event=Event("000000000000", EventType.IMBAUAN)))
    assert store.put(record(retrieved=LATER, officials=(Official("Lain"),))) is Outcome.UPDATED
    assert kept(store).event.id == "000000000000"


def test_a_person_may_edit_the_file_in_between(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(record())
    (path,) = tmp_path.rglob("*.md")
    edited = replace(load(path.read_text(encoding="utf-8")), reviewed=Review("Kurator", fields=("kabupaten",)))
    path.write_text(dump(replace(edited, kabupaten=("Kabupaten Nagekeo",))), encoding="utf-8")
    store.put(record(retrieved=LATER, headline="Baru"))
    assert kept(store).kabupaten == ("Kabupaten Nagekeo",)
