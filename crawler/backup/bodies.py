"""Bodies: the texts of kept articles as JSON Lines in 256 parts, so that one night's articles change few of them."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from crawler.backup.manifest import BrokenBackup
from crawler.backup.rows import packing
from crawler.write.texts import FILE, Texts


def dump_bodies(texts: Texts, scratch: Path) -> Iterator[Path]:
    """Files of bodies by the first two letters of the record ids ("ab.jsonl.gz"), in order. Raises BrokenBackup where
    the texts cannot be read."""
    try:
        for part, ids in groupby(texts, key=lambda id: id[:2]):
            path = scratch / f"{part}.jsonl.gz"
            with packing(path) as file:
                for id in ids:
                    print(json.dumps([id, texts[id]], ensure_ascii=False), file=file)
            yield path
    except (sqlite3.Error, zlib.error) as error:
        raise BrokenBackup(f"{FILE}: {error}; without it, import of the archive makes it anew") from error


def load_bodies(texts: Texts, files: Iterable[Path]) -> int:
    """Puts the bodies of such files into `texts`, and returns how many. Raises BrokenBackup."""
    number = 0
    for path in files:
        try:
            with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    id, body = json.loads(line)
                    texts[str(id)] = str(body)
                    number += 1
        except (ValueError, TypeError, EOFError, OSError) as error:
            raise BrokenBackup(f"texts/{path.name}: no texts of articles in it") from error
    return number
