"""Which hosts may be asked: the source's own domain, over http(s), at a public address."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
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


_TEST_HOUSE = "127.0.0.1"


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

    ALLOW_LOOPBACK lets tests have their own server at 127.0.0.1, and LOOPBACK_HOSTS names outlets that it plays.
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
        asked = _TEST_HOUSE if name in self.played else name
        found: Deferred[str] = super().getHostByName(asked, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_public(address) or (self.allow_loopback and address == _TEST_HOUSE):
            return address
        raise DNSLookupError(f"{name} is at a private address, {address}")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and also the IPv4 address that an IPv6 one carries."""
    found = ip_address(address)
    carried = _carried(found) if isinstance(found, IPv6Address) else None
    if carried is not None:
        return is_public(str(carried))
    closed = any(found in network for network in _CLOSED if network.version == found.version)
    return found.is_global and not found.is_multicast and not closed


# RFC 6052 (64:ff9b::/96) and RFC 3056 (2002::/16): a gateway sends these on to the IPv4 address inside. RFC 4291's
# "IPv4-compatible" ::/96 and RFC 2765's "translated" ::ffff:0:0/96 are given up, but kernels may still route them.
_CARRIERS: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
    (IPv6Network("::/96"), 0),
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
)
# Python 3.11 counts these as global: NAT64 for local use (RFC 8215), site-local (RFC 3879), the 6to4 relay (RFC 7526),
# IETF protocol assignments (RFC 6890), documentation (RFC 9637), segment routing (RFC 9602), Teredo (RFC 4380).
_CLOSED = tuple(
    ip_network(block)
    for block in (
        *("64:ff9b:1::/48", "fec0::/10", "3fff::/20", "5f00::/16", "2001::/32"),
        *("192.88.99.0/24", "192.0.0.0/24"),
    )
)


def _carried(address: IPv6Address) -> IPv4Address | None:
    for network, shift in _CARRIERS:
        if address in network:
            return IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return None
