"""Looking at what stands after a night: the records against the newsroom, the published site by its own files."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler.record import BrokenRecord, Record, load
from tests.drill.newsroom import Key, Newsroom
from tests.drill.night import ROOT

_LINK = re.compile(r"""(?:href|src)=["']([^"'#?]+)""")
_MOVED = 'http-equiv="refresh"'
_MOST = 3


def record_faults(content: Path, newsroom: Newsroom, known: set[Key], *, complete: bool) -> Iterator[str]:
    """What is wrong with the records: lost (`known` are those of before), doubled, of no article, unreadable; with
    `complete` also those that are missing."""
    keys, broken = read_keys(content)
    yield from _some("unreadable", broken)
    yield from _some("doubled", (key for key, number in Counter(keys).items() if number > 1))
    yield from _some("lost", known - set(keys))
    yield from _some("of no article", set(keys) - newsroom.expected)
    if complete:
        yield from _some("missing", newsroom.expected - set(keys))
        yield from _some("half-written", (path.name for path in content.rglob("*.tmp")))


def read_keys(content: Path) -> tuple[list[Key], list[str]]:
    """Host and path of every record, and the files that cannot be read."""
    records, broken = _records(content)
    return [key_of(record.url) for record in records], broken


def published_keys(content: Path) -> set[Key]:
    """The articles whose records are to be shown."""
    return {key_of(record.url) for record in _records(content)[0] if record.status == "published"}


def key_of(url: str) -> Key:
    parts = urlsplit(url)
    return parts.hostname or "", parts.path.rstrip("/")


def site_faults(site: Path, newsroom: Newsroom) -> Iterator[str]:
    """What is wrong with a site by its own files: pages without end, links that lead nowhere, exports and search index
    that do not hold what the pages show, a withheld name."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    pages = {name: path.read_text(encoding="utf-8") for name, path in files.items() if name.endswith(".html")}
    if not pages:
        yield "no page in it"
        return
    yield from _some("cut off", (name for name, text in pages.items() if not text.rstrip().endswith("</html>")))
    yield from _some("broken link", (link for name, text in pages.items() for link in _nowhere(name, text, files)))
    names = re.compile("|".join(sorted(newsroom.accused)) or "$^")
    yield from _some("withheld name", (name for name, text in pages.items() if names.search(text)))
    shown = {name for name, text in pages.items() if name.startswith("kegiatan/") and _MOVED not in text}
    told = {row["page"] for row in _rows(site)}
    yield from _some("page without row in catatan.json", shown - told)
    yield from _some("row in catatan.json without page", told - shown)
    fragments = sum(name.endswith(".pf_fragment") for name in files)
    if fragments != len(shown):
        yield f"{fragments} pages in the search index, {len(shown)} on the site"


def shown_keys(site: Path) -> list[Key]:
    """The articles that a site tells of."""
    return [key_of(row["url"]) for row in _rows(site)]


def checked(site: Path, content: Path) -> str | None:
    """What `theme.check` finds wrong with a site, or None."""
    command = [sys.executable, "-m", "theme.check", str(site), "--content", str(content)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return None if done.returncode == 0 else f"theme.check: {(done.stderr or done.stdout).strip()[:300]}"


def digest(folder: Path) -> str:
    """One hash of all files below a folder, names and bytes."""
    total = hashlib.blake2b()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            total.update(f"{path.relative_to(folder)}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def _records(content: Path) -> tuple[list[Record], list[str]]:
    records, broken = [], []
    for path in sorted((content / "records").rglob("*.md")):
        try:
            records.append(load(path.read_text(encoding="utf-8")))
        except (BrokenRecord, UnicodeDecodeError):
            broken.append(path.name)
    return records, broken


def _rows(site: Path) -> list[dict[str, str]]:
    try:
        rows: list[dict[str, str]] = json.loads((site / "data" / "catatan.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return rows


def _nowhere(name: str, text: str, files: dict[str, Path]) -> Iterator[str]:
    folder = Path(name).parent
    for link in set(_LINK.findall(text)):
        if ":" in link or link.startswith("//"):
            continue
        parts: list[str] = []
        for part in ([] if link.startswith("/") else list(folder.parts)) + unquote(link).split("/"):
            if part == "..":
                parts = parts[:-1]
            elif part not in ("", "."):
                parts.append(part)
        target = "/".join(parts)
        if target not in files and f"{target}/index.html".lstrip("/") not in files:
            yield f"{name} -> {link}"


def _some(what: str, found: Iterable[object]) -> Iterator[str]:
    """One line for all of a kind, the first few named."""
    every = sorted(map(str, found))
    if every:
        yield f"{len(every)} {what}: {', '.join(every[:_MOST])}"
