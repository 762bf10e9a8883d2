"""The store: records as files, content/records/YYYY/MM/<published day>-<id>.md."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from crawler.read.identity import article_key
from crawler.record import BrokenRecord, Record, dump, load
from crawler.write.corrections import FILE as CORRECTIONS
from crawler.write.corrections import BrokenCorrections, Withdrawn, read_corrections, withdrawn
from crawler.write.lock import sole_writer
from crawler.write.merging import gone, merge
from crawler.write.regrouping import Grouping, regroup


class Outcome(StrEnum):
    """What became of a record that was handed to the store."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"


@dataclass(frozen=True)
class Loaded:
    """Every readable record by the file it stands in, and one warning line per broken file."""

    records: dict[Path, Record]
    warnings: tuple[str, ...]


@dataclass
class Store:
    """The records below a content folder. `warnings` gathers one line per file that was left alone."""

    content: Path
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = {found["id"]: name for name in self._files() if (found := _NAME.search(name))}

    def knows(self, id: str) -> bool:
        """Whether there is a file for a record, readable or not."""
        return id in self._names

    def path_of(self, id: str) -> Path | None:
        """The file of a record, or None."""
        name = self._names.get(id)
        return None if name is None else self._path(name)

    def url_of(self, address: str) -> str | None:
        """The address of the record of the same article (`article_key`), or None. Raises ValueError for what is no
        web address."""
        return self._urls.get(article_key(address))

    def put(self, record: Record, *, new_text: bool = False) -> Outcome:
        """Writes a new record, or joins it with the one that is kept (`merge`). A broken kept file is left alone.

        What the log of corrections withdrew and nobody keeps any more is not written again; while the log is broken
        nothing new is.
        """
        path = self.path_of(record.id)
        if path is None:
            if isinstance(self._withdrawn, str):
                return Outcome.BROKEN
            if self._withdrawn.holds(record.id, record.url):
                return Outcome.WITHDRAWN
            name = self._names[record.id] = _place(record)
            write_atomically(self._path(name), dump(record))
            self._urls.setdefault(article_key(record.url), record.url)
            return Outcome.NEW
        on = record.retrieved
        return self._change(path, lambda kept: merge(kept, record, on or kept.retrieved or _NEVER, new_text=new_text))

    def mark_gone(self, id: str, on: datetime) -> Outcome:
        """Marks the record of an article that its outlet no longer shows. Raises KeyError for an unknown record."""
        return self._change(self._path(self._names[id]), lambda kept: gone(kept, on))

    def load_all(self) -> Loaded:
        """Every record, files in order of name."""
        records: dict[Path, Record] = {}
        warnings: list[str] = []
        for path in map(self._path, self._files()):
            try:
                records[path] = read_record(path)
            except BrokenRecord as error:
                warnings.append(str(error))
        return Loaded(records, tuple(warnings))

    def group(self, grouping: Grouping, texts: Mapping[str, str]) -> int:
        """Gives the records of one event its id, marks copies among them, and returns how many files that changed.

        `texts` holds plain bodies by record id, where at hand. Records whose event.id a person has set stay. Of each
        record a kilobyte or two is held at a time.
        """
        return regroup(self._files(), grouping, texts, lambda name: read_record(self._path(name)), self._changes)

    @cached_property
    def _withdrawn(self) -> Withdrawn | str:
        """What was withdrawn, or the line that says why that cannot be known."""
        try:
            return withdrawn(read_corrections(self.content / CORRECTIONS))
        except BrokenCorrections as error:
            self.warnings.append(str(error))
            return str(error)

    @cached_property
    def _urls(self) -> dict[str, str]:
        """The records' addresses by the key of their article; read from the heads of the files, 0.1 ms each."""
        return dict(_keyed(_url_in(self._path(name)) for name in self._names.values()))

    def _change(self, path: Path, change: Callable[[Record], Record]) -> Outcome:
        with sole_writer(self.content):  # a person may be at the review desk
            try:
                kept = read_record(path)
            except BrokenRecord as error:
                self.warnings.append(str(error))
                return Outcome.BROKEN
            changed = change(kept)
            if changed is kept:
                return Outcome.UNCHANGED
            write_atomically(path, dump(changed))
            return Outcome.UPDATED

    def _changes(self, name: str, change: Callable[[Record], Record]) -> bool:
        return self._change(self._path(name), change) is Outcome.UPDATED

    def _path(self, name: str) -> Path:
        return self.content / "records" / name

    def _files(self) -> list[str]:
        """Names below the folder of records, in order of their parts: a path takes ten times the room of its name."""
        root = str(self.content / "records")
        names = [
            f"{folder}/{name}"[len(root) + 1 :]
            for folder, folders, files in os.walk(root)
            for name in (*files, *folders)
            if name.endswith(".md")
        ]
        return sorted(names, key=lambda name: name.split("/"))


def read_record(path: Path) -> Record:
    """The record in a file. Raises BrokenRecord with one line that names the file."""
    try:
        return _loaded(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BrokenRecord) as error:
        raise BrokenRecord(f"{path}: {error}") from error


def write_atomically(path: Path, document: str) -> None:
    """Writes a file so that a reader, or a crash, meets the old text or the new one and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)  # mkstemp makes it 0600, which a web server could not read
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


_loaded = lru_cache(maxsize=64)(load)
"""Grouping reads the records of an event and soon after, alone with the file, each that it changes."""
_NAME = re.compile(r"-(?P<id>[0-9a-f]{12})\.md$")
_NEVER = datetime.fromtimestamp(0, UTC)
_URL = re.compile(rb"^url: ['\"]?(https?://[^\s'\"]+)", re.MULTILINE)
_HEAD = 8192  # bytes; id and url are the first keys


def _keyed(urls: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    for url in urls:
        with suppress(ValueError):  # a person may have broken it: its file is named when it is loaded
            yield article_key(url or ""), url or ""


def _url_in(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            found = _URL.search(file.read(_HEAD))
    except OSError:
        return None
    return found[1].decode("utf-8", "replace") if found else None


def _place(record: Record) -> str:
    on = record.published or record.retrieved
    if on is None:
        return f"undated/undated-{record.id}.md"
    return f"{on:%Y/%m/%Y-%m-%d}-{record.id}.md"
