"""The record files on disk, and what the building needs to know of each; broken ones are named and left out."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.record import BrokenRecord, Record, clean_line, load

# Ids become file names and fragments of addresses: nothing but what record_id() gives may pass.
ID = re.compile(r"[0-9a-f]{12}")

Stamp = tuple[int, int, int, int]
"""Size, times of change of content and of the entry (nanoseconds), inode: what differs when a file was written."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file: `path` below the records' folder, `stamp` None where it cannot vouch for the content (see `scan`).

    `digest` is that of the file's bytes. A file that is no record has a `complaint` of one line and no ids.
    """

    path: str
    stamp: Stamp | None
    digest: str
    id: str = ""
    event: str = ""
    status: str = ""
    complaint: str = ""


def scan(folder: Path, trusted_before: int) -> dict[str, Stamp | None]:
    """The record files below a folder, in order of path; none where there is no folder.

    A file that was changed at `trusted_before` (nanoseconds since 1970) or later has no stamp: it may be written
    again within the same tick of the file system's clock.
    """
    return dict(sorted(_below(str(folder), "", trusted_before)))


def _below(folder: str, inside: str, trusted_before: int) -> Iterator[tuple[str, Stamp | None]]:
    try:
        with os.scandir(folder) as held:
            entries = list(held)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{inside}{entry.name}/", trusted_before)
        elif entry.name.endswith(".md"):
            yield inside + entry.name, _stamp(entry, trusted_before)


def _stamp(entry: os.DirEntry[str], trusted_before: int) -> Stamp | None:
    try:
        told = entry.stat()
    except OSError:  # reading the file will say why
        return None
    if max(told.st_mtime_ns, told.st_ctime_ns) >= trusted_before:
        return None
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino


def read_filed(folder: Path, path: str, stamp: Stamp | None, known: Filed | None) -> tuple[Filed, Record | None]:
    """What a file holds; the record is None where it is broken, or its bytes are those that `known` was made of."""
    try:
        data = (folder / path).read_bytes()
    except OSError as error:
        return Filed(path, None, "", complaint=_complaint(folder / path, error)), None
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    if known is not None and known.digest == digest:
        return Filed(path, stamp, digest, known.id, known.event, known.status, known.complaint), None
    try:
        record = _checked(load(data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")))
    except (BrokenRecord, UnicodeDecodeError) as error:
        return Filed(path, stamp, digest, complaint=_complaint(folder / path, error)), None
    return Filed(path, stamp, digest, record.id, record.event.id, str(record.status)), record


def read_record(path: Path) -> Record:
    """The record of one file. Raises BrokenRecord, OSError or UnicodeDecodeError."""
    return _checked(load(path.read_text(encoding="utf-8")))


def _checked(record: Record) -> Record:
    for identifier in (record.id, record.event.id):
        if not ID.fullmatch(identifier):
            raise BrokenRecord(f"not an id of twelve hexadecimal digits: {identifier!r}")
    return record


def _complaint(path: Path, error: Exception) -> str:
    return clean_line(f"{path}: left out: {error}")
