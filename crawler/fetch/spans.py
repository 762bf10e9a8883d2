"""Spans: parts of a WARC file that are read apart, and put together as if it had been read in one go.

Where a record begins inside a file is not known before. A reader of a span looks for the first place that looks like
one, which a page could forge (an outlet may serve a WARC file of its own inventing). So every span also tells where
the record after its last one begins, and what was read from any other place is thrown away and read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.fetch.addresses import Remote, file_at, known_size
from crawler.fetch.archive import LARGEST, ArchivedResponse, BrokenArchive, response_of, target_of
from crawler.fetch.wholeness import is_cut_off

LENGTH = 1 << 20
"""Bytes of a span at most: 50 to 100 pages of an archive, half a second of reading."""

_GZIP, _WARC = b"\x1f\x8b\x08", b"WARC/"
_CHUNK = 1 << 18


@dataclass(frozen=True)
class Span:
    """The records of a file that begin in `start` <= byte < `end`; to the end of the file where `end` is None. With
    `exact` a record is known to begin at `start`."""

    address: str
    start: int = 0
    end: int | None = None
    exact: bool = True


def spans_of(addresses: Iterable[str], length: int = LENGTH) -> Iterator[Span]:
    """The spans of files, in order. A file that cannot be found or read in parts is one span: its reader tells."""
    for address in addresses:
        starts = range(0, max(known_size(address), 1), length)
        for start in starts:
            yield Span(address, start, start + length if start != starts[-1] else None, exact=start == 0)


class SpanReader:
    """Reads one span. When the responses have been taken, `first` is where its first record begins, `following` where
    the record after its last one does (None at the end of the file), and `fault` one line where the file broke off."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.first: int | None = None
        self.following: int | None = None
        self.fault: str | None = None
        self._last = 0

    def responses(self, wanted: Callable[[str], bool], largest: int = LARGEST) -> Iterator[ArchivedResponse]:
        """The span's HTTP responses whose address is wanted, in order; the others are skipped by their header."""
        file = file_at(self.span.address)
        try:
            yield from self._read(file, wanted, largest)
        except OSError as error:
            self.fault = f"{file}: {error.strerror or error}"
        except BrokenArchive as error:
            self.fault = str(error)

    def _read(self, file: Path | Remote, wanted: Callable[[str], bool], largest: int) -> Iterator[ArchivedResponse]:
        with _opened(file) as stream, file.open("rb") as beside:
            start = self.span.start if self.span.exact else _next_record(stream, self.span)
            if start is None:
                return
            stream.seek(start)
            for record in ArchiveIterator(stream, parse_http=False, func_filter=self._keeping(wanted, beside)):
                if self.following is not None:
                    return
                yield response_of(record, largest)
            if self.following is not None:
                return
            if self.first is None:
                self.fault = f"{file}: no WARC record in it"
            elif is_cut_off(beside, self._last):
                self.fault = f"{file}: cut off in the middle of a record"

    def _keeping(self, wanted: Callable[[str], bool], beside: IO[bytes]) -> Callable[[Any], bool]:
        end, checked = self.span.end, -1

        def keep(record: Any) -> bool:
            nonlocal checked
            place = record.stream_pos
            if end is not None and place >= end and place != checked:
                checked = place  # in a file compressed as a whole all records have one place, where none begins
                if _begins_record(beside, place):
                    self.following = place
                    return True
            self.first = place if self.first is None else self.first
            self._last = place
            target = target_of(record)
            return record.record_type == WarcRecordType.response and bool(target) and wanted(target)

        return keep


class Told(Protocol):
    """What a reader of a span hands back."""

    @property
    def span(self) -> Span: ...
    @property
    def first(self) -> int | None: ...
    @property
    def following(self) -> int | None: ...
    @property
    def fault(self) -> str | None: ...


R = TypeVar("R", bound=Told)


def in_chain(read: Iterable[R], again: Callable[[Span], R]) -> Iterator[R]:
    """What was read of spans in their order, as one reading from the first byte to the last would have it: each from
    where the one before it ended. `again` reads what was read from another place; nothing comes after a fault."""
    address, due = "", None
    for one in read:
        if one.span.address != address:
            address, due = one.span.address, one.span.start
        if due is None or (one.span.end is not None and due >= one.span.end):
            continue  # the file broke off or ended, or a record before fills this span
        if one.first != due and not (one.span.exact and one.span.start == due):
            one = again(replace(one.span, start=due, exact=True))
        due = None if one.fault else one.following
        yield one


def _opened(file: Path | Remote) -> IO[bytes]:
    """With a large buffer: fastwarc takes eight kilobytes at a time."""
    return file.open("rb", buffering=1 << 20) if isinstance(file, Path) else file.open("rb")


def _next_record(stream: IO[bytes], span: Span) -> int | None:
    """Where the first record of a span seems to begin."""
    stream.seek(0)
    zipped = stream.read(len(_GZIP)) == _GZIP
    mark, before = (_GZIP, 0) if zipped else (b"\r\n\r\n" + _WARC, 4)
    at = max(span.start - before, 0)
    while span.end is None or at < span.end:
        stream.seek(at)
        chunk = stream.read(_CHUNK + len(mark))
        found = chunk.find(mark)
        while found >= 0:
            place = at + found + before
            if span.end is not None and place >= span.end:
                return None
            if _begins_record(stream, place):
                return place
            found = chunk.find(mark, found + 1)
        if len(chunk) <= len(mark):
            return None
        at += _CHUNK
    return None


def _begins_record(stream: IO[bytes], place: int) -> bool:
    stream.seek(place)
    head = stream.read(1024)
    if not head.startswith(_GZIP):
        return head.startswith(_WARC)
    try:
        return zlib.decompressobj(wbits=31).decompress(head, len(_WARC)) == _WARC
    except zlib.error:
        return False
