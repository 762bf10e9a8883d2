"""Benchmarks of fetching: how many foreign records `import` skips in a second, and whether memory stays level over
20,000 requests. `python -m tests.bench.fetch [skip|memory]`."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.importing import Importer
from crawler.fetch.memory import open_memory
from crawler.sources import Discovery, Kind, load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store
from tests.crawler.invented import MOMENT

FOREIGN = 15_000
"""Records of the file from which is skipped."""
PAGE = 30_000
"""Bytes of one of its pages: about what a news page of CC-NEWS has at the median."""
REQUESTS = 20_000
MARKS = (2_000, 10_000, 20_000)
"""Requests after which memory is measured."""

ROOT = Path(__file__).parents[2]


def skipped_per_second(folder: Path) -> float:
    """How many records of foreign hosts `import` skips in a second of processor time, on one core."""
    writer = ArchiveWriter(folder / "foreign", MOMENT)
    for number, body in enumerate(_bodies(random.Random(7), FOREIGN)):
        url = f"https://berita-{number % 997}.test/2024/10/02/kabar-nomor-{number}-dari-jauh"
        writer.add(url, "200 OK", [("Content-Type", "text/html")], body, MOMENT)
    writer.close()
    (file,) = (folder / "foreign").glob("*.warc.gz")
    desk = Desk(Store(folder / "content"), open_memory(folder / "var", {}), default_assemble())
    importer = Importer(load_sources(), desk)
    start = time.process_time()
    importer.read([file])
    taken = time.process_time() - start
    assert importer.responses == FOREIGN
    return FOREIGN / taken


def _bodies(chance: random.Random, number: int) -> Iterator[bytes]:
    """Pages of words, no two alike."""
    words = ["".join(chance.choices("aeioukmnprstl", k=chance.randint(2, 9))) for _ in range(5_000)]
    shared = [" ".join(chance.choices(words, k=PAGE // 6)).encode()[:PAGE] for _ in range(40)]
    for at in range(number):
        yield b"<!doctype html><html><body><p>%d %s</p></body></html>" % (at, chance.choice(shared))


def memory_marks(folder: Path) -> dict[str, Any]:
    """Resident memory of a crawl (MiB) after 2,000, 10,000 and 20,000 requests to a server on loopback, and its pace."""
    server = subprocess.Popen([sys.executable, "-m", "tests.bench.server"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().strip() if server.stdout else ""
        crawl = [sys.executable, "-m", "tests.bench.fetch", "crawl", port, str(folder)]
        done = subprocess.run(crawl, cwd=ROOT, capture_output=True, text=True, check=True)
    finally:
        server.kill()
        server.wait()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _crawl(port: str, folder: Path) -> None:
    """The crawl that `memory_marks` watches, in a process of its own."""
    from scrapy import signals
    from scrapy.crawler import CrawlerProcess

    from crawler.fetch.assignment import Assignment
    from crawler.fetch.spiders.news import NewsSpider
    from crawler.fetch.tally import Tally
    from crawler.settings import crawl_settings
    from crawler.write.texts import Texts

    table, house = load_sources(), f"http://127.0.0.1:{port}"
    listing = Discovery(Kind.LISTING, f"{house}/daftar?page=1", f"{house}/daftar?page={{page}}")
    source = replace(table.by_name["voxntt"], name="loopback", hosts=("127.0.0.1",), discovery=(listing,))
    desk = Desk(Store(folder / "content"), open_memory(folder, {}), default_assemble(), Texts(folder / "texts.sqlite3"))
    assignment = Assignment(
        source=source,
        title_stems=table.title_stems,
        desk=desk,
        tally=Tally("loopback"),
        now=lambda: datetime.now(UTC),
        archive=ArchiveWriter(folder / "archive", MOMENT),
        since=date(2024, 1, 1),
    )
    haste = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "ALLOW_LOOPBACK": True, "LOG_LEVEL": "WARNING"}
    process = CrawlerProcess(crawl_settings(folder, replay=False, environment={}) | haste)
    crawler = process.create_crawler(NewsSpider)
    marks: dict[int, float] = {}
    asked = 0

    def counted() -> None:
        nonlocal asked
        asked += 1
        if asked in MARKS:
            marks[asked] = _resident()

    crawler.signals.connect(counted, signal=signals.response_received)
    process.crawl(crawler, assignment=assignment)
    start = time.monotonic()
    process.start()
    pace = asked / (time.monotonic() - start)
    print(json.dumps({"marks": marks, "requests": asked, "per_second": pace, "counts": assignment.tally.counts}))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)


def main(*arguments: str) -> None:
    if arguments[:1] == ("crawl",):
        _crawl(arguments[1], Path(arguments[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if arguments[:1] in ((), ("skip",)):
            print(f"import: {skipped_per_second(Path(folder)):,.0f} foreign records skipped per second (asked: 3,000)")
        if arguments[:1] in ((), ("memory",)):
            print(f"memory: {json.dumps(memory_marks(Path(folder) / 'crawl'))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
