"""Identity: one key for one article, whatever its slug, section or dress."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from crawler.data import DATA
from crawler.read.canonical import canonical_url

TABLE = DATA / "identity.toml"


@lru_cache(maxsize=1024)  # store and memory ask for one article's key four times
def article_key(url: str) -> str:
    """Host and number ("kupang.antaranews.com#136307") where the outlet numbers its articles, else the canonical
    address without scheme, "www." and last slash. The same for its twins. Raises ValueError as canonical_url.

    >>> article_key("https://www.detik.com/bali/nusra/d-7556277/pj-bupati?single=1")
    'detik.com#7556277'
    """
    parts = urlsplit(canonical_url(url))
    host = parts.netloc.removeprefix("www.")
    for number in _numbers():
        if number.applies_to(parts.hostname or "") and (found := number.pattern.search(parts.path)):
            return f"{host}#{found['id']}"
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True)
class _Number:
    hosts: tuple[str, ...]
    pattern: re.Pattern[str]

    def applies_to(self, host: str) -> bool:
        return any(name == "*" or host == name or host.endswith(f".{name}") for name in self.hosts)


@cache
def _numbers() -> tuple[_Number, ...]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(_Number(tuple(rule["hosts"]), re.compile(rule["pattern"])) for rule in table["number"])
