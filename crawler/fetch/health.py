"""Health: how each source has been doing, from the crawl's memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.fetch.memory import Crawl, Memory
from crawler.sources import Source


@dataclass(frozen=True)
class SourceHealth:
    """One source: `state` is ok, empty, failed, or unknown where it was never crawled; times are UTC."""

    source: Source
    state: str
    why: str | None
    last: Crawl | None
    last_ok: datetime | None

    def as_json(self) -> dict[str, Any]:
        counts = self.last.counts if self.last else {}
        return {
            "source": self.source.name,
            "title": self.source.title,
            "status": str(self.source.status),
            "state": self.state,
            "why": self.why,
            "last_crawl": self.last.ended.isoformat(timespec="seconds") if self.last else None,
            "last_ok": self.last_ok.isoformat(timespec="seconds") if self.last_ok else None,
            "found": counts.get("found", 0),
            "stored": counts.get("stored", 0),
            "counts": dict(counts),
        }

    def line(self) -> str:
        """One line for people."""
        if self.last is None:
            return f"{self.source.name}: never crawled ({self.source.status})"
        counts = self.last.counts
        head = f"{self.source.name}: {self.state}, last crawl {self.last.ended:%Y-%m-%d %H:%M} UTC"
        body = f"found {counts.get('found', 0)}, stored {counts.get('stored', 0)}"
        return f"{head}, {body}" + (f"; {self.why}" if self.why else "")


def health_of(sources: Iterable[Source], memory: Memory) -> list[SourceHealth]:
    """How each source is, in the table's order."""
    return [_one(source, memory.crawls(source.name)) for source in sources]


def _one(source: Source, crawls: list[Crawl]) -> SourceHealth:
    if not crawls:
        return SourceHealth(source, "unknown", None, None, None)
    last = crawls[0]
    why = last.why or ("showed no article" if last.outcome == "empty" else None)
    return SourceHealth(source, last.outcome, why, last, next((c.ended for c in crawls if c.outcome == "ok"), None))
