"""Spans: a file read in parts holds what it holds when read in one go, wherever the parts begin."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.fetch.archive import ArchiveWriter, BrokenArchive, archived_responses
from crawler.fetch.captures import CaptureReader
from crawler.fetch.passages import read_span
from crawler.fetch.spans import SpanReader, in_chain, spans_of
from crawler.items import Article
from crawler.record import Record
from crawler.sources import load_sources
from tests.crawler.invented import MOMENT, page, record, warc


def _archive(folder: Path) -> bytes:
    """A file with pages of many sizes, one of them far longer than a span, and one that holds a WARC file of an outlet's
    own inventing, as it is: compressed bytes are kept uncompressed inside a record."""
    chance = random.Random(3)
    forged = warc(folder / "forged", [("https://voxntt.com/2024/10/02/palsu/9/", 200, "text/html", page("Palsu"))])
    answers: list[tuple[str, int, str, bytes | str]] = [
        (f"https://voxntt.com/2024/10/02/asn-netral-{n}/{n}/", 200, "text/html", page(f"ASN Netral {n}") + noise)
        for n in range(30)
        for noise in ["".join(chance.choices("abcdefgh ", k=chance.randint(0, 9000 if n != 7 else 60_000)))]
    ]
    body = chance.randbytes(40_000) + forged.read_bytes() + chance.randbytes(40_000)
    answers.insert(11, ("https://voxntt.com/arsip.warc.gz", 200, "application/gzip", body))
    return warc(folder / "whole", answers).read_bytes()


def _cut(raw: bytes) -> bytes:
    return raw[:-700]


def _damaged(raw: bytes) -> bytes:
    return raw[: len(raw) // 2] + b"\0" * 400 + raw[len(raw) // 2 + 400 :]


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "a member for each record": bytes,
    "not compressed": gzip.decompress,
    "compressed as a whole": lambda raw: gzip.compress(gzip.decompress(raw)),
    "cut off": _cut,
    "cut off, not compressed": lambda raw: _cut(gzip.decompress(raw)),
    "damaged in the middle": _damaged,
    "empty": lambda raw: b"",
    "no archive": lambda raw: b"bukan arsip" * 3000,
}


@pytest.mark.parametrize("length", [700, 4_000, 30_000, 1 << 22])
@pytest.mark.parametrize("form", FORMS)
def test_in_parts_as_in_one_go(tmp_path: Path, form: str, length: int) -> None:
    file = tmp_path / "berkas.warc.gz"
    file.write_bytes(FORMS[form](_archive(tmp_path)))
    whole, faults = [], []
    try:
        for response in archived_responses(file):
            whole.append(response)
    except BrokenArchive as error:
        faults.append(str(error))

    class Read:
        def __init__(self, reader: SpanReader) -> None:
            self.held = list(reader.responses(lambda url: True))
            self.span, self.first = reader.span, reader.first
            self.following, self.fault = reader.following, reader.fault

    reads = list(
        in_chain((Read(SpanReader(span)) for span in spans_of([str(file)], length)), lambda s: Read(SpanReader(s)))
    )
    assert [response for read in reads for response in read.held] == whole
    assert [read.fault for read in reads if read.fault] == faults
    assert not any("palsu" in response.url for response in whole)
    assert all(one.following == other.first for one, other in pairwise(reads)), "each begins where the one before ended"


def test_a_forged_record_is_met_and_thrown_away(tmp_path: Path) -> None:
    """The guard is needed: from some places inside the outlet's own file the first record met is the forged one."""
    file = tmp_path / "berkas.warc.gz"
    file.write_bytes(_archive(tmp_path))
    met = set()
    for span in spans_of([str(file)], 700):
        met |= {response.url for response in SpanReader(span).responses(lambda url: True)}
    assert "https://voxntt.com/2024/10/02/palsu/9/" in met


def test_every_response_is_counted_once(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, MOMENT)
    for n in range(40):
        writer.add(f"https://jauh.test/{n}", "200 OK", [], b"x" * 300, MOMENT)
    writer.close()
    (file,) = tmp_path.glob("*.warc.gz")
    reader = CaptureReader(load_sources(), lambda article, on: _none(article))
    passages = in_chain(
        (read_span(reader, span) for span in spans_of([str(file)], 1000)), lambda span: read_span(reader, span)
    )
    assert sum(passage.responses for passage in passages) == 40


def _none(article: Article) -> Record:
    return record()
