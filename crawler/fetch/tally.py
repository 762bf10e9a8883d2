"""The tally of one crawl or import: what was found, what became of it, and what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["ok", "empty", "failed"]

# Counter, its word in the line for people; in the order in which they are told.
COUNTERS = {
    "found": "found",
    "fetched": "fetched",
    "stored": "stored",
    "updated": "updated",
    "unchanged": "unchanged",
    "irrelevant": "irrelevant",
    "withdrawn": "withdrawn before",
    "foreign": "off-topic by title",
    "known": "already read",
    "older": "before --since",
    "over_limit": "beyond --limit",
    "not_article": "not an article",
    "gone": "gone",
    "refused": "refused",
    "failed": "failed",
    "unread": "listings unread",
    "cut": "cut short",
    "missing": "not in archive",
    "broken": "record broken",
    "errors": "errors",
}


@dataclass
class Tally:
    """Counts by the names of COUNTERS; `warnings` and `errors` are lines for people; `why` says why a crawl failed.
    `signs` are what its health is judged by (crawler/fetch/signs.py); they are not told in the line.
    `shared` says that another process has found what this one read.
    """

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    signs: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    why: str | None = None
    shared: bool = False
    on_change: Callable[[Tally], None] | None = None

    def count(self, counter: str, warning: str | None = None) -> None:
        if counter not in COUNTERS:
            raise KeyError(counter)
        self.counts[counter] += 1
        if warning:
            self.warnings.append(warning)
        if self.on_change:
            self.on_change(self)

    def sign(self, name: str, number: int = 1) -> None:
        self.signs[name] += number

    def error(self, line: str) -> None:
        """Something broke on our side: the line names the address and the fault."""
        self.errors.append(line)
        self.count("errors")

    @property
    def outcome(self) -> Outcome:
        """`failed` when the source could not be read, `empty` when it showed nothing: zero is failure too."""
        if self.why is not None and not self.counts["fetched"]:
            return "failed"
        return "ok" if self.counts["found"] or self.shared else "empty"

    def line(self) -> str:
        """One line: the source, how it went, and every count that is not zero."""
        told = [f"{words} {self.counts[name]}" for name, words in COUNTERS.items() if self.counts[name]]
        faults = {"failed": "FAILED", "empty": "nothing found", "ok": "left early"}[self.outcome]
        head = f"{faults}: {self.why}" if self.why else ("nothing found" if self.outcome == "empty" else None)
        return f"{self.name}: {'; '.join(filter(None, [head, ', '.join(told)])) or 'nothing to do'}"
