"""WordPress REST answers: /wp-json/wp/v2/posts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from crawler.fetch.discovery.links import Link, Listing, NotAListing, absolute
from crawler.read.timezones import page_moment

_TAG = re.compile(r"<[^<>]{0,500}>")


def read_posts(body: bytes, url: str, zone: str) -> Listing:
    """The links of a list of posts; moments are taken from `date_gmt`, which is UTC. Raises NotAListing."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAListing("no JSON") from error
    if isinstance(posts, dict) and posts.get("code") == "rest_post_invalid_page_number":
        return Listing(())
    if not isinstance(posts, list):
        code = posts.get("code", "no list") if isinstance(posts, dict) else "no list"
        raise NotAListing(f"no list of posts ({str(code)[:60]})")
    return Listing(tuple(link for post in posts if isinstance(post, dict) and (link := _link(post, url, zone))))


def pages_told(total: bytes | None) -> int | None:
    """How many pages a listing has by the header X-WP-TotalPages, or None."""
    told = (total or b"").strip()
    return int(told[:6]) if told.isdigit() else None


def _link(post: Mapping[str, Any], base: str, zone: str) -> Link | None:
    printed, title = post.get("link"), post.get("title")
    address = absolute(base, printed if isinstance(printed, str) else None)
    if address is None:
        return None
    rendered = title.get("rendered") if isinstance(title, dict) else title
    return Link(
        address,
        title=html.unescape(_TAG.sub("", rendered)) if isinstance(rendered, str) else None,
        published=_utc(post.get("date_gmt"), zone),
        modified=_utc(post.get("modified_gmt"), zone),
    )


def _utc(printed: object, zone: str) -> Any:
    return page_moment(f"{printed}Z", zone) if isinstance(printed, str) and printed else None
