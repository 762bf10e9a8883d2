"""Two nights at one outlet, live on loopback under its real name: what is asked again, what becomes of it, and that a
replay and an import of the archive give the same records as the crawl did."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.fetch.archive import warc_files
from crawler.fetch.importing import Importer
from crawler.fetch.memory import open_memory
from crawler.record import Review, dump, load
from crawler.sources import load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store
from tests.crawler.fetch.houses import Answer, crawl, served
from tests.crawler.invented import BODY, page
from tests.running import run_module

HOST = "voxntt.com"
REST = "/wp-json/wp/v2/posts?search={word}"
LATER = timedelta(hours=1)
TWO_PAGES = "/2024/10/02/asn-di-dua-halaman-netral/128005/"


def path(name: str, number: int) -> str:
    return f"/2024/10/02/asn-{name}-diminta-netral/{number}"


SAME, CHANGED, GONE, STILL = (path(name, 128001 + at) for at, name in enumerate(("bajawa", "soa", "riung", "aimere")))
NEW, RENAMED = path("golewa", 128009), path("bajawa-utara", 128001)


def post(address: str, *, modified: bool = False) -> dict[str, Any]:
    moment = (datetime.now(UTC) + LATER).replace(tzinfo=None).isoformat(timespec="seconds")
    told = {"link": address, "title": {"rendered": "ASN diminta netral"}, "date_gmt": "2024-10-02T02:00:00"}
    return told | ({"modified_gmt": moment} if modified else {})


def listed(*posts: Mapping[str, Any]) -> Answer:
    return Answer(json.dumps(posts), kind="application/json", headers={"X-WP-TotalPages": "1"})


def article(name: str, **more: Any) -> Answer:
    return Answer(page(f"ASN {name} Diminta Netral", **more), headers={"ETag": f'"{name}"'})


def two_pages(number: int) -> Answer:
    links = f'<div class="page-links"><a href="{TWO_PAGES}">1</a> <a href="{TWO_PAGES}2/">2</a></div>'
    body = page("ASN di Dua Halaman Netral", BODY[:2] if number == 1 else BODY[2:])
    return Answer(body.replace("</article>", f"{links}</article>"))


FIRST_NIGHT = {
    "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
    REST.format(word="netralitas"): listed(*map(post, (SAME, CHANGED, GONE, STILL, TWO_PAGES))),
    SAME: article("Bajawa"),
    CHANGED: article("Soa"),
    GONE: article("Riung"),
    STILL: article("Aimere"),
    TWO_PAGES: two_pages(1),
    f"{TWO_PAGES}2/": two_pages(2),
}
SECOND_NIGHT = FIRST_NIGHT | {
    REST.format(word="netralitas"): listed(
        post(SAME),
        post(RENAMED),
        *(post(one, modified=True) for one in (CHANGED, GONE, STILL)),
        post(NEW),
        post(TWO_PAGES),
    ),
    CHANGED: Answer(page("ASN Soa Diminta Tetap Netral", (*BODY[:3], "Acara ditutup dengan doa."))),
    GONE: Answer("tidak ada lagi", 410),
    NEW: article("Golewa"),
}
PLAN: dict[str, Any] = {"host": HOST, "words": ["netralitas"], "discovery": [["rest", REST, REST + "&page={page}"]]}


@dataclass
class Nights:
    folder: Path
    tallies: list[dict[str, Any]] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    told: list[dict[str, Mapping[str, str]]] = field(default_factory=list)
    content: list[dict[str, bytes]] = field(default_factory=list)

    def archive(self, night: int) -> Path:
        return warc_files([self.folder / "var"])[night]


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted((folder / "content").rglob("*.md"))}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    nights = Nights(tmp_path_factory.mktemp("nights"))
    port = 0
    for answers in (FIRST_NIGHT, SECOND_NIGHT):
        with served(answers, port) as house:
            port = house.port
            nights.tallies.append(crawl(house, nights.folder, **PLAN))
        nights.asked.append(house.paths)
        nights.told.append(dict(zip(house.paths, house.told, strict=True)))
        nights.content.append(content(nights.folder))
    (nights.folder / "port").write_text(str(port), encoding="utf-8")
    return nights


def test_the_first_night_reads_everything_once(nights: Nights) -> None:
    assert nights.tallies[0] == {
        "counts": {"found": 5, "fetched": 5, "stored": 5},
        "warnings": [],
        "errors": [],
        "why": None,
    }
    assert len(nights.asked[0]) == len(set(nights.asked[0])) == len(FIRST_NIGHT)
    assert len(nights.content[0]) == 5


def test_the_second_night_asks_only_for_what_is_new_or_listed_as_changed(nights: Nights) -> None:
    assert nights.asked[1] == ["/robots.txt", REST.format(word="netralitas"), CHANGED, GONE, STILL, NEW]
    counts = nights.tallies[1]["counts"]
    # Another address of the same number is the same article; a 304 is "unchanged".
    assert counts == {"found": 6, "known": 2, "fetched": 4, "updated": 1, "gone": 1, "unchanged": 1, "stored": 1}


def test_what_has_been_read_is_asked_on_condition(nights: Nights) -> None:
    told = nights.told[1]
    assert told[STILL]["If-None-Match"] == '"Aimere"'
    assert told[CHANGED]["If-None-Match"] == '"Soa"'
    assert not {"If-None-Match", "If-Modified-Since"} & set(told[NEW])


def test_at_most_two_requests_for_a_new_article(nights: Nights) -> None:
    articles = [asked for asked in nights.asked[0] if asked.startswith("/2024/")]
    assert len(articles) <= 2 * nights.tallies[0]["counts"]["stored"]


def test_changes_are_revisions_and_the_vanished_is_marked(nights: Nights) -> None:
    records = {record.headline: record for record in (load(text.decode()) for text in nights.content[1].values())}
    assert len(records) == 6
    (changed,) = records["ASN Soa Diminta Tetap Netral"].revisions
    assert {"text", "headline"} <= set(changed.changed)
    assert [revision.changed for revision in records["ASN Riung Diminta Netral"].revisions] == [("gone",)]
    assert records["ASN Aimere Diminta Netral"].revisions == records["ASN Bajawa Diminta Netral"].revisions == ()


def test_a_replay_of_each_night_gives_the_same_bytes(nights: Nights, tmp_path: Path) -> None:
    port = (nights.folder / "port").read_text(encoding="utf-8")
    for night in (0, 1):
        plan = json.dumps(PLAN | {"replay": str(nights.archive(night))})
        done = run_module("tests.crawler.fetch.loopback", port, tmp_path, plan)
        assert done.stderr == ""
        assert content(tmp_path) == nights.content[night]


def test_an_import_gives_the_same_bytes_and_again_changes_nothing(nights: Nights, tmp_path: Path) -> None:
    for _ in range(2):
        desk = Desk(Store(tmp_path / "content"), open_memory(tmp_path / "var", {}), default_assemble())
        importer = Importer(load_sources(), desk)
        importer.read(warc_files([nights.folder / "var" / "archive"]))
        assert not importer.broken
        assert content(tmp_path) == nights.content[1]


def test_a_rebuild_after_a_rule_change_keeps_what_a_person_has_set(nights: Nights, tmp_path: Path) -> None:
    shutil.copytree(nights.folder / "content", tmp_path / "content")
    store = Store(tmp_path / "content")
    for path, record in store.load_all().records.items():
        worse = replace(record, kabupaten=("Kabupaten Alor",), laws=(), summary="Menurut aturan lama.")
        if "Bajawa" in record.headline:
            worse = replace(
                worse, headline="Judul dari kurator", reviewed=Review("Kurator", fields=("headline", "laws"))
            )
        path.write_text(dump(worse), encoding="utf-8")
    folders = ("--content", tmp_path / "content", "--var", tmp_path / "var")
    done = run_module("crawler", "import", nights.folder / "var" / "archive", *folders)
    assert (done.returncode, done.stderr) == (0, "")
    rebuilt = {record.url: record for record in store.load_all().records.values()}
    for before in (load(text.decode()) for text in nights.content[1].values()):
        after = rebuilt[before.url]
        assert (after.kabupaten, after.revisions) == (before.kabupaten, before.revisions)
        by_hand = after.reviewed is not None
        assert after.headline == ("Judul dari kurator" if by_hand else before.headline)
        assert after.laws == (() if by_hand else before.laws)
    assert sum(record.reviewed is not None for record in rebuilt.values()) == 1


def test_the_memory_after_an_import_is_the_crawls(nights: Nights, tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path / "content"), open_memory(tmp_path / "var", {}), default_assemble())
    Importer(load_sources(), desk).read(warc_files([nights.folder / "var" / "archive"]))
    live = open_memory(nights.folder / "var", {})
    port = (nights.folder / "port").read_text(encoding="utf-8")
    for one in (SAME, CHANGED, NEW, TWO_PAGES):
        address = f"https://{HOST}:{port}{one}"
        assert live.recall(address) is not None
        assert desk.memory.recall(address) == live.recall(address)


def test_other_tools_find_nothing_wrong_with_the_archive(nights: Nights) -> None:
    files = warc_files([nights.folder / "var" / "archive"])
    assert len(files) == 2
    for file in files:
        done = run_module("warcio.cli", "check", "-v", file)
        assert done.returncode == 0, done.stdout
    index = run_module("warcio.cli", "index", "-f", "warc-type", files[1])
    assert index.stdout.count("revisit") == 1, "a 304 is kept as what it is"
