"""Discovery: article addresses read out of sitemaps, feeds, WordPress REST answers, listing and search pages.

Pure functions of what an outlet answered. Addresses come back as printed, made absolute; whether they
are articles and whether they may be asked is decided by the caller.
"""

from crawler.fetch.discovery.feeds import read_feed
from crawler.fetch.discovery.links import Child, Link, Listing, NotAListing
from crawler.fetch.discovery.listings import read_links
from crawler.fetch.discovery.rest import pages_told, read_posts
from crawler.fetch.discovery.sitemaps import read_sitemap
from crawler.fetch.discovery.topics import is_foreign, speaks_of

__all__ = [
    "Child",
    "Link",
    "Listing",
    "NotAListing",
    "is_foreign",
    "pages_told",
    "read_feed",
    "read_links",
    "read_posts",
    "read_sitemap",
    "speaks_of",
]
