"""`make demo`, as a reader sees it: the invented newsroom crawled by replay, and the site built from it."""

from __future__ import annotations

import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from parsel import Selector

from tests.newsroom.archive import write_warc
from tests.newsroom.model import load_articles

ROOT = Path(__file__).parent.parent
RELEVANT = [article for article in load_articles() if article.gold["relevant"]]


def names(subject: bool) -> set[str]:
    """Everybody who is an accused in some article of the newsroom, or nobody's accused in any."""
    accused = {o["name"] for a in RELEVANT for o in a.gold.get("officials", ()) if o.get("subject")}
    everybody = {o["name"] for a in RELEVANT for o in a.gold.get("officials", ())}
    return accused if subject else everybody - accused


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_warc(folder / "newsroom.warc.gz")
    for command in (
        ["crawler", "crawl", "--replay", "newsroom.warc.gz", "--content", "content", "--var", "var"],
        ["pelican", "content", "-s", str(ROOT / "pelicanconf.py"), "-o", "site", "--fatal", "errors"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def events(site: Path) -> dict[str, Selector]:
    pages = {path.stem: Selector(path.read_text(encoding="utf-8")) for path in (site / "kegiatan").glob("*.html")}
    assert len(pages) >= 24, "the newsroom tells of at least 24 events"
    return pages


def test_kabupaten_of_the_newsroom(site: Path) -> None:
    filled = [path for path in (site / "wilayah").glob("*.html") if "kegiatan/" in path.read_text(encoding="utf-8")]
    assert len(filled) >= 11


def test_the_story_in_three_outlets_is_one_event(events: dict[str, Selector]) -> None:
    reports = [len(set(page.css("main a::attr(href)").re(r"https://([^/]+)/"))) for page in events.values()]
    assert max(reports) == 3


def test_an_official_who_appeals_is_no_subject(events: dict[str, Selector]) -> None:
    """Below the heading of the accused, and in their list, nobody is named who is accused in no article."""
    innocent = names(subject=False)
    assert len(innocent) > 30
    for identity, page in events.items():
        parts = page.xpath("//*[self::section or self::div][.//h2[contains(., 'Pihak dalam perkara')]][last()]")
        shown = unescape(" ".join(parts.xpath(".//text()").getall()))
        heading = shown.partition("Pihak dalam perkara")[2].partition("Bagaimana diberitakan")[0]
        assert not {name for name in innocent if name in heading}, identity


def test_the_accused_are_named_nowhere(site: Path) -> None:
    """Nothing of the newsroom has been reviewed, so no file of the site names an accused."""
    accused = names(subject=True)
    assert len(accused) >= 5
    for path in site.rglob("*"):
        if path.is_file():
            text = unescape(path.read_bytes().decode("utf-8", errors="ignore"))
            assert not {name for name in accused if name in text}, path


def test_a_hostile_headline_is_text(events: dict[str, Selector]) -> None:
    shown = [page.css("h1").xpath("string()").get(default="") for page in events.values()]
    assert any("<script>" in headline for headline in shown)
    assert not any(page.xpath("//h1//script") for page in events.values())
