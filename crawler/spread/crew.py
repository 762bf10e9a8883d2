"""The crew: crawler processes, on one machine or several, that crawl together through one Redis.

What they share lives under `kabar:` in one Redis database, which is inside the trust boundary: whoever writes there
chooses which of a source's pages are asked, though nothing in it names code or leaves the source's hosts.

    kabar:crew                members, by the moment until which they count as alive
    kabar:run                 number of the present run; it lasts from the first member's join to the last one's end
    kabar:<run>:<source>:…    queue, seen, taken by a member, finder, found, left, tally
    kabar:host:<host>         when a host was last asked, by whom it is being asked, and the delay it has asked for
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

REDIS_URL = "KABAR_NETRAL_REDIS"
"""Environment variable with the address of the Redis that a crew shares, redis://host:6379/0."""

MEMBERS = "kabar:crew"

LEASE = 30.0
"""Seconds after its last sign of life that a member counts as dead, and what it was at is done again."""

_KEPT = 3 * 24 * 3600
"""Seconds after which what a run left behind is gone even if nobody crawls any more."""


class BrokenCrew(RuntimeError):
    """Redis cannot be used; the message is one line that names it, without its password."""


@dataclass(frozen=True)
class Counted:
    """What a whole crew counted of one source, and why it left the source early, if it did."""

    numbers: Mapping[str, int]
    why: str | None


class Crew:
    """One member's view. Every method may raise redis.RedisError when Redis is lost."""

    def __init__(self, redis: Any, name: str, lease: float = LEASE) -> None:
        self.redis, self.name = redis, name
        self._lease = int(lease * 1000)
        self._run, self.started = 0, datetime.now(UTC)
        self._ended = threading.Event()

    def join(self) -> None:
        """Begins a run, or takes part in the one under way; shows signs of life until `end`."""
        run, started = self._script(_JOIN, [MEMBERS, "kabar:run", "kabar:started"], self.name, self._lease)
        self._run, self.started = int(run), datetime.fromtimestamp(int(started) / 1000, UTC)
        for old in self.redis.scan_iter(f"kabar:{self._run - 1}:*"):
            self.redis.delete(old)
        threading.Thread(target=self._live, daemon=True).start()

    def key(self, source: str, what: str) -> str:
        return f"kabar:{self._run}:{source}:{what}"

    def finds(self, source: str) -> bool:
        """Whether this member is to discover a source: nobody alive does, and it has not been done."""
        keys = [MEMBERS, self.key(source, "finder"), self.key(source, "found")]
        return bool(self._script(_FIND, keys, self.name, _KEPT))

    def found(self, source: str) -> None:
        """Tells that the source has been discovered to its end, if this member does that."""
        if self._text(self.redis.get(self.key(source, "finder"))) == self.name:
            self.redis.set(self.key(source, "found"), 1, ex=_KEPT)

    def is_found(self, source: str) -> bool:
        return bool(self.redis.exists(self.key(source, "found")))

    def leave_source(self, source: str, why: str) -> None:
        """Tells the others that nothing more is to be asked of a source."""
        self.redis.set(self.key(source, "left"), why, ex=_KEPT, nx=True)

    def why_left(self, source: str) -> str | None:
        return self._text(self.redis.get(self.key(source, "left")))

    def take(self, source: str) -> bytes | None:
        """The next of the queue; it counts as being read by this member until `acknowledge`."""
        taken: bytes | None = self.redis.lmove(self.key(source, "queue"), self._taken(source), "RIGHT", "LEFT")
        if taken is not None:
            self.redis.sadd(self.key(source, "takers"), self.name)
        return taken

    def acknowledge(self, source: str) -> None:
        """All that was taken has been read."""
        self.redis.delete(self._taken(source))

    def others(self, source: str) -> tuple[bool, list[bytes]]:
        """Whether a living member is reading pages of the source, and what dead ones had taken, now this member's to
        put back."""
        busy, orphaned = False, list[bytes]()
        for taker in self.redis.smembers(self.key(source, "takers")):
            name = taker.decode()
            if name == self.name:
                continue
            if self._script(_ALIVE, [MEMBERS], name):
                busy |= bool(self.redis.llen(self._taken(source, name)))
            else:
                while (item := self.redis.rpop(self._taken(source, name))) is not None:
                    orphaned.append(item)
        return busy, orphaned

    def is_found_elsewhere(self, source: str) -> bool:
        """Whether another member has discovered the source."""
        return self.is_found(source) and self._text(self.redis.get(self.key(source, "finder"))) != self.name

    def add(self, source: str, numbers: Mapping[str, int], why: str | None) -> None:
        """Adds what this member counted of a source."""
        for name, number in numbers.items():
            self.redis.hincrby(self.key(source, "tally"), name, number)
        self.redis.expire(self.key(source, "tally"), _KEPT)
        self.redis.sadd(f"kabar:{self._run}:sources", source)
        if why:
            self.leave_source(source, why)

    def sources(self) -> list[str]:
        """The sources that any member has counted for."""
        return sorted(source.decode() for source in self.redis.smembers(f"kabar:{self._run}:sources"))

    def counted(self, source: str) -> Counted:
        kept = self.redis.hgetall(self.key(source, "tally"))
        return Counted(Counter({name.decode(): int(number) for name, number in kept.items()}), self.why_left(source))

    def is_last(self) -> bool:
        """Whether all others are done: the one that is asked last, and only that, notes the crawls and groups. The run
        goes on until its `end`."""
        return bool(self._script(_LAST, [MEMBERS], self.name, self._lease))

    def end(self) -> None:
        """Leaves the crew; Redis may be gone."""
        self._ended.set()
        with suppress(*_redis_errors()):
            self.redis.zrem(MEMBERS, self.name)

    def _live(self) -> None:
        while not self._ended.wait(self._lease / 5000):
            with suppress(*_redis_errors()):  # while Redis is away the others cannot see the lease run out either
                self._script(_BEAT, [MEMBERS], self.name, self._lease)

    def _taken(self, source: str, name: str | None = None) -> str:
        return self.key(source, f"taken:{name or self.name}")

    def _script(self, text: str, keys: list[str], *arguments: object) -> Any:
        return self.redis.eval(_NOW + text, len(keys), *keys, *arguments)

    @staticmethod
    def _text(value: bytes | None) -> str | None:
        return None if value is None else value.decode("utf-8", "replace")


def open_crew(url: str, name: str, lease: float = LEASE) -> Crew:
    """A member of the crew that meets at a Redis, joined. Raises BrokenCrew."""
    try:
        import redis
        import scrapy_redis  # type: ignore[import-untyped]  # noqa: F401 - said here, not inside Scrapy
    except ImportError as error:
        raise BrokenCrew(f"{REDIS_URL} needs scrapy-redis: pip install 'kabar-netral[spread]'") from error
    # Tried again for two seconds and no longer: nothing else happens in the process meanwhile.
    tries = redis.retry.Retry(redis.backoff.ExponentialBackoff(cap=1, base=0.25), 3)
    try:
        client = redis.Redis.from_url(url, socket_timeout=10, socket_connect_timeout=10, retry=tries)
        crew = Crew(client, name, lease)
        crew.join()
    except (redis.RedisError, ValueError) as error:
        raise BrokenCrew(f"{address_of(url)}: {lost(error)}") from error
    return crew


def address_of(url: str) -> str:
    """A Redis address without its password."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else REDIS_URL


def lost(error: BaseException) -> str:
    """What is told when Redis does not answer."""
    return f"Redis is lost: {' '.join(str(error).split())[:160] or type(error).__name__}"


def _redis_errors() -> tuple[type[Exception], ...]:
    from redis import RedisError

    return (RedisError,)


_NOW = "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)\n"

_JOIN = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) == 0 then
  redis.call('INCR', KEYS[2])
  redis.call('SET', KEYS[3], string.format('%.0f', now))
end
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return {redis.call('GET', KEYS[2]), redis.call('GET', KEYS[3])}
"""
_BEAT = "return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])"
_ALIVE = "local till = redis.call('ZSCORE', KEYS[1], ARGV[1]); return till and tonumber(till) > now and 1 or 0"
_FIND = """
if redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
local finder = redis.call('GET', KEYS[2])
if finder and finder ~= ARGV[1] then
  local till = redis.call('ZSCORE', KEYS[1], finder)
  if till and tonumber(till) > now then return 0 end
end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
return 1
"""
# Whoever is done leaves, but for the last, which stays a member until it has noted and grouped.
_LAST = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZREM', KEYS[1], ARGV[1])
if redis.call('ZCARD', KEYS[1]) > 0 then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return 1
"""
