"""One part of the index, made by Pagefind's command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # nosec B404 # runs Pagefind
import sys
from collections.abc import Sequence
from pathlib import Path

from theme.search.keys import KEY, key_of
from theme.search.pages import SearchablePage
from theme.search.words import WORDS, words_of

ENGINE = "pagefind.js"
ENTRY = "pagefind-entry.json"
_LANGUAGE = "id"
_UNUSED = ("*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Pagefind's own search boxes; the worker, whose start costs 12 kB and a round trip; another language's stemming."""


class NotMade(RuntimeError):
    """A part was not made; one line says why."""


def make_part(pages: Sequence[SearchablePage], sign: str, at: Path) -> None:
    """Indexes pages into the folder `at`, with its key. Raises NotMade or OSError."""
    source = at.with_name(f"{at.name}.halaman")
    (source / "kegiatan").mkdir(parents=True)
    for page in pages:
        link_or_copy(page.path, source / "kegiatan" / page.path.name)
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--quiet", "--output-path", str(at)]
    command += ["--force-language", _LANGUAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B603 # no shell, no remote text
    shutil.rmtree(source)
    if done.returncode or not (at / ENGINE).is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise NotMade(lines[-1])
    for pattern in _UNUSED:
        for unused in at.glob(pattern):
            unused.unlink()
    check_whole(at, len(pages))
    _name(at, sign)
    (at / WORDS).write_text(_words(at / f"pagefind.{sign}.pf_meta"), encoding="utf-8")
    (at / KEY).write_text(key_of(pages, sign), encoding="ascii")


def sign_anew(part: Path, key: str, sign: str) -> None:
    """Gives a part another sign; its pages are those that `key` tells of. Raises NotMade or OSError."""
    _name(part, sign)
    _replace(part / KEY, key)


def link_or_copy(path: Path | str, to: Path | str) -> None:
    """The file under a second name; a copy on a file system without hard links. Raises OSError."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)


def check_whole(part: Path, pages: int) -> None:
    """Raises NotMade where a part does not hold so many pages.

    Pagefind 1.5 says nothing and ends well when the disk runs full: files are there and empty.
    """
    fragments = [path.stat().st_size for path in part.glob("fragment/*")]
    sizes = [*fragments, *(path.stat().st_size for path in part.rglob("*") if path.is_file())]
    if _entry(part)["page_count"] != pages or len(fragments) != pages or not all(sizes):
        raise NotMade(f"{part}: not written whole by Pagefind; {_free(part)}")


def _name(part: Path, sign: str) -> None:
    # The file that tells of all pages gets the sign as its name: the search page can ask for it at once, before it
    # has read the entry.
    entry = _entry(part)
    (part / f"pagefind.{entry['hash']}.pf_meta").replace(part / f"pagefind.{sign}.pf_meta")
    told = json.loads((part / ENTRY).read_text(encoding="utf-8"))
    told["languages"] = {_LANGUAGE: entry | {"hash": sign}}
    _replace(part / ENTRY, json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _words(meta: Path) -> str:
    try:
        return words_of(meta)
    except ValueError as error:
        raise NotMade(str(error)) from error


def _entry(part: Path) -> dict[str, object]:
    try:
        (entry,) = json.loads((part / ENTRY).read_text(encoding="utf-8"))["languages"].values()
        return {"hash": entry["hash"], "wasm": entry["wasm"], "page_count": entry["page_count"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotMade(f"{part / ENTRY}: not written whole by Pagefind; {_free(part)}") from error


def _free(part: Path) -> str:
    return f"{shutil.disk_usage(part).free // 1024} KiB are free on its disk"


def _replace(path: Path, text: str) -> None:
    # Never written into: an earlier site may share the file by a hard link.
    waiting = path.with_name(f"{path.name}.baru")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)
