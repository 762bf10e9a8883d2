"""Pelican's settings. `pelican content -s pelicanconf.py -o output` builds the site from any content folder."""

from __future__ import annotations

import csv
import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # the rooms are run from the checkout, not installed

from crawler.sourcetables import source_entries  # noqa: E402
from theme.plugins import site  # noqa: E402

SITENAME = "Kabar Netral"
SITEURL = ""  # publishconf.py gives the public address; feeds need it, pages link relatively
CONTACT = os.environ.get("KABAR_NETRAL_CONTACT") or None  # where corrections are sent: an e-mail or web address
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
TIMEZONE = "Asia/Makassar"
DEFAULT_LANG = "id"

# Names of outlets come from the crawler's table: configuration is the door between the rooms.
_SOURCES = Path(os.environ.get("KABAR_NETRAL_SOURCES") or ROOT / "crawler/data/sources.toml")
_TITLES = {one["name"]: one["title"] for one in source_entries(tomllib.loads(_SOURCES.read_text(encoding="utf-8")))}
with (ROOT / "crawler/data/outlets.csv").open(encoding="utf-8", newline="") as _file:  # those that no source reads
    OUTLETS = {row["name"]: row["title"] for row in csv.DictReader(_file)} | _TITLES

# So do the official names of kecamatan, by unit and printed spelling: "Kabupaten Belu/tastim" -> Tasifeto Timur.
with (ROOT / "crawler/data/kabupaten.csv").open(encoding="utf-8", newline="") as _file:
    _UNITS = {row["code"]: row["name"] for row in csv.DictReader(_file)}
with (ROOT / "crawler/data/kecamatan.csv").open(encoding="utf-8", newline="") as _file:
    _SUBDISTRICTS = [(_UNITS[row["kabupaten"]], row) for row in csv.DictReader(_file)]
KECAMATAN = {
    f"{unit}/{spelling.casefold()}": row["name"]
    for unit, row in _SUBDISTRICTS
    for spelling in filter(None, row["aliases"].split("|"))
} | {f"{unit}/{row['name'].casefold()}": row["name"] for unit, row in _SUBDISTRICTS}

PLUGINS = [site]  # the module itself: a name that cannot be imported is only logged by Pelican

# Records are not Pelican articles (theme/plugins/site.py says why); static pages are Pelican pages.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS = ["pages"]
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""  # Pelican's default publishes drafts at addresses that can be guessed
DIRECT_TEMPLATES: list[str] = []
STATIC_PATHS: list[str] = []
READERS = {"rst": None, "html": None}  # pages are Markdown; docutils would warn that it knows no Indonesian
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""

RELATIVE_URLS = True  # the site works from a sub-folder and from a disk
THEME_STATIC_PATHS: list[str] = []  # the plugin writes them, since Pelican writes into files that are there
CACHE_PATH = str(ROOT / "var" / "cache")  # the plugin's memory between builds; removing it costs time only
DELETE_OUTPUT_DIRECTORY = False  # the plugin removes what it no longer writes, and nothing else
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": []}
