"""Which hosts may be asked: the source's own domain, over http(s), at a public address."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawler.read.canonical import registrable_domain

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred


class ForeignHost(IgnoreRequest):
    """A request, first or redirected, that leaves the source's own domain or the web."""


class HostGuard:
    """Refuses every request, also redirected ones, that is not http(s) to the source's registrable domain."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._domains: frozenset[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        spider: Any = self.crawler.spider
        if spider.left:
            raise ForeignHost("left for the night")
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https"):
            raise ForeignHost(f"not a web address: {request.url}")
        if registrable_domain(host) not in self._own_domains():
            raise ForeignHost(f"leads away to {host}")

    def _own_domains(self) -> frozenset[str]:
        if self._domains is None:
            spider: Any = self.crawler.spider
            self._domains = frozenset(registrable_domain(host) for host in spider.allowed_domains)
        return self._domains


class PublicResolver(CachingThreadedResolver):
    """Resolves names and IP literals to public addresses only: a redirect must not reach a machine behind us.

    ALLOW_LOOPBACK lets tests have their own server, and LOOPBACK_HOSTS names outlets that it plays.
    """

    allow_loopback = False
    played: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_loopback = crawler.settings.getbool("ALLOW_LOOPBACK")
        if resolver.allow_loopback:
            resolver.played = frozenset(crawler.settings.getlist("LOOPBACK_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        asked = "127.0.0.1" if name in self.played else name
        found: Deferred[str] = super().getHostByName(asked, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_public(address) or (self.allow_loopback and ip_address(address).is_loopback):
            return address
        raise DNSLookupError(f"{name} is at a private address, {address}")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    found = ip_address(address)
    return found.is_global and not found.is_multicast
