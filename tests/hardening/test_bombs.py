"""Bombs in archives, through `crawl --replay` and `import`: memory stays bounded, each costs one line, the rest is read."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from crawler.record import load
from tests.crawler.fetch.houses import ROOT
from tests.crawler.invented import BODY, listing, page
from tests.hardening import bombs

HOUSE = "https://rakyatntt.id"
ALLOWED = bombs.LARGE // 4
"""Bytes that a bomb may cost beside what a harmless archive does: the largest listing and page, decoded and parsed."""

HTML, XML = "Content-Type: text/html; charset=utf-8", "Content-Type: text/xml"


def slug(name: object) -> str:
    return f"{HOUSE}/2024/10/02/asn-ngada-netral-{name}/"


def good(name: str) -> bytes:
    return bombs.member(slug(name), bombs.response(article(name).encode(), HTML))


def article(name: str, *further: str) -> str:
    """An invented article that no other is a copy of."""
    own = [f"Ikrar {word} dibacakan pegawai {name} ke-{at}." for at, word in enumerate(BODY[2].split())]
    return page(f"ASN {name.title()} Diminta Netral", [BODY[0], BODY[1], *own, *further])


def shown(paths: list[str]) -> bytes:
    return bombs.member(f"{HOUSE}/", bombs.response(listing(*paths).encode(), HTML))


DEEP = article("dalam", "<div>" * 100_000 + "ASN netral")
NESTED_LD = article("json").replace("</head>", f'<script type="application/ld+json">{"[" * 400_000}</script></head>')
FLOODED = article("atribut").replace("<html ", "<html " + "".join(f"a{n}=b " for n in range(100_000)))

PAGES: dict[str, tuple[bytes, str | None]] = {
    **{
        f"sandi-{number}": (
            bombs.response(body, HTML, f"Content-Encoding: {coding}"),
            "compressed too many times" if coding.count(",") > 2 else "larger than allowed when decompressed",
        )
        for number, (coding, body) in enumerate(bombs.coded().items(), start=900)
    },
    "potongan": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffff\r\n<html>",
        "chunks cut off in the middle",
    ),
    "antaran": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + bombs.zeros(31),
        "larger than allowed when decompressed",
    ),
    "kepala": (
        bombs.response(article("kepala").encode(), HTML, *["X-A: b"] * 400_000),
        "unreadable in the archive (Maximum header length exceeded.)",
    ),
    "dalam": (bombs.response(DEEP.encode(), HTML), None),
    "json-dalam": (bombs.response(NESTED_LD.encode(), HTML), None),
    "atribut": (bombs.response(FLOODED.encode(), HTML), None),
}
"""Pages by name: the answer and what is told of it; None where the page may also be read."""

LISTINGS = {
    "/sitemap.xml": (
        b"<sitemapindex>%s</sitemapindex>"
        % b"".join(b"<sitemap><loc>%s/peta-%d.xml.gz</loc></sitemap>" % (HOUSE.encode(), n) for n in range(4)),
        None,
    ),
    "/peta-0.xml.gz": (bombs.zeros(31), "larger than 10485760 bytes when decompressed"),
    "/peta-1.xml.gz": (bombs.zeros(31, before=b"<urlset>"), "larger than 10485760 bytes when decompressed"),
    "/peta-2.xml.gz": (bombs.coded()["gzip, gzip"], "no XML"),
    "/peta-3.xml.gz": (bombs.multiplying("sitemap"), "entities made of entities"),
    "/feed/": (bombs.multiplying("feed"), "entities made of entities"),
}


@cache
def broken_files() -> dict[str, tuple[bytes, str]]:
    """Archives by name: a record between two good ones, and what is told of the file."""
    address = slug("bom")
    return {
        "terlalu-panjang": (bombs.packed_record(address, said=1 << 62), "cut off in the middle of a record"),
        "terlalu-pendek": (bombs.packed_record(address, said=2000), "Invalid WARC header"),
        "tanpa-akhir": (bombs.headless(), "Maximum header length exceeded"),
        "kepala-saja": (bombs.many_headers(), "Maximum header length exceeded"),
        "nol": (bombs.zeros(31), "Invalid WARC header"),
    }


@dataclass(frozen=True)
class Ran:
    """How a run of the crawler ended; `peak` in bytes."""

    status: int
    lines: list[str]
    peak: int
    stored: frozenset[str]


def run(folder: Path, *arguments: str | Path) -> Ran:
    folder.mkdir()
    own = ["--content", folder / "content", "--var", folder / "var"]
    command = [sys.executable, "-m", "tests.hardening.peak", *map(str, [*arguments, *own])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    *lines, last = done.stderr.strip().splitlines()
    told = re.fullmatch(r"peak: (\d+) kB", last)
    assert told, done.stderr
    stored = [
        load(path.read_text(encoding="utf-8")).url.rstrip("/") + "/" for path in (folder / "content").rglob("*.md")
    ]
    return Ran(done.returncode, lines, int(told[1]) * 1024, frozenset(stored))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a harmless archive, one full of bombs, and a folder of archives that break off."""
    root = tmp_path_factory.mktemp("bom")
    (root / "rusak").mkdir()
    names = ["awal", *PAGES, "akhir"]
    bombs.archive(root / "baik.warc.gz", [shown([slug("awal"), slug("akhir")]), good("awal"), good("akhir")])
    bombs.archive(
        root / "bom.warc.gz",
        [
            good("awal"),
            *(bombs.member(HOUSE + path, bombs.response(body, XML)) for path, (body, _) in LISTINGS.items()),
            bombs.member(f"{HOUSE}/rss", bombs.response(bombs.coded()["gzip"], XML, "Content-Encoding: gzip")),
            shown([*map(slug, names), slug("sendiri")]),
            *(bombs.member(slug(name), answer) for name, (answer, _) in PAGES.items()),
            bombs.packed_record(slug("sendiri")),
            good("akhir"),
        ],
    )
    for name, (record, _) in broken_files().items():
        bombs.archive(root / "rusak" / f"{name}.warc.gz", [good(f"sebelum-{name}"), record, good(f"sesudah-{name}")])
    return root


@pytest.fixture(scope="module")
def harmless(house: Path) -> int:
    """Bytes that a harmless archive takes."""
    return run(house / "tenang", "import", house / "baik.warc.gz").peak


def check_pages(ran: Ran, harmless: int) -> None:
    assert "Traceback" not in "\n".join(ran.lines)
    assert ran.peak < harmless + ALLOWED
    assert {slug("awal"), slug("akhir")} <= ran.stored, "the rest is read"
    for name, (_, told) in PAGES.items():
        lines = [line for line in ran.lines if slug(name).rstrip("/") in line]
        assert len(lines) <= 1, lines
        assert told is None or told in lines[0], (name, lines)
    (line,) = [line for line in ran.lines if slug("sendiri") in line]
    assert "larger than" in line


def test_import_outlives_every_bomb(house: Path, harmless: int) -> None:
    ran = run(house / "impor", "import", house / "bom.warc.gz")
    assert ran.status == 0
    check_pages(ran, harmless)


def test_replay_outlives_every_bomb(house: Path, harmless: int) -> None:
    ran = run(house / "putar", "crawl", "rakyatntt", "--replay", house / "bom.warc.gz")
    assert ran.status == 0
    check_pages(ran, harmless)
    for path, (_, told) in LISTINGS.items():
        lines = [line for line in ran.lines if f"{HOUSE}{path}: " in line]
        assert [line.split(": ", 3)[-1] for line in lines] == ([told] if told else []), path
    (line,) = [line for line in ran.lines if f"{HOUSE}/rss: " in line]
    assert "larger than allowed when decompressed" in line


@pytest.mark.parametrize("command", [("import",), ("crawl", "rakyatntt", "--replay")])
def test_an_archive_that_lies_is_named_and_costs_no_memory(
    house: Path, harmless: int, command: tuple[str, ...]
) -> None:
    ran = run(house / f"lapor-{command[0]}", command[0], *command[1:], house / "rusak")
    assert ran.status == 1
    assert ran.peak < harmless + ALLOWED
    for name, (_, told) in broken_files().items():
        lines = [line for line in ran.lines if f"{name}.warc.gz" in line]
        assert len(lines) == 1, (name, lines)
        assert told in lines[0]
    assert "Traceback" not in "\n".join(ran.lines)
    if command == ("import",):
        assert {slug(f"sebelum-{name}") for name in broken_files()} <= ran.stored
