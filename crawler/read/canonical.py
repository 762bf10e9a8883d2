"""Canonical addresses: one address for one article, however it was reached."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from crawler.data import DATA

if TYPE_CHECKING:
    from tldextract import TLDExtract

LONGEST = 4000
"""Characters; the longest article address seen has 190."""
TABLE = DATA / "canonical.toml"

_UNSEEN = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")  # half a surrogate pair, from a JSON escape, is no character


def canonical_url(url: str) -> str:
    """The address with AMP and mobile forms, paging, trackers and fragment folded; always https.

    The same for its own result. Raises ValueError for anything but an http(s) address with a host.
    """
    parts = _split(url)
    host = parts.hostname or ""
    host, path = _moved(host, re.sub(r"/{2,}", "/", parts.path) or "/")
    host = _folded_host(host)
    path = _folded_path(host, path)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return urlunsplit(("https", host + port, path, _kept_query(parts.query), ""))


def resolved(link: str, page: str) -> str | None:
    """The address that a link on a page leads to, or None for one that is none ("http://[bad", "javascript:…")."""
    try:
        address = urljoin(page, link.strip())
        _split(address)
    except ValueError:
        return None
    return address


def registrable_domain(host: str) -> str:
    """The domain that was registered ("tribunnews.com" of "kupang.tribunnews.com"), or the host itself."""
    known = _suffixes()(host.casefold())
    return known.top_domain_under_public_suffix or host.casefold()


@cache
def _suffixes() -> TLDExtract:
    """The list that the library ships with: no network, no disk. Imported late: with `requests` it takes 0.1 s, and
    folding an address needs neither."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are http(s) and on one registrable domain."""
    try:
        hosts = [_split(url).hostname or "" for url in (one, other)]
    except ValueError:
        return False
    return registrable_domain(hosts[0]) == registrable_domain(hosts[1])


@dataclass(frozen=True)
class _PathRule:
    hosts: tuple[str, ...]
    pattern: re.Pattern[str]
    to: str

    def applies_to(self, host: str) -> bool:
        return any(name == "*" or host == name or host.endswith("." + name) for name in self.hosts)


@dataclass(frozen=True)
class _Rules:
    twin_labels: frozenset[str]
    dropped: re.Pattern[str]
    www_hosts: frozenset[str]
    paths: tuple[_PathRule, ...]
    moved: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    dropped = "|".join(re.escape(name).replace(r"\*", ".*") for name in table["dropped_parameters"])
    return _Rules(
        twin_labels=frozenset(table["twin_labels"]),
        dropped=re.compile(f"(?:{dropped})", re.IGNORECASE),
        www_hosts=frozenset(table["www_hosts"]),
        paths=tuple(_PathRule(tuple(r["hosts"]), re.compile(r["pattern"]), r["to"]) for r in table["path"]),
        moved=tuple((r["host"], re.compile(r["pattern"])) for r in table["moved"]),
    )


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST:
        raise ValueError(f"not a web address: {len(url)} characters")
    parts = urlsplit(_UNSEEN.sub("", url))
    port_is_bad = parts.port == 0  # asking for it raises ValueError where it is no number
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port_is_bad:
        raise ValueError(f"not a web address: {url[:200]!r}")
    return parts


def _moved(host: str, path: str) -> tuple[str, str]:
    for old, pattern in _rules().moved:
        if host == old and (found := pattern.match(path)):
            return f"{found['section']}.{host.partition('.')[2]}", found["path"]
    return host, path


def _folded_host(host: str) -> str:
    if not host.isascii():
        host = host.encode("idna").decode()  # a homoglyph shows as xn--…; UnicodeError, a ValueError, for no host name
    labels = host.rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in _rules().twin_labels:
        labels = labels[1:]
    folded = ".".join(labels)
    return f"www.{folded}" if folded in _rules().www_hosts else folded


def _folded_path(host: str, path: str) -> str:
    rules = [rule for rule in _rules().paths if rule.applies_to(host)]
    unfolded = ""
    while path != unfolded:  # what a rule takes away may uncover what another one takes
        unfolded = path
        for rule in rules:
            path = rule.pattern.sub(rule.to, path) or "/"
    return path


def _kept_query(query: str) -> str:
    pairs = [pair for pair in query.split("&") if pair]
    return "&".join(pair for pair in pairs if not _rules().dropped.fullmatch(pair.partition("=")[0]))
