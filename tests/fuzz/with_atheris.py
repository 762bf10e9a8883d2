"""Coverage-guided fuzzing of what reads other people's bytes; longer and blinder than tests/fuzz/test_fuzz.py.

Not part of the suite: atheris has wheels for few versions of Python and stands in no lock. In an environment beside
the project's own:

    python3 -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris
    PYTHONPATH=.:.venv/lib/python3.11/site-packages /tmp/fuzz/bin/python -m tests.fuzz.with_atheris TARGET \\
        -max_total_time=60 -timeout=20 -rss_limit_mb=2048 -artifact_prefix=/tmp/

TARGET is one of `pages`, `extraction`, `records`, `archives` and `listings`; what follows it is libFuzzer's, which a
folder to keep its findings in may end. An input that raises what the target may not raise, or takes longer than
-timeout, is written to a file and ends the run; `TARGET FILE` tries that input again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["crawler"]):
    from crawler.assemble import record_from
    from crawler.fetch.archive import BrokenArchive, archived_responses
    from crawler.fetch.discovery import NotAListing
    from crawler.fetch.spans import SpanReader, spans_of
    from crawler.items import Article
    from crawler.read.pages import NotAnArticle, page_for
    from crawler.record import BrokenRecord, dump, load

from tests.crawler.invented import BODY, record
from tests.fuzz.test_fuzz import LISTINGS, PAGES
from tests.fuzz.test_fuzz import archive as invented_archive

ADDRESS = "https://voxntt.com/2024/10/02/asn-netral/128001"
ZONE = "WITA"


def pages(data: bytes) -> None:
    """A page by each page object: an article whose record survives writing and reading, or none."""
    families = sorted({None if path.parent.name == "default" else path.parent.name for path in PAGES}, key=str)
    family = families[data[0] % len(families)] if data else None
    text = data[1:].decode("utf-8", "replace")
    try:
        article = page_for(family)(ADDRESS, text, "voxntt", ZONE).to_item()
    except NotAnArticle as fault:
        assert "\n" not in fault.reason
        return
    _kept(article)


def extraction(data: bytes) -> None:
    """A headline and a text to a record that survives writing and reading."""
    headline, *body = data.decode("utf-8", "replace").split("\n")
    _kept(Article(ADDRESS, ADDRESS, "voxntt", headline, tuple(body)))


def _kept(article: Article) -> None:
    written = dump(record_from(article, None))
    assert dump(load(written)) == written


def records(data: bytes) -> None:
    """Bytes to a record that is written and read as itself, or to one line."""
    try:
        read = load(data.decode("utf-8", "replace"))
    except BrokenRecord as error:
        assert not {"\n", "\r"} & set(str(error))
        return
    assert dump(load(dump(read))) == dump(read)


def archives(data: bytes) -> None:
    """Bytes to responses, read in one go and in spans, or to one line."""
    with TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder) / "rusak.warc"
        path.write_bytes(data)
        whole = []
        try:
            for response in archived_responses(path):
                whole.append(response.url)  # what comes before a fault counts
        except BrokenArchive as error:
            assert "\n" not in str(error)
        for span in spans_of([str(path)], 1 << 20):
            reader = SpanReader(span)
            told = [one.url for one in reader.responses(lambda url: True)]
            assert told == whole
            assert "\n" not in (reader.fault or "")


def listings(data: bytes) -> None:
    """Bytes to links on the web, or to one line, as each kind of listing."""
    for _, read in LISTINGS.values():
        try:
            links = read(data).links
        except NotAListing as fault:
            assert "\n" not in str(fault)
            continue
        assert all(link.url.startswith(("http://", "https://")) for link in links)


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (pages, extraction, records, archives, listings)
}


def seeds(target: str) -> list[bytes]:
    """Where the fuzzer begins."""
    if target == "pages":
        return [bytes([number % 16]) + path.read_bytes()[:60_000] for number, path in enumerate(PAGES)]
    if target == "extraction":
        return ["\n".join(BODY).encode()]
    if target == "records":
        return [dump(record()).encode()]
    if target == "archives":
        return [invented_archive()]
    return [body for body, _ in LISTINGS.values()]


def main() -> None:
    name, *rest = sys.argv[1:]
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(name)):
            (Path(folder) / f"{number}").write_bytes(seed)
        tried = rest if any(Path(one).is_file() for one in rest) else [*rest, folder]
        atheris.Setup([sys.argv[0], *tried], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
