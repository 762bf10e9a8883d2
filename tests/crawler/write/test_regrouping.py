"""Grouping reads each record's file once, and again only where its event may change it. All people are invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crawler.items import WITA
from crawler.record import BrokenRecord, Event, EventType, Record, Review
from crawler.write.copies import copy_mark
from crawler.write.grouping import group_known
from crawler.write.regrouping import regroup
from tests.crawler.write.test_grouping import TEXT, record


class Shelf:
    """Records in memory, by name of their files, and how often each was read."""

    def __init__(self, *records: Record) -> None:
        self.records, self.reads = {one.id: one for one in records}, Counter[str]()

    def read(self, name: str) -> Record:
        self.reads[name] += 1
        if name not in self.records:
            raise BrokenRecord(name)
        return self.records[name]

    def change(self, name: str, change: Callable[[Record], Record]) -> bool:
        kept = self.records[name]
        self.records[name] = change(kept)
        return self.records[name] is not kept

    def regroup(self, **texts: str) -> int:
        return regroup([*self.records, "broken"], group_known, texts, self.read, self.change)


MORNING = datetime(2024, 9, 26, 8, tzinfo=WITA)
LONE = record("z", day="2024-11-02", published=MORNING + timedelta(days=40))


def test_only_records_of_common_events_are_read_again() -> None:
    shelf = Shelf(record("a"), record("b", published=MORNING + timedelta(hours=1)), LONE)
    assert shelf.regroup(a=TEXT, b=TEXT, z=TEXT) == 1
    assert shelf.reads == {"a": 2, "b": 2, "z": 1, "broken": 1}
    assert shelf.records["b"].event.id == "a"
    assert copy_mark(shelf.records["b"])
    assert shelf.regroup(a=TEXT, b=TEXT, z=TEXT) == 0


@pytest.mark.parametrize("texts", [{}, {"b": TEXT}], ids=["no text", "its text"])
def test_a_record_that_stays_behind_alone_loses_event_and_mark(texts: dict[str, str]) -> None:
    shelf = Shelf(record("a"), record("b", published=MORNING + timedelta(hours=1)))
    shelf.regroup(a=TEXT, b=TEXT)
    behind = Shelf(shelf.records["b"], LONE)
    assert behind.regroup(**texts) == 1
    assert behind.records["b"].event.id == "b"
    assert copy_mark(behind.records["b"]) is None
    assert behind.reads["z"] == 1


def test_a_record_put_into_an_event_by_hand_is_compared_with_its_other_reports() -> None:
    by_hand = replace(LONE, reviewed=Review("kurasi", None, ("event.id",)), event=Event("a", EventType.DEKLARASI))
    shelf = Shelf(record("a"), by_hand)
    assert shelf.regroup(a=TEXT, z=TEXT) == 1
    assert copy_mark(shelf.records["z"])
    assert shelf.records["z"].event.id == "a"
