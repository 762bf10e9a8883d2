"""The table of sources: which outlets there are, and how their articles are found."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import process

from crawler.data import DATA
from crawler.sourcetables import source_entries

TABLE = DATA / "sources.toml"

SOURCES = "KABAR_NETRAL_SOURCES"
"""Environment variable with the path of another table of sources: for another region, or a rehearsal."""

# fmt: off
FAMILIES = frozenset((
    "antara", "tribun", "promedia", "wordpress", "detik", "mediaindonesia", "inews", "rri", "blogger", "kpu", "bawaslu",
))
# fmt: on
ZONES = frozenset({"WIB", "WITA", "WIT"})


class BrokenSources(ValueError):
    """The table cannot be used; the message is one line with file, source and fault."""


class UnknownSource(ValueError):
    """A name that the table does not hold; the message is one line with names like it."""


class Kind(StrEnum):
    """How a means of discovery is read."""

    SITEMAP = "sitemap"
    FEED = "feed"
    REST = "rest"
    LISTING = "listing"
    SEARCH = "search"


class SourceStatus(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Discovery:
    """One means of finding articles. `next` is the form of the addresses of page 2, 3, …, with {page}, or with {start}
    where the outlet counts articles (Blogger's start-index). Both forms may hold {word} and {date}, a day as 2024-09-28
    or as said after a colon: {date:%m/%d/%Y}.
    """

    kind: Kind
    url: str
    next: str | None = None


@dataclass(frozen=True)
class Source:
    """An outlet. `zone` is the one of page dates that carry none; `monthly` the least articles a month brings;
    `dateline` the forms in which its articles begin, as printed, separator included."""

    name: str
    title: str
    hosts: tuple[str, ...]
    family: str | None
    zone: str
    discovery: tuple[Discovery, ...]
    words: tuple[str, ...]
    status: SourceStatus
    note: str
    monthly: int = 0
    dateline: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sources:
    """All sources by name, in the table's order, and the stems by which a title shows that it may matter."""

    by_name: Mapping[str, Source]
    title_stems: tuple[str, ...]

    def __iter__(self) -> Iterator[Source]:
        return iter(self.by_name.values())

    def named(self, names: Iterable[str]) -> list[Source]:
        """The sources of these names. Raises UnknownSource for the first name that is none."""
        return [self._one(name) for name in names]

    def of_host(self, host: str) -> Source | None:
        """The source that a host belongs to, or None."""
        folded = host.lower().rstrip(".")
        return next((source for source in self.by_name.values() if folded in source.hosts), None)

    def _one(self, name: str) -> Source:
        if name in self.by_name:
            return self.by_name[name]
        near = [found for found, _, _ in process.extract(name, list(self.by_name), limit=3, score_cutoff=50)]
        hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(self.by_name)}"
        raise UnknownSource(f"unknown source {name!r}: {hint}")


def load_sources(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Sources:
    """The table in a TOML file; without a path the one that KABAR_NETRAL_SOURCES names, else the project's own. Raises
    BrokenSources with one line that names file, source and fault."""
    path = path or Path(environment.get(SOURCES) or TABLE)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenSources(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenSources(f"{path}: {error}") from error
    topic = table.get("topic", {})
    by_name: dict[str, Source] = {}
    try:
        entries = list(source_entries(table))
    except (TypeError, ValueError) as error:
        raise BrokenSources(f"{path}: {error}") from error
    for at, entry in enumerate(entries, start=1):
        label = entry.get("name") or f"source {at}"
        try:
            source = _source(entry, topic)
            if source.name in by_name:
                raise ValueError("the name is taken")
        except (KeyError, TypeError, ValueError) as error:
            fault = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
            raise BrokenSources(f"{path}: {label}: {fault}") from error
        by_name[source.name] = source
    if not by_name:
        raise BrokenSources(f"{path}: no [[source]] in it")
    return Sources(by_name, tuple(topic.get("title_stems", ())))


_KEYS = {"name", "title", "hosts", "family", "zone", "discovery", "words", "status", "note", "monthly", "dateline"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9.-]+")
_BRACES = re.compile(r"\{[^{}]*\}")
_PLACEHOLDER = re.compile(r"\{(?:word|page|start|date(?::(?:%[dmYBbyje-]|[-/.])+)?)\}")
_DATED = re.compile(r"\d{4}-\d{2}")


def _source(entry: Mapping[str, Any], topic: Mapping[str, Any]) -> Source:
    source = Source(
        name=entry["name"],
        title=entry["title"],
        hosts=tuple(entry["hosts"]),
        family=entry.get("family"),
        zone=entry["zone"],
        discovery=tuple(Discovery(Kind(d["kind"]), d["url"], d.get("next")) for d in entry["discovery"]),
        words=tuple(entry.get("words") or topic.get("words") or ()),
        status=SourceStatus(entry["status"]),
        note=entry["note"],
        monthly=entry.get("monthly", 0),
        dateline=tuple(entry.get("dateline", ())),
    )
    for fault in _faults(source, entry):
        raise ValueError(fault)
    return source


def _faults(source: Source, entry: Mapping[str, Any]) -> Iterable[str]:
    if unknown := sorted(set(entry) - _KEYS):
        yield f"unknown key {', '.join(unknown)}"
    if not _SLUG.fullmatch(source.name):
        yield "name is not a slug (a-z, 0-9, -)"
    if not source.hosts or not all(_HOST.fullmatch(host) for host in source.hosts):
        yield "hosts must be lower-case host names"
    if source.family is not None and source.family not in FAMILIES:
        yield f"family {source.family!r} is none of {', '.join(sorted(FAMILIES))}"
    if source.zone not in ZONES:
        yield f"zone {source.zone!r} is none of {', '.join(sorted(ZONES))}"
    if not _DATED.match(source.note):
        yield "note must begin with a date, 2026-11 or 2026-11-22"
    if not source.discovery:
        yield "no means of discovery"
    for means in source.discovery:
        yield from _means_faults(means, source)


def _means_faults(means: Discovery, source: Source) -> Iterable[str]:
    for form in filter(None, (means.url, means.next)):
        parts = urlsplit(form)
        if parts.scheme not in ("http", "https") or parts.hostname not in source.hosts:
            yield f"{form}: not an address on {', '.join(source.hosts)}"
        if "{word}" in form and not source.words:
            yield f"{form}: {{word}} without words"
        if unknown := [name for name in _BRACES.findall(form) if not _PLACEHOLDER.fullmatch(name)]:
            yield f"{form}: unknown {unknown[0]}"
    if means.next is not None and "{page}" not in means.next and "{start}" not in means.next:
        yield f"{means.next}: no {{page}} in it"
