"""Sharing one source's crawl with a crew, and Scrapy's settings for it."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.fetch.memory import DATABASE_URL
from crawler.spread.crew import REDIS_URL, BrokenCrew, Crew, open_crew

if TYPE_CHECKING:
    from crawler.spread.turns import Turns


@dataclass(frozen=True)
class Share:
    """One member's part in the crawl of one source."""

    crew: Crew
    source: str
    turns: Turns

    @property
    def finds(self) -> bool:
        """Whether this member is to discover the source; not while Redis is lost, which the scheduler tells."""
        from redis import RedisError

        try:
            return self.crew.finds(self.source)
        except RedisError:
            return False

    def slow_down(self, host: str, delay: float) -> None:
        """Tells the others of a delay that a host has asked for, in seconds."""
        from redis import RedisError

        with suppress(RedisError):  # the next request finds Redis lost, too
            self.turns.slow_down(host, delay)


def crew_of(environment: Mapping[str, str] = os.environ) -> Crew | None:
    """The crew that the environment names, joined; None where it names none. Raises BrokenCrew, also where the crawl's
    memory is not one that a crew can share."""
    url = environment.get(REDIS_URL)
    if not url:
        return None
    if not environment.get(DATABASE_URL):
        raise BrokenCrew(f"{REDIS_URL} needs one memory for all: set {DATABASE_URL} to a PostgreSQL")
    return open_crew(url, f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}")


def share_of(crew: Crew, source: str) -> Share:
    """A member's part in the crawl of a source."""
    from crawler.spread.turns import Turns

    return Share(crew, source, Turns(crew.redis, crew.name))


SHARED_SETTINGS: dict[str, Any] = {
    "SCHEDULER": "crawler.spread.queueing.SharedScheduler",
    "SCHEDULER_PERSIST": True,  # the first to close must not empty the queue of the others
    "DUPEFILTER_CLASS": "crawler.spread.queueing.SharedSeen",
    "SCHEDULER_QUEUE_CLASS": "crawler.spread.queueing.SharedQueue",
    "DOWNLOAD_HANDLERS": {
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
        "http": "crawler.spread.turns.PoliteHandler",
        "https": "crawler.spread.turns.PoliteHandler",
    },
}
"""What a crawl by a crew sets beside the settings of any crawl."""
