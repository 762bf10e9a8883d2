"""The downloads: every shown report, by year and whole.

A year's rows are copied as the cache keeps them, the whole from the years' files: the cache is asked only for the years
that changed. No more than a year's table is held at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from theme.plugins.database import write_sqlite
from theme.plugins.exports import header
from theme.plugins.output import Output, Written
from theme.plugins.schema import datapackage

UNDATED = "tanpa-tanggal"
_BLOCK = 1 << 20

Rows = Callable[[str], Iterable[tuple[str, str]]]
"""Gives the rows of a year, of each event those of JSON Lines and those of CSV."""


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
        table = [header().encode()]  # held while the lines are written: the rows are asked for once

        def lines() -> Iterator[bytes]:
            for line, cells in self.rows(year):
                table.append(cells.encode())
                yield line.encode()

        return [self._stage(_year_file(year, "jsonl"), lines()), self._stage(_year_file(year, "csv"), table)]

    def whole(self, staged: Container[str]) -> list[Written]:
        """The files that hold everything, and the data package that describes all; `staged` are the paths of years'
        files that wait to be moved in, the others lie in the site."""
        tables, lines = (
            [self._place(path, path in staged) for path in self._year_files(ending)] for ending in ("csv", "jsonl")
        )
        written = [
            self._stage("data/catatan.csv", _table(tables)),
            self._stage("data/catatan.json", _list(lines)),
            self._stage("data/catatan.jsonl", _blocks(lines)),
            self._sqlite("data/kabar-netral.sqlite", lines),
        ]
        places = {one.path: self._place(one.path, one.staged) for one in written}
        places |= dict(zip([*self._year_files("csv"), *self._year_files("jsonl")], [*tables, *lines], strict=True))
        files = {path.removeprefix("data/"): (place.stat().st_size, _sha256(place)) for path, place in places.items()}
        return [*written, self.output.stage("data/datapackage.json", datapackage(self.name, files))]

    def _year_files(self, ending: str) -> list[str]:
        return [_year_file(year, ending) for year in self.years]

    def _place(self, path: str, staged: bool) -> Path:
        return (self.output.stage_folder if staged else self.output.folder) / path

    def _stage(self, path: str, pieces: Iterable[bytes]) -> Written:
        return self.output.stage_pieces(path, pieces)

    def _sqlite(self, path: str, lines: Sequence[Path]) -> Written:
        write_sqlite(self.output.waiting(path), _lines(lines))
        return self.output.staged(path)


def year_files(years: Mapping[str, str]) -> dict[str, str]:
    """The files of every year by path, with the digest of the year's rows."""
    return {_year_file(year, ending): told for year, told in years.items() for ending in ("jsonl", "csv")}


def _year_file(year: str, ending: str) -> str:
    return f"data/tahun/{year or UNDATED}.{ending}"


def _blocks(files: Iterable[Path], skipped: int = 0) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            file.seek(skipped)
            while block := file.read(_BLOCK):
                yield block


def _lines(files: Iterable[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            yield from file


def _table(files: Iterable[Path]) -> Iterator[bytes]:
    first = header().encode()
    yield first
    yield from _blocks(files, len(first))


def _list(files: Iterable[Path]) -> Iterator[bytes]:
    """JSON Lines, an object a line, as one JSON list."""
    yield b"[\n"
    held = b""
    for block in _blocks(files):
        yield held
        held = block.replace(b"\n", b",\n")
    yield held.removesuffix(b",\n") + b"\n]\n" if held else b"]\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
