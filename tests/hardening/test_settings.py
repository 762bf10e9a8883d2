"""The settings that DESIGN.md promises, in what really runs: Scrapy's of a crawler that is made, and Pelican's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
import pytest
from pelican.settings import read_settings
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.fetch.spiders.news import NewsSpider
from crawler.settings import crawl_settings
from tests.theme.samples import ROOT

MIB = 1024 * 1024
SCRAPY: dict[str, object] = {
    "ROBOTSTXT_OBEY": True,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
    "DOWNLOAD_DELAY": 5.0,
    "DOWNLOAD_DELAY_JITTER": 0.0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DELAY_AFTER_429": 30.0,
    "DOWNLOAD_MAXSIZE": 5 * MIB,
    "DISCOVERY_MAXSIZE": 10 * MIB,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    "ALLOW_LOOPBACK": False,
    "TWISTED_DNS_RESOLVER": "crawler.fetch.components.hosts.PublicResolver",
}
MIDDLEWARES = {
    "HostGuard": "crawler.fetch.components.hosts.HostGuard",
    "robots.txt": "crawler.fetch.components.robots.Robots",
    "decompression within limits": "crawler.fetch.components.decompressing.Decompressing",
}
ABSENT = ("CookiesMiddleware", "HttpCompressionMiddleware", "RobotsTxtMiddleware")
PELICAN: dict[str, object] = {
    "DRAFT_SAVE_AS": "",
    "DRAFT_PAGE_SAVE_AS": "",
    "ARTICLE_PATHS": [],
    "STATIC_PATHS": [],
    "DELETE_OUTPUT_DIRECTORY": False,
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a crawler as a crawl of the web makes it, the spider's own included."""
    given: dict[str, Any] = crawl_settings(tmp_path_factory.mktemp("var"), replay=False, environment={})
    settings: Settings = CrawlerProcess(given, install_root_handler=False).create_crawler(NewsSpider).settings
    return settings


@pytest.mark.parametrize("name", SCRAPY)
def test_a_crawl_runs_with(running: Settings, name: str) -> None:
    assert running.get(name) == SCRAPY[name]


def test_no_handler_but_those_of_the_web(running: Settings) -> None:
    handlers = {scheme for scheme, handler in running.getwithbase("DOWNLOAD_HANDLERS").items() if handler}
    assert handlers == {"http", "https"}


def test_the_guards_stand_in_the_way_and_what_they_replace_does_not(running: Settings) -> None:
    standing = {path for path, at in running.getwithbase("DOWNLOADER_MIDDLEWARES").items() if at is not None}
    names = {path if isinstance(path, str) else f"{path.__module__}.{path.__name__}" for path in standing}
    assert set(MIDDLEWARES.values()) <= names
    assert not [name for name in names if name.startswith("scrapy.") and name.endswith(ABSENT)]
    assert all(load_object(path) for path in MIDDLEWARES.values())


def test_nothing_in_a_response_chooses_a_spiders_domains() -> None:
    assert not getattr(NewsSpider, "custom_settings", None)


@pytest.mark.parametrize("file", ["pelicanconf.py", "publishconf.py"])
def test_a_site_is_built_with(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KABAR_NETRAL_URL", "https://kabar.example")
    settings = read_settings(str(ROOT / file))
    assert {name: settings[name] for name in PELICAN} == PELICAN
    assert settings["JINJA_ENVIRONMENT"]["autoescape"] is True
    environment = jinja2.Environment(**settings["JINJA_ENVIRONMENT"])
    assert environment.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("template", sorted((ROOT / "theme/templates").glob("*.html")), ids=lambda path: str(path.stem))
def test_every_template_keeps_the_policy_and_escapes(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    whole = text.startswith("<!doctype")
    assert not whole or "Content-Security-Policy\" content=\"default-src 'none';" in text
    own_pages = 1 if template.name == "page.html" else 0  # content/pages, written by hand
    assert len(re.findall(r"\|\s{0,4}safe", text)) == own_pages
    assert "autoescape false" not in text
    assert "'unsafe-inline'" not in text
    assert "'unsafe-eval'" not in text
