"""A crawl killed at random points (kill -9) and started again: nothing lost, nothing twice."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.fetch.archive import BrokenArchive, archived_responses, warc_files
from crawler.fetch.memory import Verdict, open_memory
from crawler.record import load
from tests.crawler.fetch.houses import ROOT, Answer, House, command, crawl, served
from tests.crawler.invented import listing, page

ARTICLES = [f"/2024/10/02/asn-netral-di-kecamatan-nomor-{n:02}/" for n in range(40)]
ANSWERS = {
    "/robots.txt": Answer("User-agent: *\n", kind="text/plain"),
    "/daftar": Answer(listing(*ARTICLES)),
    **{path: Answer(page(f"ASN Netral, Kata Camat {at}"), takes=0.03) for at, path in enumerate(ARTICLES)},
}
PLAN = {"discovery": [["listing", "/daftar", None]]}
KILLS = 4


def content(folder: Path) -> dict[str, str]:
    """The records, without the moment at which each was retrieved."""
    found = sorted((folder / "content").rglob("*.md"))
    return {p.name: re.sub(r"(?m)^retrieved: .*$", "", p.read_text(encoding="utf-8")) for p in found}


def killed(house: House, folder: Path, after: int, late: float) -> None:
    """Starts a crawl and kills it so many seconds after the answer to its request of that number, so that the point within
    its work is as it comes."""
    process = subprocess.Popen(command(house, folder, **PLAN), cwd=ROOT, stdout=subprocess.DEVNULL)

    def kill() -> None:
        time.sleep(late)
        process.kill()

    house.behind[len(house.asked) + after] = kill
    process.wait()
    assert process.returncode == -signal.SIGKILL, "it was to be killed before its end"


@pytest.mark.parametrize("seed", [20241002])
def test_killed_and_started_again(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with served(ANSWERS) as house:
        for _ in range(KILLS):
            killed(house, tmp_path, chance.randint(2, 12), chance.uniform(0, 0.06))
        last = crawl(house, tmp_path, **PLAN)
        asked = Counter(path for path in house.paths if path in ARTICLES)
        once = crawl(house, tmp_path / "once", **PLAN)
        after = crawl(house, tmp_path, **PLAN)
    assert once["counts"]["stored"] == len(ARTICLES)
    assert content(tmp_path) == content(tmp_path / "once"), "nothing lost, nothing twice, nothing half"
    ids = [load(text).id for text in content(tmp_path).values()]
    assert len(ids) == len(set(ids)) == len(ARTICLES)
    assert last["counts"]["known"] > 0, "the kills came after some of the work"
    assert not last["errors"]
    assert set(asked) == set(ARTICLES)
    assert sum(asked.values()) <= len(ARTICLES) + KILLS, "only what a kill interrupted is asked a second time"
    assert after["counts"] == {"found": len(ARTICLES), "known": len(ARTICLES)}
    memory = open_memory(tmp_path / "var", {})
    seen = [memory.recall(f"http://127.0.0.1:{house.port}{path}") for path in ARTICLES]
    assert {one.verdict for one in seen if one} == {Verdict.STORED}
    assert None not in seen
    assert archived(tmp_path) >= set(ARTICLES), "what was read is in the archive, however it ended"


def archived(folder: Path) -> set[str]:
    found: set[str] = set()
    for file in warc_files([folder / "var" / "archive"]):
        try:
            for response in archived_responses(file):
                found.add(re.sub(r"^https?://[^/]+", "", response.url))
        except BrokenArchive as error:
            assert str(file) in str(error)
    return found
