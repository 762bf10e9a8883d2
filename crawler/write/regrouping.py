"""Regrouping: the records' files are read once for their events, and only what an event may change is read again."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from crawler.record import BrokenRecord, Record
from crawler.write.copies import mark_copies
from crawler.write.known import Known, is_grouped_by_hand, known_of
from crawler.write.merging import with_fact

Grouping = Callable[[Iterable[Known], Mapping[str, str]], dict[str, str]]
"""Event ids by record id, of what is known of records and their texts by record id."""
Read = Callable[[str], Record]
Change = Callable[[str, Callable[[Record], Record]], bool]


def regroup(files: Iterable[str], grouping: Grouping, texts: Mapping[str, str], read: Read, change: Change) -> int:
    """Gives the records of one event its id, marks copies among them, and returns how many files that changed. `read`
    raises BrokenRecord; `change` makes a change of the record that stands in a file now and says whether it was one."""
    seen: list[tuple[str, Known]] = []
    known = _known(files, read, seen)
    events = grouping(known, texts)
    deque(known, maxlen=0)  # what the grouping did not ask for
    return sum(_settle(names, events, texts, read, change) for names in _unsettled(seen, events))


def _known(files: Iterable[str], read: Read, seen: list[tuple[str, Known]]) -> Iterator[Known]:
    for name in files:
        try:
            known = known_of(read(name))
        except BrokenRecord:
            continue  # named when the record is loaded or changed
        seen.append((name, known))
        yield known


def _unsettled(seen: Iterable[tuple[str, Known]], events: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """The files of each event that something may have to be changed in: of one report alone only its event's id or a
    mark that it still bears."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    changing = set()
    for name, known in seen:
        event = known.fixed or events.get(known.id, known.was)
        files[event].append(name)
        if known.marked or event != known.was or len(files[event]) > 1:
            changing.add(event)
    return (names for event, names in files.items() if event in changing)


def _settle(
    names: Iterable[str], events: Mapping[str, str], texts: Mapping[str, str], read: Read, change: Change
) -> int:
    """How many files of one event changed."""
    members = {}
    for name in names:
        try:
            members[name] = read(name)
        except BrokenRecord:
            continue
    grouped = {name: _grouped(record, events) for name, record in members.items()}
    bodies = {record.id: text for record in members.values() if (text := texts.get(record.id)) is not None}
    marked = {record.id: record for record in mark_copies(list(grouped.values()), bodies)}
    changed = 0
    for name, record in members.items():
        new = marked.get(record.id, grouped[name])
        if new is not record:
            changed += change(name, partial(_regrouped, record, new, events))
    return changed


def _grouped(record: Record, events: Mapping[str, str]) -> Record:
    event = events.get(record.id, record.event.id)
    if event == record.event.id or is_grouped_by_hand(record):
        return record
    return with_fact(record, "event.id", event)


def _regrouped(was: Record, new: Record, events: Mapping[str, str], kept: Record) -> Record:
    """The record that is to be written where `kept` stands now: where a person has decided something since it was read
    as `was`, only its event is given, and its mark as a copy waits for the next grouping."""
    return new if kept == was else _grouped(kept, events)
