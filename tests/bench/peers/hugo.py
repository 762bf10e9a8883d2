"""The same records as a Hugo site: one page an event, a page and two feeds for each term, a table of each year and of
all, and all as JSON.

Lists are cut by number, 300 on a page, where ours are cut by year and month: each has every event of a long list once.
What ours has beyond that is left out: SQLite, JSON Lines, the files of the filters, pictures, embedded timelines.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from crawler.record import Record
from tests.bench.measuring import ROOT
from theme.plugins.wording import TYPES

NAME = "Hugo"
PACKAGE = "hugo (Debian package)"
_LAYOUTS = Path(__file__).parent / "hugo"


def is_installed() -> bool:
    return shutil.which("hugo") is not None


def write_site(folder: Path, records: Iterable[Record]) -> None:
    """Everything that Hugo needs, below `folder`."""
    shutil.copytree(_LAYOUTS, folder)
    shutil.copytree(ROOT / "theme/static", folder / "static/theme")
    pages = folder / "content/kegiatan"
    pages.mkdir(parents=True)
    years = set()
    for one in records:
        years.add(_year(one))
        front = yaml.dump(front_matter(one), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (pages / f"{one.id}.md").write_text(f"---\n{front}---\n\n{one.summary}\n", encoding="utf-8")
    _only_as_table(folder / "content/tahun", years)


def command(folder: Path, output: Path, cache: Path) -> list[str]:
    """What builds the site anew; Hugo keeps nothing between two builds that it could use."""
    return ["hugo", "--quiet", "--source", str(folder), "--destination", str(output), "--cacheDir", str(cache)]


def _only_as_table(folder: Path, years: Iterable[str]) -> None:
    # A year of the whole site is a download of ours, not a page.
    held = {".": "_build: {render: never}"} | dict.fromkeys(years, "outputs: [tabel]")
    for name, front in held.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "_index.md").write_text(f"---\n{front}\n---\n", encoding="utf-8")


def _year(one: Record) -> str:
    day = one.event.date or (one.published.date() if one.published else None)
    return str(day.year) if day else "tanpa-tanggal"


def front_matter(one: Record) -> dict[str, Any]:
    """What the templates show of a record."""
    speakers = [official for official in one.officials if official.speaker]
    position = speakers[0].positions[0] if speakers else None
    return {
        "title": one.headline,
        "date": one.published.isoformat() if one.published else None,
        "hari": one.event.date.isoformat() if one.event.date else None,
        "jenis": [TYPES[one.event.type]],
        "wilayah": list(one.kabupaten),
        "pemilihan": [one.election] if one.election else [],
        "lembaga": list(one.institutions),
        "pejabat": [official.name for official in speakers],
        "lain": [official.name for official in one.officials if not official.speaker and not official.subject],
        "jabatan": f"{position.title} {position.institution}" if position else "",
        "media": [one.outlet],
        "tahun": [_year(one)],
        "venue": one.event.venue,
        "kecamatan": list(one.kecamatan),
        "hukum": list(one.laws),
        "kelompok": list(one.groups),
        "bukti": [item.quote for item in one.evidence],
        "link": one.url,
    }
