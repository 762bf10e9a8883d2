"""What the benchmarks of fetching do: crawl a server on loopback, download its pages, skip foreign records of an archive."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.importing import Importer
from crawler.fetch.memory import open_memory
from crawler.sources import Discovery, Kind, load_sources
from crawler.write.desk import Desk, default_assemble
from crawler.write.store import Store
from tests.bench.measuring import ROOT, Failed, python
from tests.bench.server import PER_PAGE
from tests.crawler.invented import MOMENT

PAGE = 30_000
"""Bytes of one of its pages: about what a news page of CC-NEWS has at the median."""


def skipped_per_second(folder: Path, foreign: int) -> float:
    """How many of so many records of foreign hosts `import` skips in a second of processor time, on one core."""
    writer = ArchiveWriter(folder / "foreign", MOMENT)
    for number, body in enumerate(_bodies(random.Random(7), foreign)):
        url = f"https://berita-{number % 997}.test/2024/10/02/kabar-nomor-{number}-dari-jauh"
        writer.add(url, "200 OK", [("Content-Type", "text/html")], body, MOMENT)
    writer.close()
    (file,) = (folder / "foreign").glob("*.warc.gz")
    desk = Desk(Store(folder / "content"), open_memory(folder / "var", {}), default_assemble())
    importer = Importer(load_sources(), desk)
    start = time.process_time()
    importer.read([file])
    taken = time.process_time() - start
    if importer.responses != foreign:
        raise Failed(f"import: {importer.responses} of {foreign} foreign records were seen")
    return foreign / taken


def _bodies(chance: random.Random, number: int) -> Iterator[bytes]:
    """Pages of words, no two alike."""
    words = ["".join(chance.choices("aeioukmnprstl", k=chance.randint(2, 9))) for _ in range(5_000)]
    shared = [" ".join(chance.choices(words, k=PAGE // 6)).encode()[:PAGE] for _ in range(40)]
    for at in range(number):
        yield b"<!doctype html><html><body><p>%d %s</p></body></html>" % (at, chance.choice(shared))


@dataclass(frozen=True)
class Crawled:
    """A crawl of the server on loopback: resident memory in MiB at a tenth, the half and the end of its requests."""

    requests: int
    seconds: float
    processor: float
    marks: tuple[float, ...] = ()
    stored: int = 0

    @property
    def pace(self) -> float:
        """Requests a second, by the clock."""
        return self.requests / self.seconds


def crawled(folder: Path, requests: int) -> Crawled:
    """Our crawl of so many pages, in a process of its own. Raises Failed."""
    return _of_server(requests, "crawl", str(requests), str(folder))


def side_by_side(folder: Path, sources: int) -> Crawled:
    """So many sources in one process, two articles each: its marks are the highest memory. Raises Failed."""
    return _of_server(PER_PAGE, "crawl", "0", str(folder), str(sources))


def downloaded(requests: int) -> Crawled:
    """The same pages downloaded by a spider that reads nothing but links. Raises Failed."""
    return _of_server(requests, "bare")


def _of_server(requests: int, what: str, *arguments: str) -> Crawled:
    pages = -(-requests // PER_PAGE)
    server = subprocess.Popen(python("tests.bench.server", str(pages)), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().strip() if server.stdout else ""
        crawl = python("tests.bench.fetch", what, port, *arguments)
        done = subprocess.run(crawl, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        server.kill()
        server.wait()
    if done.returncode:
        raise Failed(f"{what}: {(done.stderr.strip().splitlines() or ['no line told'])[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return Crawled(**found | {"marks": tuple(found.get("marks", ()))})


def _bare(port: str) -> None:
    """The spider that `downloaded` times."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    asked = 0

    class Bare(scrapy.Spider):
        name = "bare"
        start_urls = [f"http://127.0.0.1:{port}/daftar?page=1"]  # noqa: RUF012

        def parse(self, response: Any, page: int = 1) -> Iterator[Any]:
            nonlocal asked
            asked += 1
            if "/daftar" not in response.url:
                return
            if links := response.css("a[href*='/2024/']::attr(href)").getall():
                yield from (response.follow(link, self.parse) for link in links)
                yield response.follow(f"/daftar?page={page + 1}", self.parse, cb_kwargs={"page": page + 1})

    process = CrawlerProcess({"LOG_LEVEL": "WARNING", "CONCURRENT_REQUESTS": 1, "TELNETCONSOLE_ENABLED": False})
    process.crawl(Bare)
    start, busy = time.monotonic(), time.process_time()
    process.start()
    told = {"requests": asked, "seconds": time.monotonic() - start, "processor": time.process_time() - busy}
    print(json.dumps(told))


def _crawl(port: str, requests: int, folder: Path, sources: int = 1) -> None:
    """The crawl that `crawled` watches; of several sources each has the same house, two articles and an archive."""
    from scrapy import signals
    from scrapy.crawler import CrawlerProcess

    from crawler.fetch.assignment import Assignment
    from crawler.fetch.spiders.news import NewsSpider
    from crawler.fetch.tally import Tally
    from crawler.settings import crawl_settings
    from crawler.write.texts import Texts

    table, house = load_sources(), f"http://127.0.0.1:{port}"
    listing = Discovery(Kind.LISTING, f"{house}/daftar?page=1", f"{house}/daftar?page={{page}}")
    desk = Desk(Store(folder / "content"), open_memory(folder, {}), default_assemble(), Texts(folder / "texts.sqlite3"))
    names = [f"loopback{number}" for number in range(sources)]
    assignments = [
        Assignment(
            source=replace(table.by_name["voxntt"], name=name, hosts=("127.0.0.1",), discovery=(listing,)),
            title_stems=table.title_stems,
            desk=desk,
            tally=Tally(name),
            now=lambda: datetime.now(UTC),
            archive=ArchiveWriter(folder / "archive" / name, MOMENT),
            since=date(2024, 1, 1),
            limit=2 if sources > 1 else None,
        )
        for name in names
    ]
    haste = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "ALLOW_LOOPBACK": True, "LOG_LEVEL": "WARNING"}
    process = CrawlerProcess(crawl_settings(folder, replay=False, environment={}) | haste)
    marks: list[float] = []
    asked = 0

    def counted() -> None:
        nonlocal asked
        asked += 1
        if not requests:
            marks[:] = [max(*marks, 0.0, _resident())]
        elif asked in (requests // 10, requests // 2, requests):
            marks.append(_resident())

    for assignment in assignments:
        crawler = process.create_crawler(NewsSpider)
        crawler.signals.connect(counted, signal=signals.response_received)
        process.crawl(crawler, assignment=assignment)
    start, busy = time.monotonic(), time.process_time()
    process.start()
    told = {"requests": asked, "seconds": time.monotonic() - start, "processor": time.process_time() - busy}
    print(json.dumps(told | {"marks": marks, "stored": sum(one.tally.counts["stored"] for one in assignments)}))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * 4096 / 2**20, 1)


if __name__ == "__main__":
    what, port, *rest = sys.argv[1:]
    _bare(port) if what == "bare" else _crawl(port, int(rest[0]), Path(rest[1]), *map(int, rest[2:]))
