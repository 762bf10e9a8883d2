"""The archive: every response in WARC 1.1 files, written with warcio, read with fastwarc."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.fetch.decoding import Undecodable, decoded, unchunked
from crawler.fetch.wholeness import is_cut_off

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest response that is read from an archive, after decompression."""

ROTATE_AT = 512 * 1024 * 1024
"""Bytes after which a crawl goes on in a new file."""


_BUFFER = 1 << 20
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class BrokenArchive(ValueError):
    """A file that is no WARC or ends in the middle; the message is one line that names it."""


@dataclass(frozen=True)
class ArchivedResponse:
    """One response as it was kept. `on` is UTC; `body` is decoded; `fault` says why it has none, if so."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    on: datetime
    fault: str | None = None


class ArchiveWriter:
    """Writes the responses of one crawl of one source to `<folder>/<start>-<n>.warc.gz`."""

    def __init__(self, folder: Path, start: datetime, rotate_at: int = ROTATE_AT) -> None:
        self._folder, self._start, self._rotate_at = folder, start, rotate_at
        self._files = 0
        self._file: io.BufferedWriter | None = None

    def add(self, url: str, status: str, headers: Iterable[tuple[str, str]], body: bytes, on: datetime) -> None:
        """Keeps a response; `status` as on the wire ("200 OK"), `body` as sent but without chunking."""
        file = self._open()
        kept = [(name, value) for name, value in headers if name.lower() not in ("transfer-encoding", "content-length")]
        http = StatusAndHeaders(status, [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        told = {"WARC-Date": on.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        kind = "response"
        if status.startswith("304"):  # what was kept earlier still holds: no response of its own (WARC 1.1, 6.7.3)
            kind, told["WARC-Profile"] = "revisit", _NOT_MODIFIED
        record = writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=told
        )
        writer.write_record(record)
        file.flush()
        if file.tell() >= self._rotate_at:
            self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> io.BufferedWriter:
        while self._file is None:
            self._files += 1
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{self._start.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{self._files:03}.warc.gz"
            try:
                self._file = (self._folder / name).open("xb")  # never into another crawl's file
            except FileExistsError:
                continue
        return self._file


def archived_responses(
    path: Path,
    wanted: Callable[[str], bool] = lambda url: True,
    largest: int = LARGEST,
    at: Callable[[int], None] = lambda byte: None,
) -> Iterator[ArchivedResponse]:
    """The HTTP responses in a WARC file whose address is wanted, in file order; the others are skipped by their
    header alone. `at` hears at which byte each record begins. Raises BrokenArchive, after everything that can be
    read, for a file that cannot be read to its end or holds no record.
    """
    for record in _records(path, wanted, at):
        yield response_of(record, largest)


def archived_places(path: Path) -> Iterator[tuple[str, int, datetime]]:
    """Address, offset and moment of every response in a WARC file. Raises BrokenArchive as archived_responses."""
    for record in _records(path, lambda url: True):
        yield target_of(record), record.stream_pos, _moment(record)


def archived_at(path: Path, offset: int, largest: int = LARGEST) -> ArchivedResponse:
    """The response that begins at an offset of a WARC file. Raises BrokenArchive when there is none."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            for record in ArchiveIterator(stream, parse_http=False):
                return response_of(record, largest)
    except OSError as error:
        raise BrokenArchive(f"{path}: {error}") from error
    raise BrokenArchive(f"{path}: no record at byte {offset}")


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """The WARC files that paths name: files as they are, folders searched for *.warc and *.warc.gz, sorted."""
    found: list[Path] = []
    for path in paths:
        found += sorted(p for p in path.rglob("*.warc*") if p.is_file()) if path.is_dir() else [path]
    return found


def _records(path: Path, wanted: Callable[[str], bool], at: Callable[[int], None] = lambda byte: None) -> Iterator[Any]:
    last, seen = 0, False

    def keep(record: Any) -> bool:
        nonlocal last, seen
        last, seen = record.stream_pos, True
        at(last)
        target = target_of(record)
        return record.record_type == WarcRecordType.response and bool(target) and wanted(target)

    try:
        # Opened here, since fastwarc would tell compression by the name and not by the first bytes.
        with path.open("rb", buffering=_BUFFER) as stream:
            yield from ArchiveIterator(stream, parse_http=False, func_filter=keep)
        if not seen:
            raise BrokenArchive(f"{path}: no WARC record in it")
        with path.open("rb") as stream:
            cut_off = is_cut_off(stream, last)
        if cut_off:
            raise BrokenArchive(f"{path}: cut off in the middle of a record")
    except OSError as error:
        raise BrokenArchive(f"{path}: {error.strerror or error}") from error


def response_of(record: Any, largest: int) -> ArchivedResponse:
    """The response in a record of fastwarc; `fault` where its body cannot be had."""
    url, on = target_of(record), _moment(record)
    if record.content_length > largest:
        return ArchivedResponse(url, 0, (), b"", on, f"larger than {largest} bytes")
    record.freeze()
    if str(record.content_length) != (record.headers.get("Content-Length") or "").strip():
        return ArchivedResponse(url, 0, (), b"", on, "cut off in the archive")
    try:
        record.parse_http()  # without fastwarc's own decoding, which has no limit and ends the file at a broken chunk
        sent = record.reader.read()
    except (OSError, ValueError) as error:
        return ArchivedResponse(url, 0, (), b"", on, f"unreadable in the archive ({error})")
    headers = record.http_headers  # None where the WARC header does not say application/http
    status = headers.status_code if headers is not None else None
    if status is None:
        return ArchivedResponse(url, 0, (), b"", on, "no HTTP response in the archive")
    try:
        body = _decoded(sent, headers, largest)
    except Undecodable as error:
        return ArchivedResponse(url, status, (), b"", on, str(error))
    gone = ("content-encoding", "transfer-encoding", "content-length")
    kept = tuple((name, value) for name, value in headers.items() if name.lower() not in gone)
    return ArchivedResponse(url, status, kept, body, on)


def _decoded(sent: bytes, headers: Any, largest: int) -> bytes:
    told: dict[str, list[str]] = {"content-encoding": [], "transfer-encoding": []}
    for name, value in headers.items():
        if name.lower() in told:
            told[name.lower()] += value.lower().split(",")
    transfer = [coding.strip() for coding in told["transfer-encoding"]]
    body = unchunked(sent) if "chunked" in transfer else sent
    return decoded(body, [*told["content-encoding"], *(one for one in transfer if one != "chunked")], largest)


def target_of(record: Any) -> str:
    """The address that a record of fastwarc was kept for, or nothing."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _moment(record: Any) -> datetime:
    on = record.record_date
    return on.astimezone(UTC) if on else datetime.fromtimestamp(0, UTC)
