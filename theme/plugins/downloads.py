"""The downloads: every shown report, whole and by year. Rows are copied as they are kept, never held all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from theme.plugins.database import write_sqlite
from theme.plugins.exports import header
from theme.plugins.output import Output, Written
from theme.plugins.schema import datapackage

UNDATED = "tanpa-tanggal"

Rows = Callable[[str, str], Iterable[str]]
"""Gives the rows of a year (first argument) as "lines" (JSON Lines) or "cells" (CSV)."""


class Downloads:
    """Writes what has changed; the rows of the whole stand by year, undated ones first, then by event."""

    WHOLE = tuple(
        f"data/{name}"
        for name in ("catatan.csv", "catatan.json", "catatan.jsonl", "kabar-netral.sqlite", "datapackage.json")
    )

    def __init__(self, output: Output, name: str, rows: Rows, years: Sequence[str]) -> None:
        self.output, self.name, self.rows, self.years = output, name, rows, years

    def of_year(self, year: str) -> list[Written]:
        """The files of one year ("" for the reports of undated events)."""
        stem = f"data/tahun/{year or UNDATED}"
        return [self._stage(f"{stem}.jsonl", self._lines([year])), self._stage(f"{stem}.csv", self._cells([year]))]

    def whole(self) -> list[Written]:
        """The files that hold everything, and the data package that describes them."""
        written = [
            self._stage("data/catatan.csv", self._cells(self.years)),
            self._stage("data/catatan.json", self._list()),
            self._stage("data/catatan.jsonl", self._lines(self.years)),
            self._sqlite("data/kabar-netral.sqlite"),
        ]
        files = {one.path.removeprefix("data/"): (one.size, self._sha256(one)) for one in written}
        return [*written, self.output.stage("data/datapackage.json", datapackage(self.name, files))]

    def _lines(self, years: Sequence[str]) -> Iterator[str]:
        return (lines for year in years for lines in self.rows(year, "lines"))

    def _cells(self, years: Sequence[str]) -> Iterator[str]:
        yield header()
        yield from (cells for year in years for cells in self.rows(year, "cells"))

    def _list(self) -> Iterator[str]:
        before = "[\n"
        for lines in self._lines(self.years):
            yield before + lines.rstrip("\n").replace("\n", ",\n")
            before = ",\n"
        yield "\n]\n" if before != "[\n" else "[\n]\n"

    def _stage(self, path: str, texts: Iterable[str]) -> Written:
        return self.output.stage_pieces(path, (text.encode() for text in texts))

    def _sqlite(self, path: str) -> Written:
        waiting = self.output.waiting(path)
        lines = (line for lines in self._lines(self.years) for line in lines.rstrip("\n").split("\n"))
        write_sqlite(waiting, lines)
        return self.output.staged(path)

    def _sha256(self, one: Written) -> str:
        folder = self.output.stage_folder if one.staged else self.output.folder
        with Path(folder / one.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def year_files(years: Mapping[str, str]) -> dict[str, str]:
    """The files of every year by path, with the digest of the year's rows."""
    return {
        f"data/tahun/{year or UNDATED}.{ending}": told for year, told in years.items() for ending in ("jsonl", "csv")
    }
