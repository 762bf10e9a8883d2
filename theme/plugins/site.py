"""The Pelican plugin: reads the records and has every page, feed and download made of them.

Pelican's own articles are not used: their lists are quadratic in the number of articles, and half of the
time at 20,000 records went into them. Static pages (content/pages) stay stock Pelican pages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pelican import signals
from pelican.generators import Generator

from theme.plugins.builder import Builder
from theme.plugins.coverage import read_status
from theme.plugins.events import gather_events, newest_first
from theme.plugins.frame import Frame
from theme.plugins.model import Site
from theme.plugins.output import Output
from theme.plugins.quality import read_figures
from theme.plugins.records import read_shelf
from theme.plugins.tables import BrokenTable
from theme.plugins.withdrawn import read_log

T = TypeVar("T")

OWN_PAGES = Path(__file__).parent.parent.parent / "content" / "pages"


class RecordsGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Pages, feeds and downloads of the records below the content folder.

    Ends the build with one line and status 1 when there is no record to show; at that point nothing has been
    written or deleted, so the last good site stays.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = Path(self.path)
        shelf = read_shelf(content / "records")
        for complaint in shelf.complaints:
            _warn(complaint)
        if not shelf.published:
            folder = content / "records"
            raise SystemExit(f"error: nothing to build from: no published record among {shelf.files} files in {folder}")
        self.site = Site(
            name=self.settings["SITENAME"],
            address=self.settings["SITEURL"],
            outlets=dict(self.settings.get("OUTLETS", {})),
            events=newest_first(gather_events(shelf.published)),
            hidden=shelf.hidden,
            corrections=_or_warn(lambda: read_log(content, shelf.hidden, shelf.published), []),
            status=_or_warn(lambda: read_status(content), {}),
            figures=_or_warn(lambda: read_figures(content), []),
        )
        self.frame = Frame(self.site, self.settings.get("CONTACT"))
        self.context.update(self.frame.values)
        self.env.filters.update(self.frame.filters)
        self.env.globals.update(self.frame.functions)
        self.frame.template = self.get_template

    def generate_output(self, writer: object) -> None:
        """Writes everything, then removes what earlier builds left."""
        output = Output(Path(self.output_path))
        static = {page.save_as for page in self.context.get("pages", ())}
        Builder(self.site, self.frame, output).build(static)
        output.sweep()


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


def register() -> None:
    """Pelican's entry; signals hold weak references, so the receivers are named functions."""
    signals.initialized.connect(own_pages_where_none)
    signals.get_generators.connect(records_generator)
