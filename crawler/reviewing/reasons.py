"""The reason that goes into the public log."""

from __future__ import annotations

from crawler.language.lexicon import fold
from crawler.record import Record, clean_line
from crawler.reviewing.refusing import Refused

LONGEST = 500
"""Letters of a reason; the log is a table that people read."""


def public_reason(why: str, record: Record) -> str:
    """The reason on one line. Raises Refused for none, for a long one, and for one that names an official of the
    record: the log is public for good, and a record is often withdrawn for the sake of a name."""
    reason = clean_line(" ".join(why.split()))
    if not reason:
        raise Refused("a reason is needed: --why TEXT", "no-reason")
    if len(reason) > LONGEST:
        raise Refused(f"the reason is longer than {LONGEST} letters", "long-reason")
    words = fold(reason).split()
    for official in record.officials:
        name = fold(official.name).split()
        if name and _stands_in(name, words):
            told = "the reason names somebody in the record, and the log is public: say it without the name"
            raise Refused(told, "naming-reason")
    return reason


def _stands_in(name: list[str], words: list[str]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
