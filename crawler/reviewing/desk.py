"""The review desk's one door to the content folder: every decision is a small change to files, or none at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from crawler.record import BrokenRecord, Record, Status, dump, load
from crawler.reviewing.reasons import public_reason
from crawler.reviewing.refusing import ChangedMeanwhile, NotWritten, Refused, Unreadable, in_one_line
from crawler.reviewing.values import printed_value, tells_nobody
from crawler.write import naming, review
from crawler.write.corrections import CORRECTED, FILE, HIDDEN, RESTORED, Line, key_of, read_corrections, with_lines
from crawler.write.lock import sole_writer
from crawler.write.merging import fact
from crawler.write.store import Loaded, Store, read_record, write_atomically


@dataclass(frozen=True)
class Entry:
    """A record with its file; `state` changes with every change of the file."""

    path: Path
    record: Record
    state: str


@dataclass
class ReviewDesk:
    """Decides in the name of `by` on the day that `today` gives. Every method raises Refused with one line where
    nothing was changed: Unreadable where a file is broken, ChangedMeanwhile where `seen` is no longer its state.

    Reading, changing and writing a file is one step that keeps other writers out (crawler.write.lock), the crawl
    among them: what it has written in between is what the decision is applied to.
    """

    content: Path
    today: Callable[[], date]
    by: str
    _cache: dict[Path, tuple[tuple[int, int, int], Record]] = field(default_factory=dict, repr=False)

    def entry(self, id: str) -> Entry:
        """The record of an id."""
        path = Store(self.content).path_of(id)
        if path is None:
            raise Refused(f"no record {id!r} in {self.content}", "no-record")
        return _read(path)

    def all(self) -> Loaded:
        """Every record; files that have not changed since the last call are not read again."""
        records: dict[Path, Record] = {}
        warnings: list[str] = []
        for path in sorted((self.content / "records").rglob("*.md")):
            try:
                records[path] = self._cached(path)
            except BrokenRecord as error:
                warnings.append(str(error))
        return Loaded(records, tuple(warnings))

    def waiting(self) -> list[tuple[Record, str]]:
        """What waits for a person, with why, in order of file."""
        records = self.all().records.values()
        return [(record, why) for record in records if (why := review.waits(record))]

    def accept(self, id: str, *, withheld: bool = False, seen: str | None = None) -> Entry:
        """Publishes a record as it stands; `withheld` keeps the names withheld that are so before a review."""
        return self._change(id, lambda kept: review.accept(kept, self.by, self.today(), withheld=withheld), seen)

    def set_field(self, id: str, name: str, value: str, *, seen: str | None = None) -> Entry:
        """Sets one field, which the crawler leaves alone from now on."""
        return self._change(id, lambda kept: review.set_field(kept, name, value, self.by, self.today()), seen)

    def edit(self, id: str, document: str, seen: str) -> Entry:
        """Takes a record's whole document as a person has edited it; the fields that differ are held from now on."""
        return self._change(id, lambda kept: review.edited(kept, load(document), self.by, self.today()), seen)

    def withhold(self, id: str, name: str | None, *, seen: str | None = None) -> Entry:
        """Withholds a name; without one, all that is withheld before a review."""
        return self._change(id, lambda kept: naming.withhold(kept, name, self.by, self.today()), seen)

    def disclose(self, id: str, name: str | None, *, seen: str | None = None) -> Entry:
        """Lets a name be shown; without one, all."""
        return self._change(id, lambda kept: naming.disclose(kept, name, self.by, self.today()), seen)

    def hide(self, id: str, why: str, *, seen: str | None = None) -> Entry:
        """Withdraws a record, with a line in the public log."""

        def line(was: Record, now: Record) -> Line:
            if was.status is Status.HIDDEN:
                raise Refused(f"{id} is hidden already", "hidden")
            return self._line(was, HIDDEN, why)

        return self._change(id, lambda kept: review.hide(kept, self.by, self.today()), seen, line)

    def correct(self, id: str, name: str, value: str, why: str, *, seen: str | None = None) -> Entry:
        """Sets one field, with a line in the public log that says which and why."""

        def line(was: Record, now: Record) -> Line:
            before, after = fact(was, _top(name)), fact(now, _top(name))
            if before == after:
                raise Refused(f"{id}: {name} is so already: nothing to correct", "same")
            entry = self._line(was, _what(was, now), why)
            told = {"was": printed_value(before), "now": printed_value(after)} if tells_nobody(name) else {}
            return replace(entry, field=_top(name), **told)

        return self._change(id, lambda kept: review.set_field(kept, name, value, self.by, self.today()), seen, line)

    def _line(self, was: Record, what: str, why: str) -> Line:
        key = key_of(was.url) if what == HIDDEN else ""
        return Line(self.today().isoformat(), was.id, what, public_reason(why, was), by=self.by, key=key)

    def _change(
        self,
        id: str,
        change: Callable[[Record], Record],
        seen: str | None,
        line: Callable[[Record, Record], Line] | None = None,
    ) -> Entry:
        path = self.entry(id).path
        with sole_writer(self.content), in_one_line(id):
            kept = _read(path)
            if seen is not None and seen != kept.state:
                raise ChangedMeanwhile(f"{id} has changed since it was shown: look again")
            changed = change(kept.record)
            if line is None and _what(kept.record, changed) != CORRECTED:
                raise Refused(f"{id}: withdrawing and restoring go into the public log: {_HOW}", "logged")
            log = self.content / FILE
            lines = [*read_corrections(log), line(kept.record, changed)] if line else []
            _write_both(path, changed, log, with_lines(lines) if lines else None)
        return _read(path)

    def _cached(self, path: Path) -> Record:
        try:
            found = path.stat()
        except OSError as error:
            raise BrokenRecord(f"{path}: {error.strerror}") from error
        mark = (found.st_mtime_ns, found.st_size, found.st_ino)
        known = self._cache.get(path)
        if known is None or known[0] != mark:
            known = self._cache[path] = (mark, read_record(path))
        return known[1]


def _read(path: Path) -> Entry:
    try:
        document = path.read_bytes()
        return Entry(path, load(document.decode()), hashlib.sha256(document).hexdigest()[:16])
    except (OSError, UnicodeDecodeError, BrokenRecord) as error:
        raise Unreadable(f"{path}: {error}") from error


_HOW = "hide ID --why …, correct ID --field status --to published --why …"


def _what(was: Record, now: Record) -> str:
    """The log's word for a change."""
    before, after = was.status is Status.HIDDEN, now.status is Status.HIDDEN
    return CORRECTED if before == after else HIDDEN if after else RESTORED


def _top(name: str) -> str:
    return "officials" if name.startswith("officials.") else name


def _write_both(path: Path, record: Record, log: Path, lines: str | None) -> None:
    """Writes the record and the log, or neither: where the log cannot be written the record is put back."""
    before = path.read_text(encoding="utf-8")
    try:
        write_atomically(path, dump(record))
        if lines is not None:
            try:
                write_atomically(log, lines)
            except OSError:
                write_atomically(path, before)
                raise
    except OSError as error:
        raise NotWritten(f"{error.filename or path}: {error.strerror or error}: nothing was changed") from error
