"""An archive read with trafilatura, the generic extractor: text and metadata of every page, nothing judged or stored.

`python -m tests.bench.peers.generic WARC …` prints the number of pages that had a text.
"""

from __future__ import annotations

import sys

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType


def read(*paths: str) -> int:
    """Reads them all."""
    found = 0
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
                html = record.reader.read().decode("utf-8", "replace")
                page = trafilatura.bare_extraction(html, url=record.headers["WARC-Target-URI"], with_metadata=True)
                found += page is not None
    return found


if __name__ == "__main__":
    count = read(*sys.argv[1:])
    print(count)
    sys.exit(0 if count else 1)
