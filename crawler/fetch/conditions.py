"""Conditions: asking for an article again only if it has changed (RFC 9110, 13.1)."""

from __future__ import annotations

from scrapy.http import Headers

from crawler.fetch.memory import Seen, Validators, Verdict

_LONGEST = 200  # characters; a longer validator would be sent back cut


def validators_of(headers: Headers) -> Validators:
    """What a response's headers say by which it can be told from a later one."""
    etag, modified = (headers.get(name) for name in ("ETag", "Last-Modified"))
    told = (value.decode("latin-1") if value and len(value) <= _LONGEST else None for value in (etag, modified))
    return Validators(*told)


def conditions_of(seen: Seen | None) -> dict[str, str]:
    """Request headers by which an outlet may answer that an article is as it was; none for one that was not read."""
    if seen is None or seen.verdict not in (Verdict.STORED, Verdict.IRRELEVANT):
        return {}
    told = {"If-None-Match": seen.validators.etag, "If-Modified-Since": seen.validators.last_modified}
    return {name: value for name, value in told.items() if value}
