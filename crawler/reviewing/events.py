"""Which records tell of one event, decided by a person: a line in events.csv, and the events' ids at once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from crawler.record import Record, dump
from crawler.reviewing.desk import ReviewDesk
from crawler.reviewing.refusing import Refused, in_one_line
from crawler.write.decisions import APART, COLUMNS, FILE, read_decisions
from crawler.write.grouping import group_known
from crawler.write.lock import sole_writer
from crawler.write.merging import with_fact
from crawler.write.store import Store, read_record, write_atomically


def decide(desk: ReviewDesk, relation: str, one: str, other: str, why: str) -> tuple[Path, int]:
    """The file of decisions and how many records changed. `relation` is APART or TOGETHER of crawler.write.decisions.

    Raises Refused, Unreadable among them, before anything is written.
    """
    if one == other:
        raise Refused("two different records are needed", "pair")
    for id in (one, other):
        desk.entry(id)
    path = desk.content / FILE
    row = [relation, one, other, desk.by, desk.today().isoformat(), " ".join(why.split())]
    with sole_writer(desk.content), in_one_line(one):
        read_decisions(path)
        append_row(path, COLUMNS, row)
    store, known = Store(desk.content), read_decisions(path)
    changed = store.group(lambda records, texts: group_known(records, texts, known), {})
    return path, changed + _settle(desk, relation, one, other)


def append_row(path: Path, columns: tuple[str, ...], row: list[str]) -> None:
    """Adds a line to a CSV file, which is made with its header where there is none; atomic."""
    known = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(columns) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    write_atomically(path, known + ("" if known.endswith("\n") else "\n") + line.getvalue())


def _settle(desk: ReviewDesk, relation: str, one: str, other: str) -> int:
    """Gives the decided event to records that grouping leaves alone, since a person has accepted them."""
    first, second = (desk.entry(id).record for id in (one, other))
    if (first.event.id == second.event.id) is not (relation == APART):
        return 0
    if relation == APART:
        moving = first if second.id == second.event.id else second
        return _move(desk, [moving.id], moving.id)
    earlier, later = sorted((first, second), key=_order)
    same = [record.id for record in desk.all().records.values() if record.event.id == later.event.id]
    return _move(desk, same, earlier.event.id)


def _move(desk: ReviewDesk, ids: list[str], event: str) -> int:
    for id in ids:
        with sole_writer(desk.content), in_one_line(id):
            path = desk.entry(id).path
            write_atomically(path, dump(with_fact(read_record(path), "event.id", event)))
    return len(ids)


def _order(record: Record) -> tuple[str, str]:
    # "~" comes after every digit: what has no time of publication comes last.
    return (record.published.isoformat() if record.published else "~", record.id)
