"""The assignment: all that one crawl of one source is given. Clock, disk and network come in here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crawler.fetch.archive import ArchiveWriter
from crawler.fetch.replay import Replay
from crawler.fetch.tally import Tally
from crawler.sources import Source
from crawler.write.desk import Desk

if TYPE_CHECKING:
    from crawler.spread.sharing import Share


@dataclass(frozen=True)
class Assignment:
    """`now` gives an aware moment; exactly one of `archive` (a crawl of the web) and `replay` is set; `share` is this
    process' part where several crawl together."""

    source: Source
    title_stems: tuple[str, ...]
    desk: Desk
    tally: Tally
    now: Callable[[], datetime]
    archive: ArchiveWriter | None = None
    replay: Replay | None = None
    since: date | None = None
    limit: int | None = None
    share: Share | None = None
