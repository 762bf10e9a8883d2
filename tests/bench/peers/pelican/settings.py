"""Pelican as it comes: categories for places, tags for what else has a page, authors for officials, two feeds for each,
a table of each year and of all, and all as JSON."""

import os
from pathlib import Path

SITENAME = "Kabar Netral"
SITEURL = "https://kabar.example"
TIMEZONE = "Asia/Makassar"
DEFAULT_LANG = "id"
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = [str(Path(__file__).parent)]
PATH = os.environ.get("BENCH_CONTENT", "content")
ARTICLE_URL = ARTICLE_SAVE_AS = "kegiatan/{slug}.html"
STATIC_PATHS = ["theme"]
DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "tabel", "objek"]
TABEL_SAVE_AS, OBJEK_SAVE_AS = "data/catatan.csv", "data/catatan.json"
YEAR_ARCHIVE_SAVE_AS = "data/tahun/{date:%Y}.csv"
PAGINATED_TEMPLATES = {"tag": None, "category": None, "author": None}
DEFAULT_PAGINATION = 300
FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20  # one number for all: ours has 50 in the feed of all, 20 in a group's
FEED_ALL_ATOM = "umpan/semua.xml"
FEED_ALL_RSS = "umpan/semua.rss"
CATEGORY_FEED_ATOM, CATEGORY_FEED_RSS = "umpan/kategori/{slug}.xml", "umpan/kategori/{slug}.rss"
TAG_FEED_ATOM, TAG_FEED_RSS = "umpan/tag/{slug}.xml", "umpan/tag/{slug}.rss"
AUTHOR_FEED_ATOM, AUTHOR_FEED_RSS = "umpan/pejabat/{slug}.xml", "umpan/pejabat/{slug}.rss"
TRANSLATION_FEED_ATOM = None
PLUGINS: list[str] = []
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": []}
