"""All checks of a built site, each file read once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from crawler.record import BrokenRecord, Record, load
from theme.checking.counting import ROWS, Holding, Unreadable, changes, holding
from theme.checking.faults import Fault
from theme.checking.leaks import leaks
from theme.checking.links import broken_links
from theme.checking.search import address_in, broken_index, is_entry
from theme.checking.secrets import Secrets
from theme.checking.wholeness import broken, plain


@dataclass
class Checked:
    """`counts` are what the command prints beside the faults."""

    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"faults": [asdict(fault) for fault in self.faults], **self.counts}


def check_site(site: Path, content: Path, last: Path | None = None, address: str = "") -> Checked:
    """What a site holds and what is wrong with it. `address` is its public one, or empty. Raises OSError."""
    names = _names(site)
    known = frozenset(names)
    secrets = Secrets(_records(content))
    checked = Checked()
    entries: dict[str, bytes] = {}
    indexed: list[str] = []
    links = 0
    for name in names:
        data = (site / name).read_bytes()
        checked.faults += broken(site, name, data)
        opened = _opened(data)
        checked.faults += leaks(name, opened, secrets)
        if is_entry(name):
            entries[name] = data
        elif name.endswith(".pf_fragment"):
            indexed.append(address_in(opened))
        elif name.endswith((".html", ".xml", ".json")):
            number, found = broken_links(name, data.decode("utf-8", "replace"), known, address)
            links += number
            checked.faults += found
    _count(checked, site, names, last, secrets)
    events = checked.counts["ids"]
    checked.faults += broken_index(entries, indexed, {f"kegiatan/{id}.html" for id in events})
    checked.faults.sort()
    checked.counts |= {"files": len(names), "links": links, "secrets": len(secrets)}
    del checked.counts["ids"]
    return checked


def _count(checked: Checked, site: Path, names: Sequence[str], last: Path | None, secrets: Secrets) -> None:
    own, theirs = Holding({}, frozenset(), {}, {}), None
    try:
        own = holding(site, names)
    except Unreadable as error:
        checked.faults.append(Fault("counts", ROWS, str(error)))
    if not own.events:
        checked.faults.append(Fault("counts", ROWS, "the site holds no event"))
    if last is not None:
        try:
            theirs = holding(last, _names(last))
        except (Unreadable, OSError) as error:
            checked.counts["unreadable"] = str(error)
    told = changes(own, theirs, site, secrets.hidden)
    checked.counts |= own.as_json() | {"against": theirs.as_json() if theirs else None} | told
    checked.counts["ids"] = list(own.events)


def _names(site: Path) -> list[str]:
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    if not found:
        raise FileNotFoundError(None, "no site in it", str(site))
    return found


def _records(content: Path) -> list[Record]:
    records = []
    for path in sorted((content / "records").rglob("*.md")):
        try:
            records.append(load(path.read_text(encoding="utf-8")))
        except (BrokenRecord, OSError, UnicodeDecodeError):
            continue  # the build has named it and left it out
    return records


def _opened(data: bytes) -> bytes:
    try:
        return plain(data)
    except (OSError, EOFError, zlib.error):
        return data  # named as broken
