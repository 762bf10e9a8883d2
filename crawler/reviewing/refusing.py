"""Why the desk does not do what it was asked: always one line, and then nothing has been changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from crawler.record import BrokenRecord
from crawler.write.corrections import BrokenCorrections
from crawler.write.decisions import BrokenDecisions
from crawler.write.fields import UnknownField
from crawler.write.naming import UnknownName


class Refused(ValueError):
    """What cannot be done as it was asked; the message is one line. `key` names the cause for the page's own words
    (crawler.reviewing.wording.REFUSALS)."""

    def __init__(self, message: str, key: str = "wrong") -> None:
        super().__init__(message)
        self.key = key


class Unreadable(Refused):
    """A file that the decision needs is broken; the line names it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "unreadable")


class ChangedMeanwhile(Refused):
    """The record is no longer what the person saw."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "changed")


class NotWritten(Refused):
    """A file could not be written: a full disk, a folder without rights."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "unwritten")


@contextmanager
def in_one_line(id: str) -> Iterator[None]:
    """Turns what the rooms below raise about a record into Refused, with the record's id before it."""
    try:
        yield
    except (BrokenCorrections, BrokenDecisions) as error:
        raise Unreadable(str(error)) from error
    except UnknownField as error:
        raise Refused(f"{id}: {error}", "field") from error
    except UnknownName as error:
        raise Refused(f"{id}: {error}", "name") from error
    except BrokenRecord as error:
        raise Refused(f"{id}: {' '.join(str(error).split())}", "value") from error
