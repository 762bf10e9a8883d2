"""Replay: an archive that answers requests in the web's stead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from crawler.fetch.archive import ArchivedResponse, BrokenArchive, archived_at, archived_places


class Replay:
    """The responses of WARC files by address; of several for one address the latest answers.

    `warnings` has one line per file that cannot be read to its end; what could be read answers.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._places: dict[str, tuple[datetime, Path, int]] = {}
        self.warnings: list[str] = []
        for file in files:
            try:
                for url, offset, on in archived_places(file):
                    self._add(url, (on, file, offset))
            except BrokenArchive as error:
                self.warnings.append(str(error))

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(urlsplit(key).hostname or "" for key in self._places)

    @property
    def ended(self) -> datetime:
        """When the last of the responses was kept (UTC): the replay's today."""
        return max((on for on, _, _ in self._places.values()), default=datetime.fromtimestamp(0, UTC))

    def answer(self, url: str, largest: int) -> ArchivedResponse | None:
        """The latest response for an address, or None. Raises BrokenArchive when the file changed under us."""
        place = self._places.get(_key(url) or "")
        return archived_at(place[1], place[2], largest) if place else None

    def _add(self, url: str, place: tuple[datetime, Path, int]) -> None:
        key = _key(url)
        if key is None:
            return
        known = self._places.get(key)
        if known is None or place[0] >= known[0]:
            self._places[key] = place


def _key(url: str) -> str | None:
    """The address with its query in one order and escaped one way; http and https are one. None for what no request
    can ask for ("http://[bad", port 99999)."""
    try:
        key = canonicalize_url(url, keep_fragments=False).replace("http://", "https://", 1)
        parts = urlsplit(key)
        return key if parts.hostname and parts.port != 0 else None  # asking for the port raises where it is none
    except ValueError:
        return None


__all__ = ["BrokenArchive", "Replay"]
