"""Scrapy's settings. Outlets are guests' houses: what Scrapy leaves open by default is closed here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CONTACT = "KABAR_NETRAL_CONTACT"
"""Environment variable with the maintainer's address (mail or web), which outlets read in the User-Agent."""

DISCOVERY_MAXSIZE = 10 * 1024 * 1024
"""Bytes of the largest sitemap or feed; pages stop at DOWNLOAD_MAXSIZE. Both hold after decompression."""

BOT_NAME = "KabarNetral"  # the name that robots.txt may speak to
SPIDER_MODULES = ["crawler.fetch.spiders"]
NEWSPIDER_MODULE = "crawler.fetch.spiders"
# Manners: one request at a time for each host, five seconds apart and never less.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0.0  # Scrapy's ±50 % would ask after two and a half seconds
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 1  # per source, whose hosts are one house; sources run side by side
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
DELAY_AFTER_429 = 30.0
LONGEST_WAIT = 600.0  # seconds; who asks for more is left for the night
RETRY_TIMES = 2
# A host that has no address or refuses the connection will not have one in five seconds: no retry.
RETRY_EXCEPTIONS = ["scrapy.exceptions.DownloadTimeoutError", "scrapy.exceptions.ResponseDataLossError"]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9",
    "Accept-Language": "id",
    "Accept-Encoding": "gzip, deflate",  # what every reader of WARC files can decode
}
# Limits: DOWNLOAD_MAXSIZE also stops decompression (Decompressing).
DOWNLOAD_MAXSIZE = 5 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 10
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False  # behind a proxy the resolved address could not be checked
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "crawler.fetch.components.hosts.PublicResolver"
ALLOW_LOOPBACK = False
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.fetch.components.hosts.HostGuard": 40,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.fetch.components.robots.Robots": 100,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.fetch.components.patience.Patience": 560,  # nearer to the wire than RetryMiddleware, 550
    "crawler.fetch.components.decompressing.Decompressing": 590,
    "crawler.fetch.components.keeping.Keeping": 950,  # nearest to the wire: sees every response as it came
}
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.fetch.components.pacing.Pacing": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
ITEM_PIPELINES = {"crawler.fetch.components.writing.Writing": 500}
# First in, first out: a listing's articles are read in its order, and a replay in the same one each time.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
LOG_LEVEL = "INFO"
LOG_COLOR = False


_REPLAY: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0.0,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_ENABLED": False,  # an archive answers the same a second time
    "DOWNLOAD_HANDLERS": {
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
        "http": "crawler.fetch.components.answering.Answering",
        "https": "crawler.fetch.components.answering.Answering",
    },
}


def crawl_settings(var: Path, *, replay: bool, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The settings of one crawl; its log goes to var/log/crawl.log. A replay asks no network and waits for nobody."""
    logs = var / "log"
    logs.mkdir(parents=True, exist_ok=True)
    own = {"LOG_FILE": str(logs / "crawl.log"), "USER_AGENT": user_agent(environment)}
    shared = {name: value for name, value in globals().items() if name.isupper() and not name.startswith("_")}
    return shared | own | (_REPLAY if replay else {})


def user_agent(environment: Mapping[str, str] = os.environ) -> str:
    """The honest name: product, purpose, and the contact address where the maintainer has set one."""
    contact = " ".join(environment.get(_CONTACT, "").split())
    address = f"; +{contact}" if contact.isascii() and contact else ""
    return f"{BOT_NAME}/0.1 (news index on civil-servant neutrality in NTT{address})"
