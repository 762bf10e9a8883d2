"""The Pelican plugin: reads the records and has every page, feed and download made of them.

Pelican's own articles are not used: their lists are quadratic in the number of articles, and half of the
time at 20,000 records went into them. Static pages (content/pages) stay stock Pelican pages.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pelican import signals
from pelican.generators import Generator

from crawler.record import Record
from theme.plugins.archives import TABLE as ARCHIVES
from theme.plugins.archives import ArchivedCopy, read_archives
from theme.plugins.builder import Builder, NothingToShow, Unsettled
from theme.plugins.cache import BadCache, Cache
from theme.plugins.compiling import speed_up
from theme.plugins.coverage import STATUS, read_status
from theme.plugins.folding import Folding, read_names
from theme.plugins.frame import Frame, Settings
from theme.plugins.keys import digest_of, digest_of_files
from theme.plugins.listed import ListedEvent
from theme.plugins.output import Busy, Output, Written
from theme.plugins.pool import cores
from theme.plugins.quality import FIGURES, read_figures
from theme.plugins.records import Filed, read_filed
from theme.plugins.shelf import Shelf
from theme.plugins.site_pages import Site
from theme.plugins.tables import BrokenTable
from theme.plugins.version import cache_path, version_of
from theme.plugins.withdrawn import LOG, Correction, Row, corrections, log_rows, tombstones
from theme.plugins.writer import StagingWriter
from theme.search.parts import parts_of

T = TypeVar("T")

OWN_PAGES = Path(__file__).parent.parent.parent / "content" / "pages"
_SETTLED_AFTER = 2_000_000_000
"""Nanoseconds after which a file's time of change vouches for its content: the coarsest clock of a file system."""


class RecordsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Pages, feeds and downloads of the records below the content folder.

    Ends the build with one line and status 1 when there is no record to show or something cannot be written; nothing
    has been moved into the site or deleted by then, so the last good site stays.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started = time.time_ns()
        said = self.settings
        names: dict[str, str] = {}
        folding = Folding(_or_warn(lambda: read_names(Path(self.path)), names), dict(said.get("KECAMATAN", {})))
        outlets = dict(said.get("OUTLETS", {}))
        self.frame = Frame(Settings(said["SITENAME"], said["SITEURL"], said.get("CONTACT"), outlets, folding))
        self.context.update(self.frame.values)
        self.env.filters.update(self.frame.filters)
        self.env.globals.update(self.frame.functions)
        self.frame.template = self.get_template
        speed_up(self.env)
        self.output = Output(Path(self.output_path))
        self.opened: list[Cache] = []
        nothing: list[Row] = []
        self.log = _or_warn(lambda: log_rows(Path(self.path)), nothing)
        no_copies: dict[str, ArchivedCopy] = {}
        self.archives = _or_warn(lambda: read_archives(Path(self.path)), no_copies)

    def generate_context(self) -> None:
        """Makes what changed, beside the site; Pelican's own pages come after it."""
        try:
            self.output.take()
            self.builder = self._builder()
            try:
                self.builder.build()
            except BadCache as error:
                self.builder.cache.start_anew(str(error))
                self.builder.build()
        except Busy as error:
            raise SystemExit(f"error: {error}") from None
        except (OSError, sqlite3.Error, NothingToShow, Unsettled) as error:
            self._end(error)
        for complaint in self.builder.shelf.complaints:
            _warn(complaint)
        if self.builder.cache.note:
            print(f"cache: {self.builder.cache.note}: everything is made anew")
        self.context.update(self._told_to_pages())

    def generate_output(self, writer: object) -> None:
        """Moves everything into the site, then removes what earlier builds left."""
        others = list(writer.written) if isinstance(writer, StagingWriter) else []
        try:
            if isinstance(writer, StagingWriter) and writer.failed:
                raise writer.failed
            report = self.builder.publish([*others, *self._static()])
        except OSError as error:
            self._end(error)
        try:
            self.builder.remember()
        except sqlite3.Error as error:
            _warn(f"{self.builder.cache.path}: not kept, the next build makes everything anew: {error}")
        self.builder.cache.close()
        self.output.leave()
        seconds = (time.time_ns() - self.started) / 1e9
        print(
            f"site: {report.records} records; files: {report.written} written, {report.unchanged} unchanged, "
            f"{report.removed} removed; {seconds:.1f} s"
        )

    def _builder(self) -> Builder:
        content, folder = Path(self.path), self.output.folder
        names = sorted(page.save_as for page in self.context.get("pages", ()))
        told = digest_of_files({name: content / name for name in (LOG, STATUS, FIGURES, ARCHIVES)})
        cache = Cache(cache_path(self.settings, folder), version_of(self.settings, self.frame.settings), folder)
        self.opened.append(cache)
        return Builder(
            folder=content / "records",
            frame=self.frame,
            output=self.output,
            cache=cache,
            processes=int(self.settings.get("BUILD_PROCESSES") or cores()),
            trusted_before=self.started - _SETTLED_AFTER,
            beside=self._site,
            told=digest_of((told, names)),
            log=self.log,
            archives=self.archives,
            static=names,
        )

    def _site(self, events: Sequence[ListedEvent], shelf: Shelf) -> Site:
        content = Path(self.path)
        ids = {event.id for event in events}
        digests = {event: digest_of([one.digest for one in files]) for event, files in shelf.events.items()}
        moved = {one.id: one.event for one in sorted(shelf.published, key=lambda one: one.id) if one.id not in ids}
        return Site(
            outlets=self.frame.settings.outlets,
            events=events,
            moved=moved,
            gone=self._gone(shelf)[1],
            status=_or_warn(lambda: read_status(content), {}),
            figures=_or_warn(lambda: read_figures(content), []),
            parts=parts_of([(one.day, one.id, digests[one.id]) for one in events], version("pagefind")),
        )

    def _gone(self, shelf: Shelf) -> tuple[list[Correction], list[Correction]]:
        """The log of corrections, and what stands where withdrawn records were."""
        told = {row["id"] for row in self.log}
        hidden = list(self._records(shelf.hidden))
        log = corrections(self.log, hidden, self._records(one for one in shelf.published if one.id in told))
        shown = [*(one.event for one in shelf.published), *(one.id for one in shelf.published)]
        return log, tombstones(hidden, log, shown)

    def _records(self, files: Iterable[Filed]) -> Iterator[Record]:
        held = (read_filed(Path(self.path) / "records", one.path, None, None)[1] for one in files)
        return (record for record in held if record)

    def _told_to_pages(self) -> dict[str, object]:
        shelf = self.builder.shelf
        log, gone = self._gone(shelf)
        pages = {
            *(one.event for one in shelf.published),
            *(one.id for one in shelf.published),
            *(one.id for one in gone),
        }
        return {"CORRECTIONS": log, "PAGES": pages, "DATA_UNTIL": self.builder.until}

    def _static(self) -> list[Written]:
        folder = Path(self.theme) / "static"
        return [
            self.output.stage(f"theme/{path.relative_to(folder).as_posix()}", path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]

    def _end(self, error: Exception) -> NoReturn:
        for cache in self.opened:
            cache.close()
        self.output.leave()
        kind = "nothing to build from" if isinstance(error, NothingToShow) else "not built"
        raise SystemExit(f"error: {kind}: {error}; the site in {self.output.folder} stays as it was")


def _or_warn(read: Callable[[], T], otherwise: T) -> T:
    # A broken file beside the records costs its page, not the site.
    try:
        return read()
    except BrokenTable as error:
        _warn(str(error))
        return otherwise


def _warn(line: str) -> None:
    print(f"warning: {line}", file=sys.stderr)


def own_pages_where_none(pelican: Any) -> None:
    """A content folder without pages gets the project's own: the example newsroom brings records only."""
    if not (Path(pelican.settings["PATH"]) / "pages").is_dir():
        pelican.settings["PAGE_PATHS"] = [str(OWN_PAGES)]


def records_generator(pelican: object) -> type[RecordsGenerator]:
    """The generator that Pelican is to run."""
    return RecordsGenerator


def staging_writer(pelican: object) -> type[StagingWriter]:
    """The writer that Pelican is to use for its own pages."""
    return StagingWriter


def register() -> None:
    """Pelican's entry; signals hold weak references, so the receivers are named functions."""
    signals.initialized.connect(own_pages_where_none)
    signals.get_generators.connect(records_generator)
    signals.get_writer.connect(staging_writer)
