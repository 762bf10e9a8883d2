"""The desk's pages as HTML: every value escaped by Jinja, no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crawler.record import Record, clean_line
from crawler.reviewing import wording
from crawler.reviewing.desk import Entry
from crawler.reviewing.showing import Shown

FOLDER = Path(__file__).parent / "pages"
STYLE = "meja.css"


@dataclass(frozen=True)
class Message:
    """What the page says first; `detail` is the desk's own line, for those who mend files; `beside` a file that the
    decision changed beside the record's."""

    text: str
    is_error: bool = False
    detail: str = ""
    beside: Path | None = None


class Renderer:
    """Pages of one desk; `csrf` goes into every form."""

    def __init__(self, csrf: str, by: str) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._jinja.filters["baris"] = clean_line
        self._jinja.globals.update(csrf=csrf, by=by, w=wording)

    def style(self) -> bytes:
        """The stylesheet."""
        return (FOLDER / STYLE).read_bytes()

    def waiting(
        self, rows: Sequence[tuple[Record, str]], page: int, pages: int, total: int, warnings: Sequence[str]
    ) -> bytes:
        """One page of the list of what waits."""
        return self._render("daftar.html", rows=rows, page=page, pages=pages, total=total, warnings=warnings)

    def record(
        self, entry: Entry, laid: Shown, why: str | None, siblings: Sequence[Record], message: Message | None
    ) -> bytes:
        """A record with its evidence and the forms of each decision; `siblings` are the other records of its event."""
        return self._render(
            "catatan.html", entry=entry, laid=laid, record=entry.record, why=why, siblings=siblings, message=message
        )

    def closed(self, status: int) -> bytes:
        """The page for what is not answered."""
        return self._render("tertutup.html", status=status)

    def refused(self, message: Message) -> bytes:
        """The page for a refusal that has no record to stand on."""
        return self._render("ditolak.html", message=message)

    def _render(self, template: str, **values: object) -> bytes:
        return self._jinja.get_template(template).render(**values).encode("utf-8", "replace")
