"""Seven nights in a row: articles appear, change, vanish, come back, are reprinted; people hide and correct. Each morning
records, revisions and site are what a small model expects, and a second run of the same night changes no byte."""

from __future__ import annotations

import copy
import json
import subprocess
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.record import Record, load
from crawler.sources import SOURCES
from tests.crawler.nightly.nights import bytes_below
from tests.crawler.nightly.week import NIGHTS, Known, Page, archive, moment, week, write_table
from tests.running import run_module

AGAIN = frozenset({3, 6})
"""Nights that are run twice; of the others the seventh, on which nothing happens, tells as much."""


@dataclass
class Morning:
    """What stood on a morning: records by the name of their article, the site's rows by record id, pages, bytes, the
    exit status, and what was expected."""

    pages: dict[str, Page]
    known: dict[str, Known]
    records: dict[str, Record]
    rows: dict[str, dict[str, str]]
    texts: str
    status: int
    content: dict[str, bytes]
    site: dict[str, bytes]
    again: tuple[bool, bool] | None = None
    failing: list[str] = field(default_factory=list)


class House:
    """One folder in which the nights go by."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_table(folder / "sources.toml")
        (folder / "nightly.toml").write_text("keep = 7\n", encoding="utf-8")

    def command(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        place = {SOURCES: str(self.folder / "sources.toml")}
        done = run_module("crawler", *arguments, "--content", self.folder / "content", environment=place)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def night(self, number: int, warc: Path, later: int = 0) -> int:
        at = (moment(number) + timedelta(hours=later)).isoformat()
        folders = (
            "--var",
            self.folder / "var",
            "--site",
            self.folder / "site",
            "--config",
            self.folder / "nightly.toml",
        )
        return self.command("nightly", "--replay", warc, "--at", at, *folders).returncode

    @property
    def standing(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        return bytes_below(self.folder / "content"), bytes_below((self.folder / "site" / "current").resolve())


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> list[Morning]:
    house, found = House(tmp_path_factory.mktemp("week")), []
    for number, (pages, known, down) in enumerate(week(), start=1):
        warc = archive(house.folder, number, pages, down)
        if number == 5:
            _a_persons_day(house, pages)
        status = house.night(number, warc)
        morning = _seen(house, pages, known, status)
        if number in AGAIN:
            before = house.standing
            assert house.night(number, warc, later=1) == status
            content, site = house.standing
            morning.again = (content == before[0], site == before[1])
        found.append(morning)
    return found


def test_there_are_seven(mornings: list[Morning]) -> None:
    assert len(mornings) == NIGHTS


@pytest.mark.parametrize("number", range(1, NIGHTS + 1))
def test_the_records_are_as_expected(mornings: list[Morning], number: int) -> None:
    morning = mornings[number - 1]
    assert set(morning.records) == set(morning.known)
    for name, known in morning.known.items():
        record = morning.records[name]
        assert record.headline == known.headline
        assert len(record.revisions) == len(known.revisions), (name, record.revisions)
        for revision, wanted in zip(record.revisions, known.revisions, strict=True):
            assert wanted in revision.changed, name
        assert record.event.id == morning.pages[known.event or name].id, name


@pytest.mark.parametrize("number", range(1, NIGHTS + 1))
def test_the_site_shows_what_is_known_and_no_more(mornings: list[Morning], number: int) -> None:
    morning = mornings[number - 1]
    shown = {morning.pages[name].id: known for name, known in morning.known.items() if known.shown}
    assert set(morning.rows) == set(shown)
    for id, known in shown.items():
        assert morning.rows[id]["title"] == known.headline
        assert known.headline in morning.texts
    for name, known in morning.known.items():
        assert known.shown or known.headline not in morning.texts, f"{name} is hidden"


def test_a_second_run_of_a_night_changes_no_byte(mornings: list[Morning]) -> None:
    assert {number: mornings[number - 1].again for number in AGAIN} == dict.fromkeys(AGAIN, (True, True))


def test_a_night_on_which_nothing_happens_changes_only_the_day_of_the_last_crawl(mornings: list[Morning]) -> None:
    sixth, seventh = mornings[5:]
    assert _different(sixth.content, seventh.content) == {"status.json"}
    assert _different(sixth.site, seventh.site) == {"status.html"}


def test_the_outlet_that_is_down_is_named_and_nothing_of_it_is_lost(mornings: list[Morning]) -> None:
    assert [morning.failing for morning in mornings[2:5]] == [[], ["kabar-penghujan"], []]
    assert mornings[3].records["ende"] == mornings[2].records["ende"]
    assert [morning.status for morning in mornings] == [0, 0, 0, 1, 0, 0, 0]


def _different(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _a_persons_day(house: House, pages: dict[str, Page]) -> None:
    done = [
        house.command("hide", pages["ngada"].id, "--why", "Diminta outlet.", "--by", "Kurator Contoh"),
        house.command("review", "set", pages["alor"].id, "headline", "Judul dari kurator", "--by", "Kurator Contoh"),
    ]
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]


def _seen(house: House, pages: dict[str, Page], known: dict[str, Known], status: int) -> Morning:
    names = {page.id: name for name, page in pages.items()}
    site = (house.folder / "site" / "current").resolve()
    files = sorted((house.folder / "content" / "records").rglob("*.md"))
    records = [load(path.read_text(encoding="utf-8")) for path in files]
    report = json.loads((house.folder / "var" / "reports" / "latest.json").read_text(encoding="utf-8"))
    return Morning(
        dict(pages),
        copy.deepcopy(known),
        {names[record.id]: record for record in records},
        {row["id"]: row for row in json.loads((site / "data" / "catatan.json").read_text(encoding="utf-8"))},
        "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html")),
        status,
        *house.standing,
        failing=[source["source"] for source in report["sources"] if source["failing"]],
    )
