"""The builder: reads what changed, makes what depends on it, and moves it into the site all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from theme.plugins.archives import ArchivedCopy
from theme.plugins.cache import Cache, MadeEvent, Manifest
from theme.plugins.downloads import Downloads, year_files
from theme.plugins.eventpages import EventPages
from theme.plugins.frame import Frame
from theme.plugins.keys import Page, digest_of
from theme.plugins.listed import ListedEvent, from_text, newest_first
from theme.plugins.output import Output, Written
from theme.plugins.pool import aside, spread
from theme.plugins.records import Filed, scan
from theme.plugins.shelf import Shelf, shelf_of
from theme.plugins.site_pages import Site, site_pages
from theme.plugins.sitemap import robots, sitemaps
from theme.plugins.withdrawn import Row

T = TypeVar("T")
B = TypeVar("B")
Kept = Mapping[str, tuple[str, int, int]]
"""Key, size and time of change of the output files that are on disk as they were left."""

FEW = 200
"""Files or pages below which one process is faster than several."""
_BATCH = 50


class NothingToShow(RuntimeError):
    """There is no published record: nothing was written."""


class Unsettled(RuntimeError):
    """A record file changed while it was read: nothing was written, the next build will see it whole."""


@dataclass(frozen=True)
class Report:
    """What a build did: records shown and files written, left as they were, removed."""

    records: int
    written: int
    unchanged: int
    removed: int


@dataclass
class Builder:
    """Builds one site: `build`, then `publish`, then `remember`. Whatever the first raises, the site is as it was.

    `beside` makes the site's lists of events and the shelf; `told` is the digest of all that it reads besides records,
    `log` the rows of the corrections' log, `archives` the archived copies of articles by record id, `static` the pages
    that others write, for the sitemap.
    """

    folder: Path
    frame: Frame
    output: Output
    cache: Cache
    processes: int
    trusted_before: int
    beside: Callable[[Sequence[ListedEvent], Shelf], Site]
    told: str
    log: Sequence[Row] = ()
    archives: Mapping[str, ArchivedCopy] = field(default_factory=dict)
    static: Sequence[str] = ()
    made: dict[str, tuple[str, Written]] = field(default_factory=dict)  # path -> key and file, of all that was made
    files: dict[str, Filed] = field(default_factory=dict)
    outputs: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # those that stay as they are
    disk: dict[str, tuple[int, int]] = field(default_factory=dict)
    until: str | None = None
    shelf: Shelf = field(init=False)

    def build(self) -> None:
        """Makes what changed, beside the site. Raises NothingToShow, Unsettled, BadCache, OSError or sqlite3.Error."""
        self.made = {}
        self.disk = self.output.own_files()
        outputs = self.cache.manifest.outputs
        kept = {path: told for path, told in outputs.items() if self.disk.get(path) == told[1:]}
        pages = EventPages(self.folder, self.frame, self.output, self.log, self.archives)
        self.files = self._read(pages)
        self.shelf = shelf_of(self.folder, self.files.values())
        if not self.shelf.published:
            raise NothingToShow(f"no published record among {self.shelf.files} files in {self.folder}")
        if self._same() and kept.keys() == outputs.keys() >= self.disk.keys():
            self.outputs, self.until = dict(kept), self.cache.manifest.until
            return
        events = self._events(pages, kept)
        wanted = {f"kegiatan/{event.id}.html" for event in events} | self._lists_and_downloads(events, kept)
        wanted |= self._addresses(events, wanted)
        self.outputs = {path: kept[path] for path in wanted if path in kept and path not in self.made}

    def publish(self, others: Sequence[Written]) -> Report:
        """Moves what was made, and the `others` that were staged, into the site; removes what is no more."""
        files = [*others, *(written for _, written in self.made.values())]
        staged = [one for one in files if one.staged]
        stale = sorted(self.disk.keys() - self.outputs.keys() - self.made.keys())
        changed = (path for path in (*(one.path for one in staged), *stale) if path.startswith("kegiatan/"))
        self.output.forget_in_index({path[9:-5] for path in changed})
        self.output.publish(staged)
        self.output.remove(stale)
        unchanged = len(self.outputs) + len(files) - len(staged)
        return Report(len(self.shelf.published), len(staged), unchanged, len(stale))

    def remember(self) -> None:
        """Keeps for the next build what this one found, once it is published. Raises sqlite3.Error."""
        outputs = self.outputs | {path: (key, one.size, one.time) for path, (key, one) in self.made.items()}
        manifest = Manifest(self.files, outputs, self.told, self.until)
        if manifest != self.cache.manifest:
            self.cache.keep(manifest)

    def _read(self, pages: EventPages) -> dict[str, Filed]:
        known, stamps = self.cache.manifest.files, scan(self.folder, self.trusted_before)
        tasks = [
            (path, stamp, known.get(path))
            for path, stamp in stamps.items()
            if stamp is None or path not in known or known[path].stamp != stamp
        ]
        files = {path: known[path] for path in stamps if path in known}
        for batch in self._spread(pages.read, tasks):
            files.update((one.path, one) for one in batch.filed)
            self._keep_events(batch.made)
        return files

    def _events(self, pages: EventPages, kept: Kept) -> list[ListedEvent]:
        """Every event that is shown; those whose page is not as it should be are made."""
        held = self.shelf.events
        sources = {event: pages.source_of(files) for event, files in held.items()}
        found = {event.id: event for source, event in self.cache.events() if sources.get(event.id) == source}
        pages_of = {event: f"kegiatan/{event}.html" for event in held}
        stale = [
            event
            for event, page in pages_of.items()
            if event not in found
            or (kept.get(page, ("",))[0] != sources[event] and self.made.get(page, ("",))[0] != sources[event])
        ]
        paths = [[one.path for one in held[event]] for event in stale]
        for batch in self._spread(pages.make, paths):
            self._keep_events(batch.made)
            if any(one.source != sources[one.id] for one, _ in batch.made) or any(f.complaint for f in batch.filed):
                raise Unsettled("a record was changed while the site was built: build it again")
            found |= {one.id: from_text(one.listed, one.entry) for one, _ in batch.made}
        self.cache.forget_but(held)
        gone = [page for page in self.made if page.startswith("kegiatan/") and page[9:-5] not in held]
        for page in gone:  # an event of files that turned out to be another's
            del self.made[page]
        return [found[event] for event in held]

    def _keep_events(self, made: Iterable[tuple[MadeEvent, Written]]) -> None:
        pairs = list(made)
        self.cache.put(one for one, _ in pairs)
        self.made.update((written.path, (one.source, written)) for one, written in pairs)

    def _lists_and_downloads(self, events: Sequence[ListedEvent], kept: Kept) -> set[str]:
        if len(self.made) >= FEW:  # many lists change too: others make them, the downloads are made here meanwhile
            downloads: set[str] = set()

            def meanwhile() -> None:
                paths, whole = self._downloads(kept)
                downloads.update(paths)
                self.made |= whole()

            return self._lists(events, kept, meanwhile) | downloads
        paths, whole = self._downloads(kept)
        with aside(whole, self.processes) as answer:
            wanted = self._lists(events, kept)
            self.made |= answer()
        return wanted | paths

    def _lists(
        self, events: Sequence[ListedEvent], kept: Kept, meanwhile: Callable[[], None] = lambda: None
    ) -> set[str]:
        site = self.beside(newest_first(events), self.shelf)
        self.until = site.until
        todo: list[tuple[Page, str]] = []
        wanted = set()
        for page in site_pages(site, self.frame.settings.name):
            wanted.add(page.path)
            if (key := page.key) != kept.get(page.path, ("",))[0]:
                todo.append((page, key))
        made = self._spread(self._render, todo)
        try:
            meanwhile()
        finally:  # nobody may write any more when the stage is cleared
            self._gather(made)
        return wanted

    def _gather(self, made: Iterable[list[tuple[str, Written]]]) -> None:
        for batch in made:
            self.made |= {written.path: (key, written) for key, written in batch}

    def _render(self, pages: Sequence[tuple[Page, str]]) -> list[tuple[str, Written]]:
        return [(key, self.output.stage(page.path, page.make(self.frame, page.inputs))) for page, key in pages]

    def _downloads(self, kept: Kept) -> tuple[set[str], Callable[[], dict[str, tuple[str, Written]]]]:
        """The paths of all downloads, and what makes those of the whole; those of the years are made."""
        years = self.cache.years()
        keys = year_files(years)
        downloads = Downloads(self.output, self.frame.settings.name, self.cache.rows, list(years))
        for year in years:
            files = year_files({year: years[year]})
            if any(kept.get(path, ("",))[0] != key for path, key in files.items()):
                self.made |= {one.path: (keys[one.path], one) for one in downloads.of_year(year)}
        staged = {path for path in keys if path in self.made and self.made[path][1].staged}
        key = digest_of(years)

        def whole() -> dict[str, tuple[str, Written]]:
            if all(kept.get(path, ("",))[0] == key for path in Downloads.WHOLE):
                return {}
            return {one.path: (key, one) for one in downloads.whole(staged)}

        return {*keys, *Downloads.WHOLE}, whole

    def _addresses(self, events: Iterable[ListedEvent], wanted: Iterable[str]) -> set[str]:
        address = self.frame.settings.address
        files = {"robots.txt": robots(address)}
        if address:  # a sitemap's addresses must be whole
            days = {f"kegiatan/{event.id}.html": event.changed.date() for event in events}
            pages = (path for path in wanted if path.endswith(".html") and not path.startswith("sisip/"))
            told = (path for path in pages if not path.startswith("kegiatan/") or path in days)
            files |= sitemaps(address, [*told, *self.static], days)
        self.made |= {path: ("", self.output.stage(path, data)) for path, data in files.items()}
        return set(files)

    def _same(self) -> bool:
        files, known = self.files, self.cache.manifest.files
        return (
            not self.made
            and self.told == self.cache.manifest.beside
            and files.keys() == known.keys()
            and all(one.digest == known[path].digest and one.digest for path, one in files.items())
        )

    def _spread(self, work: Callable[[Sequence[T]], B], tasks: Sequence[T]) -> Iterable[B]:
        batches = [tasks[at : at + _BATCH] for at in range(0, len(tasks), _BATCH)]
        return spread(work, batches, self.processes if len(tasks) >= FEW else 1)
