"""Looking for words in a built site, however a format writes them: packed, escaped, folded, run together."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import re
import sqlite3
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from crawler.record import clean_line

LONG = 6
"""Letters from which a word is also looked for inside others and across marks ("Boni-fasius", "camatbonifasius")."""

_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,4096}={0,2}")


def found_in(site: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Word -> the files of a site in which it can be read, their names included. Raises ValueError for an empty site."""
    wanted = {word: folded(word) for word in words}
    hits: dict[str, list[str]] = {word: [] for word in wanted}
    files = sorted(path for path in site.rglob("*") if path.is_file())
    if not files or not wanted:
        raise ValueError(f"nothing to look for or to look through: {site}")
    for path in files:
        name = path.relative_to(site).as_posix()
        for word in _told(name.encode() + b"\n" + path.read_bytes(), wanted):
            hits[word].append(name)
    return {word: names for word, names in hits.items() if names}


def folded(text: str) -> str:
    """Small letters without accents, each run of anything else as one blank."""
    plain = unicodedata.normalize("NFKD", clean_line(text))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return " ".join(re.findall(r"[^\W_]+", bare))


def _told(data: bytes, wanted: Mapping[str, str]) -> set[str]:
    told: set[str] = set()
    for piece in unpacked(data):
        for text in _readings(piece.decode("utf-8", "replace")):
            flat = f" {folded(text)} "
            run = flat.replace(" ", "")
            for word, plain in wanted.items():
                if f" {plain} " in flat or (len(plain) >= LONG and plain.replace(" ", "") in run):
                    told.add(word)
    return told


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes and what is packed in them: gzip at the start or after the file's name, SQLite, the text chunks and
    pixels' stream of a PNG, base64."""
    yield data
    _, _, content = data.partition(b"\n")
    for body in (data, content):
        if body.startswith(b"\x1f\x8b"):
            yield from unpacked(gzip.decompress(body))
        elif body.startswith(b"SQLite format 3\0"):
            yield _dumped(body)
        elif body.startswith(b"\x89PNG"):
            yield from _chunks(body)
    for coded in _BASE64.findall(data.decode("latin-1")):
        try:
            yield base64.b64decode(coded + "=" * (-len(coded) % 4))
        except binascii.Error:
            continue


def _readings(text: str) -> set[str]:
    once = {text, html.unescape(text), unquote(text), _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)}
    return once | {html.unescape(unquote(reading)) for reading in once}


def _dumped(body: bytes) -> bytes:
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(body)
        return "\n".join(database.iterdump()).encode("utf-8", "replace")
    finally:
        database.close()


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(body):
        size, kind = int.from_bytes(body[at : at + 4]), body[at + 4 : at + 8]
        chunk = body[at + 8 : at + 8 + size]
        yield chunk
        if kind in (b"zTXt", b"iTXt"):
            packed = chunk.partition(b"\0")[2].lstrip(b"\0\1")
            with suppress(zlib.error):
                yield zlib.decompress(packed)
        at += 12 + size
