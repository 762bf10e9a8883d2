"""What the drill looks at can be wrong: each kind of damage is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.record import dump, record_id
from tests.crawler.invented import record
from tests.drill.looking import record_faults, site_faults
from tests.drill.newsroom import Newsroom, Paper, found

PAGE = '<!doctype html><html><body><a href="../index.html#atas">awal</a>{more}</body></html>'
ROW = {"page": "kegiatan/a.html", "url": "https://kabarpantai.example/berita/1/a"}


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    room = found(2, 40, seed=1)
    room.advance(20)
    return room


def write_records(content: Path, papers: list[Paper]) -> None:
    folder = content / "records" / "2024" / "10"
    folder.mkdir(parents=True, exist_ok=True)
    for number, paper in enumerate(papers):
        url = f"https://{paper.host}{paper.path}"
        text = dump(record(url, id=record_id(f"{url}{number}")))
        (folder / f"2024-10-01-{number:012x}.md").write_text(text, encoding="utf-8")


def papers_of(newsroom: Newsroom) -> list[Paper]:
    return [paper for outlet in newsroom.outlets for paper in outlet.visible if paper.story.relevant]


def test_records_as_published_are_right(newsroom: Newsroom, tmp_path: Path) -> None:
    write_records(tmp_path, papers_of(newsroom))
    assert list(record_faults(tmp_path, newsroom, newsroom.expected, complete=True)) == []


@pytest.mark.parametrize("fault", ["missing", "lost", "doubled", "unreadable", "half-written", "of no article"])
def test_wrong_records_are_found(newsroom: Newsroom, tmp_path: Path, fault: str) -> None:
    papers = papers_of(newsroom)
    beside = next(paper for outlet in newsroom.outlets for paper in outlet.visible if not paper.story.relevant)
    chosen = {"missing": papers[1:], "lost": papers[1:], "doubled": [*papers, papers[0]]}
    write_records(tmp_path, chosen.get(fault, [*papers, beside] if fault == "of no article" else papers))
    if fault == "unreadable":
        next((tmp_path / "records").rglob("*.md")).write_text("---\nid: [", encoding="utf-8")
    if fault == "half-written":
        (tmp_path / "records" / ".2024-10-01-x.md.abc.tmp").write_text("---\nid", encoding="utf-8")
    known = newsroom.expected if fault == "lost" else set()
    told = list(record_faults(tmp_path, newsroom, known, complete=True))
    assert any(fault in line for line in told), told


def write_site(folder: Path, more: str = "") -> None:
    files = {
        "index.html": PAGE.replace("../", "").format(more='<a href="kegiatan/a.html">a</a>'),
        "kegiatan/a.html": PAGE.format(more=more),
        "data/catatan.json": json.dumps([ROW]),
        "pagefind/fragment/id_1.pf_fragment": "{}",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_whole_site_is_right(newsroom: Newsroom, tmp_path: Path) -> None:
    write_site(tmp_path)
    assert list(site_faults(tmp_path, newsroom)) == []


def test_a_site_with_damage_is_found(newsroom: Newsroom, tmp_path: Path) -> None:
    accused = next(iter(newsroom.accused))
    write_site(tmp_path, f'{accused} <a href="hilang.html">x</a> <img src="/tidak/ada.png">')
    (tmp_path / "potong.html").write_text("<!doctype html><html><body>", encoding="utf-8")
    (tmp_path / "kegiatan" / "b.html").write_text(PAGE.format(more=""), encoding="utf-8")
    told = "\n".join(site_faults(tmp_path, newsroom))
    for fault in ("1 cut off", "2 broken link", "1 withheld name", "without row", "1 pages in the search index, 2"):
        assert fault in told


def test_an_empty_site_is_no_site(newsroom: Newsroom, tmp_path: Path) -> None:
    assert list(site_faults(tmp_path, newsroom)) == ["no page in it"]
