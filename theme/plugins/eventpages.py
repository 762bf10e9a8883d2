"""The pages of events, made from their record files: the part of a building that runs in several processes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from crawler.record import Record, Status
from theme.plugins.archives import ArchivedCopy, copies_of
from theme.plugins.cache import MadeEvent
from theme.plugins.citation import citations
from theme.plugins.events import ShownEvent, shown_event
from theme.plugins.exports import as_cells, as_rows, line_of
from theme.plugins.facts import fact_rows, people, quotes_for
from theme.plugins.frame import Frame
from theme.plugins.history import history
from theme.plugins.linked import linked_data
from theme.plugins.listed import as_text
from theme.plugins.output import Output, Written
from theme.plugins.prose import summary_html
from theme.plugins.records import Filed, Stamp, read_filed
from theme.plugins.searchwords import search_words
from theme.plugins.units import slug_of
from theme.plugins.withdrawn import Correction, Row, corrections


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some files: each as filed, and the events that they make when no other file belongs to them."""

    filed: list[Filed]
    made: list[tuple[MadeEvent, Written]]


class EventPages:
    """Makes events' pages of record files below a folder, of the rows of the log that tell of those records, and of
    the archived copies of their articles.

    Nothing else but the theme and settings goes in, so that `source_of` is all that a page depends on.
    """

    def __init__(
        self, folder: Path, frame: Frame, output: Output, log: Sequence[Row], archives: Mapping[str, ArchivedCopy]
    ) -> None:
        self.folder, self.frame, self.output, self.archives = folder, frame, output, archives
        self.log: dict[str, list[Row]] = defaultdict(list)
        for row in log:
            self.log[row["id"]].append(row)

    def read(self, tasks: Sequence[tuple[str, Stamp | None, Filed | None]]) -> Batch:
        """Files by path, stamp and what was known of them; events of files that changed nothing are not made."""
        filed: list[Filed] = []
        held: dict[str, list[tuple[Filed, Record]]] = defaultdict(list)
        for path, stamp, known in tasks:
            one, record = read_filed(self.folder, path, stamp, known)
            filed.append(one)
            if record is not None and record.status is Status.PUBLISHED:
                held[record.event.id].append((one, record))
        # An event whose first record is not here surely has another file elsewhere, and of two files with one id
        # neither is shown.
        ids = {event: [record.id for _, record in pairs] for event, pairs in held.items()}
        whole = [held[event] for event, own in ids.items() if event in own and len(own) == len(set(own))]
        return Batch(filed, [self._make(pairs) for pairs in whole])

    def make(self, events: Sequence[Sequence[str]]) -> Batch:
        """Events by the paths of their files. What was read is told too: a file may have changed meanwhile."""
        filed, made = [], []
        for paths in events:
            pairs = [read_filed(self.folder, path, None, None) for path in paths]
            filed += [one for one, _ in pairs]
            if all(record for _, record in pairs):
                made.append(self._make([(one, record) for one, record in pairs if record]))
        return Batch(filed, made)

    def source_of(self, files: Iterable[Filed]) -> str:
        """The digest of what an event is made of."""
        told = [(one.path, one.digest, self.log.get(one.id), self.archives.get(one.id)) for one in files]
        return hashlib.blake2b(repr(sorted(told, key=itemgetter(0))).encode(), digest_size=16).hexdigest()

    def _make(self, pairs: Sequence[tuple[Filed, Record]]) -> tuple[MadeEvent, Written]:
        records = [record for _, record in sorted(pairs, key=lambda pair: pair[0].path)]
        event = shown_event(records, self.frame.settings.folding)
        log = corrections([row for record in records for row in self.log.get(record.id, ())], (), records)
        outlets = self.frame.settings.outlets
        path = f"kegiatan/{event.id}.html"
        page = self.frame.fill(path, "event", self.picture(event), self.values(event, log))
        written = self.output.stage(path, page)
        rows = as_rows([event], outlets)
        made = MadeEvent(
            event.id,
            self.source_of(one for one, _ in pairs),
            f"{event.day.year:04}" if event.day else "",
            as_text(event, outlets),
            self.frame.entry(event),
            "".join(map(line_of, rows)),
            as_cells(rows),
        )
        return made, written

    def values(self, event: ShownEvent, log: Sequence[Correction]) -> dict[str, object]:
        """What the page of an event shows; `log` are the corrections of its records."""
        settings = self.frame.settings
        archives = copies_of(event, self.archives)
        return {
            "event": event,
            "summary": summary_html(event.summary),
            "rows": fact_rows(event),
            "speakers": people(event, event.speakers),
            "mentioned": people(event, event.mentioned),
            "subjects": people(event, event.subjects),
            "search_words": search_words(event),
            "why": quotes_for(event, ("relevance",)),
            "history": history(event, log),
            "archives": archives,
            "citation": citations(event, settings.address, settings.name, archives),
            "linked_data": linked_data(event, settings.address, settings.outlets),
        }

    def picture(self, event: ShownEvent) -> str | None:
        """The slug of the place whose picture stands for the event, where it has one."""
        return next((slug_of()[name] for name in event.kabupaten if name in slug_of()), None)
