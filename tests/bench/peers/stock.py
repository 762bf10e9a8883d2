"""The same records as articles of a Pelican site without any plugin, which makes the same pages by its own means.

Ours -> its: a place's pages -> a category's; a type's, an election's, an institution's, an outlet's -> a tag's; an
official's -> an author's; long lists cut by year and month -> cut by number, 300 on a page; two feeds each; downloads
of each year -> its archives by year, written as CSV; of all -> two direct templates, CSV and JSON. Left out is what it
has no means for, or what is no page: SQLite, JSON Lines, the files of the filters, pictures, embedded timelines. It has
no archives by month or day, since ours has no page of a month of the whole site.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from crawler.record import Record
from tests.bench.measuring import ROOT, python
from tests.bench.peers.hugo import front_matter

NAME = "stock Pelican"
PACKAGE = "pelican (PyPI)"
SETTINGS = Path(__file__).parent / "pelican/settings.py"


def is_installed() -> bool:
    return True  # it is what our own site is built with


def write_site(folder: Path, records: Iterable[Record]) -> None:
    """Everything that Pelican needs, below `folder`."""
    shutil.copytree(ROOT / "theme/static", folder / "theme")
    for one in records:
        path = folder / "kegiatan" / f"{one.id}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(_article(one), encoding="utf-8")


def command(folder: Path, output: Path, cache: Path) -> list[str]:
    """What builds the site anew; its content cache saves a tenth at most and is left out."""
    return python("pelican", str(folder), "-s", str(SETTINGS), "-o", str(output), "--quiet", "--fatal", "errors")


def _article(one: Record) -> str:
    told = front_matter(one)
    said = {
        "Title": told["title"],
        "Date": one.published.isoformat() if one.published else "2024-01-01",
        "Slug": one.id,
        "Category": one.kabupaten[0],
        "Tags": ", ".join([*told["jenis"], *told["pemilihan"], *told["lembaga"], *told["media"]]),
        "Authors": "; ".join(told["pejabat"]),
        "Hari": told["hari"],
        "Jenis": told["jenis"][0],
        "Bukti": "¦".join(told["bukti"]),
    }
    rest = ("lembaga", "venue", "kecamatan", "kelompok", "pemilihan", "hukum", "jabatan", "lain", "media", "link")
    for name in rest:
        held = told[name]
        said[name.capitalize()] = held if isinstance(held, str) else ", ".join(held or [])
    head = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return f"{head}\n{one.summary}\n"
