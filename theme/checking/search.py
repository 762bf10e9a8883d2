"""The search index: it holds exactly the event pages of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from theme.checking.faults import Fault

_ENTRY = "pagefind-entry.json"


def broken_index(files: Mapping[str, bytes], indexed: list[str], pages: set[str]) -> Iterator[Fault]:
    """Faults of the search index. `files` are the entry files of the index (there may be one a year), `indexed` the
    addresses that its fragments give, `pages` the paths of the event pages."""
    if not files:
        yield Fault("search", "pagefind", "there is no search index")
        return
    counted = 0
    for name, data in files.items():
        try:
            languages = json.loads(data)["languages"]
            counted += sum(language["page_count"] for language in languages.values())
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Fault("search", name, "is no entry of a search index")
            return
    if counted != len(pages):
        yield Fault("search", "pagefind", f"{counted} pages in the search index, {len(pages)} event pages in the site")
    held = {address.lstrip("/") for address in indexed}
    for missing in sorted(pages - held):
        yield Fault("search", missing, "is not in the search index")
    for strange in sorted(held - pages):
        yield Fault("search", strange, "is in the search index and no event page")


def is_entry(name: str) -> bool:
    return PurePosixPath(name).name == _ENTRY


def address_in(fragment: bytes) -> str:
    """The page that a decompressed fragment is about; empty where it says none."""
    try:
        return str(json.loads(fragment[fragment.index(b"{") :])["url"])
    except (ValueError, KeyError):
        return ""
